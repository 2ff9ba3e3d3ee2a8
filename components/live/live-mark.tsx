'use client'

import clsx from 'clsx'
import { useLive } from './live-provider'
import type { LinkState } from './connection'

const FACE: Record<LinkState, { label: string; dot: string; title: string }> = {
  connecting: { label: 'Connecting…', dot: 'before:bg-line-strong', title: 'The page shows what was known when it was loaded.' },
  live: { label: 'Live', dot: 'before:bg-good-ink', title: 'Changes appear here by themselves.' },
  reconnecting: {
    label: 'Reconnecting…',
    dot: 'before:bg-attention-ink before:animate-breathe',
    title: 'The connection to Causeway broke. What you see may be out of date until it is back.',
  },
}

/** Whether changes reach this page by themselves. All the words lie on each other, so that nothing moves when one changes. */
export function LiveMark() {
  const { link } = useLive()
  return (
    <span title={FACE[link].title} className={clsx('inline-flex items-center gap-1.5 text-sm whitespace-nowrap text-faint before:size-1.5 before:shrink-0 before:rounded-full', FACE[link].dot)}>
      <span className="grid">
        {(Object.keys(FACE) as LinkState[]).map((state) => (
          <span key={state} aria-hidden={state !== link} className={clsx('col-start-1 row-start-1', state !== link && 'invisible')}>
            {FACE[state].label}
          </span>
        ))}
      </span>
    </span>
  )
}
