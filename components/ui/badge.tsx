import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { Icon } from './icons'
import { TONE_BOX, TONE_ICON, TONE_INK, type Tone } from './tone'

export type BadgeProps = {
  tone: Tone
  children: ReactNode
  /** Another icon than the tone's own. */
  icon?: Icon
  size?: 'sm' | 'md'
  /** What it means, shown on hover. */
  title?: string
}

/** A state in one glance: icon, word, colour; never colour alone. */
export function Badge({ tone, children, icon, size = 'sm', title }: BadgeProps) {
  const Icon = icon ?? TONE_ICON[tone]
  return (
    <span
      title={title}
      className={clsx(
        'inline-flex w-fit max-w-full items-center rounded-full border font-medium whitespace-nowrap',
        size === 'sm' ? 'h-5.5 gap-1 pr-2 pl-1.5 text-xs' : 'h-7 gap-1.5 pr-3 pl-2 text-sm',
        TONE_BOX[tone],
        TONE_INK[tone],
      )}
    >
      <Icon className={clsx('shrink-0', size === 'sm' ? 'size-3.5' : 'size-4')} />
      {/* The word, not the icon, gives the baseline that a row of labels aligns to. */}
      <span className={clsx('self-baseline truncate', size === 'sm' ? 'leading-5' : 'leading-6.5')}>{children}</span>
    </span>
  )
}
