'use client'

import { useState } from 'react'

/**
 * For a `<details>` whose inside is drawn when it is first opened, and stays: what few people open need not be drawn, sent and woken for
 * all. Give the fold `props`, and draw its inside where `isDrawn`. Without a script it opens empty, so it is no place for what must be read.
 */
export function useLateFold({ open = false }: { open?: boolean } = {}) {
  const [isDrawn, setDrawn] = useState(open)
  const look = (fold: HTMLDetailsElement | null) => {
    if (fold?.open) setDrawn(true)
  }
  // the ref is for a fold that was opened before the page was awake: nobody heard it
  return { isDrawn, props: { open, ref: look, onToggle: ({ currentTarget }: { currentTarget: HTMLDetailsElement }) => look(currentTarget) } }
}
