import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { Icon } from './icons'
import { TONE_BOX, TONE_ICON, TONE_INK, type Tone } from './tone'

export type CalloutProps = {
  tone: Tone
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  icon?: Icon
  /** Set for something that just happened: it is read aloud. */
  announce?: 'status' | 'alert'
  id?: string
}

/** A message in the flow of the page: what is the case, and what to do about it. */
export function Callout({ tone, title, children, actions, icon, announce, id }: CalloutProps) {
  const Icon = icon ?? TONE_ICON[tone]
  return (
    <div id={id} role={announce} className={clsx('flex gap-3 rounded-lg border px-4 py-3', TONE_BOX[tone])}>
      <Icon className={clsx('mt-0.75 size-4 shrink-0', TONE_INK[tone])} />
      <div className="min-w-0 grow">
        <p className={clsx('font-medium', TONE_INK[tone])}>{title}</p>
        {children && <div className="mt-1 max-w-prose space-y-2 text-pretty wrap-anywhere text-ink">{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  )
}
