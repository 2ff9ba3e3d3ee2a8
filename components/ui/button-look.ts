import clsx from 'clsx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'lg'

const VARIANT: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent shadow-control hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-surface text-ink shadow-control hover:bg-hover hover:border-control',
  ghost: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'bg-bad text-on-bad shadow-control hover:bg-bad-hover',
}
const DISABLED: Record<ButtonVariant, string> = {
  primary: 'border border-line bg-sunken text-faint',
  secondary: 'border border-line bg-surface text-faint',
  ghost: 'text-faint',
  danger: 'border border-line bg-sunken text-faint',
}
const SIZE: Record<ButtonSize, string> = {
  sm: 'h-7 gap-1.5 rounded-md px-2.5 text-sm [&_.icon]:size-3.5',
  md: 'h-8.5 gap-2 rounded-md px-3.5 text-base [&_.icon]:size-4',
  lg: 'h-10 gap-2 rounded-lg px-5 text-base [&_.icon]:size-4',
}

export type ButtonLook = { variant?: ButtonVariant; size?: ButtonSize }

/** The look alone, for the few places where importing Button itself would cost (the error pages load with every page). */
export function buttonClass({ variant = 'secondary', size = 'md', off = false }: ButtonLook & { off?: boolean }) {
  return clsx(
    'relative inline-flex max-w-full shrink-0 items-center justify-center font-medium whitespace-nowrap transition-colors select-none',
    SIZE[size],
    off ? clsx(DISABLED[variant], 'cursor-not-allowed') : VARIANT[variant],
  )
}
