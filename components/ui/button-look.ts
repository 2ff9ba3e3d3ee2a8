export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'lg'

const VARIANT: Record<ButtonVariant, string> = { primary: 'button-primary', secondary: 'button-secondary', ghost: 'button-ghost', danger: 'button-danger' }
const OFF: Record<ButtonVariant, string> = { primary: 'button-off', secondary: 'button-off-secondary', ghost: 'button-off-ghost', danger: 'button-off' }
const SIZE: Record<ButtonSize, string> = { sm: 'button-sm', md: 'button-md', lg: 'button-lg' }

export type ButtonLook = { variant?: ButtonVariant; size?: ButtonSize }

/** The look alone, for the few places where importing Button itself would cost (the error pages load with every page). */
export function buttonClass({ variant = 'secondary', size = 'md', off = false }: ButtonLook & { off?: boolean }) {
  return `button ${SIZE[size]} ${(off ? OFF : VARIANT)[variant]}`
}
