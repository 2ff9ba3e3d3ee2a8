'use client'

import clsx from 'clsx'
import { useId, type ComponentProps, type KeyboardEvent } from 'react'

export type Tabs<Key extends string> = {
  list: ComponentProps<'div'>
  tab: (key: Key) => ComponentProps<'button'>
  panel: ComponentProps<'div'>
}

/** What makes elements a list of tabs with one panel: roles, ids, and the keys (arrows, Home, End) that go round all of `keys`. */
export function useTabs<Key extends string>({ label, keys, chosen, onChoose }: { label: string; keys: readonly Key[]; chosen: Key; onChoose: (key: Key) => void }): Tabs<Key> {
  const id = useId()
  const panelId = `${id}-panel`
  const tabId = (key: Key) => `${id}-${key}`

  function onKeyDown(event: KeyboardEvent) {
    const at = keys.indexOf(chosen)
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    const next = target === undefined ? undefined : keys.at(target % keys.length)
    if (next === undefined) return
    event.preventDefault()
    onChoose(next)
    document.getElementById(tabId(next))?.focus()
  }

  return {
    list: { role: 'tablist', 'aria-label': label, onKeyDown },
    tab: (key) => ({
      type: 'button',
      role: 'tab',
      id: tabId(key),
      'aria-selected': key === chosen,
      'aria-controls': panelId,
      tabIndex: key === chosen ? 0 : -1,
      onClick: () => onChoose(key),
    }),
    panel: { role: 'tabpanel', id: panelId, 'aria-labelledby': tabId(chosen) },
  }
}

/** One row of tabs over a line. */
export function TabRow<Key extends string>({ tabs, options, className }: { tabs: Tabs<Key>; options: readonly { key: Key; label: string }[]; className?: string }) {
  return (
    <div {...tabs.list} className={clsx('flex gap-1 border-b border-line', className)}>
      {options.map(({ key, label }) => (
        <button key={key} {...tabs.tab(key)} className="-mb-px min-h-9 border-b-2 border-transparent px-3 text-sm font-medium text-muted transition-colors hover:text-ink aria-selected:border-accent aria-selected:text-ink">
          {label}
        </button>
      ))}
    </div>
  )
}
