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
  return (
    <span
      title={title}
      className={clsx(
        'with-icon inline-flex w-fit max-w-full items-center rounded-full border font-medium whitespace-nowrap',
        (icon ?? TONE_ICON[tone]).drawing,
        size === 'sm' ? 'h-5.5 gap-1 pr-2 pl-1.5 text-xs before:size-3.5' : 'h-7 gap-1.5 pr-3 pl-2 text-sm before:size-4',
        TONE_BOX[tone],
        TONE_INK[tone],
      )}
    >
      {/* The word, not the icon, gives the baseline that a row of labels aligns to. */}
      <span className={clsx('self-baseline truncate', size === 'sm' ? 'leading-5' : 'leading-6.5')}>{children}</span>
    </span>
  )
}
