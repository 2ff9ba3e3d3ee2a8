import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { Icon } from './icons'
import { TONE_BOX, TONE_ICON, TONE_INK, type Tone } from './tone'

export type TimelineItem = {
  id: string
  tone: Tone
  title: ReactNode
  /** Who and when. */
  meta?: ReactNode
  icon?: Icon
  children?: ReactNode
}

/** What happened, in order, each with its mark on one line. */
export function Timeline({ items, label }: { items: TimelineItem[]; label: string }) {
  return (
    <ol aria-label={label}>
      {items.map(({ id, tone, title, meta, icon, children }) => (
        <li key={id} className="relative flex gap-3 pb-5 before:absolute before:top-7 before:bottom-1 before:left-3 before:w-px before:bg-line last:pb-0 last:before:hidden">
          <span aria-hidden className={clsx('with-icon grid size-6 shrink-0 place-items-center rounded-full border before:size-3.5', (icon ?? TONE_ICON[tone]).drawing, TONE_BOX[tone], TONE_INK[tone])} />
          <div className="min-w-0 grow">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="min-w-0 pt-px font-medium wrap-anywhere">{title}</p>
              {meta && <p className="text-sm text-faint">{meta}</p>}
            </div>
            {children && <div className="mt-0.5 max-w-prose text-sm text-pretty wrap-anywhere text-muted">{children}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
