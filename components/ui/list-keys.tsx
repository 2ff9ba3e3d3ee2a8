'use client'

import { useEffect } from 'react'
import { isTyping } from './typing'

/** `j` and `k` walk through the row links of the page; Enter opens the one in focus, as on any link. Renders nothing. */
export function ListKeys() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'j' && event.key !== 'k') return
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
      const at = links.findIndex((link) => link === document.activeElement)
      const next = event.key === 'j' ? at + 1 : Math.max(at - 1, 0)
      links[Math.min(next, links.length - 1)]?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return null
}
