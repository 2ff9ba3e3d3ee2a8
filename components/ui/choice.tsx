import clsx from 'clsx'
import { useId, type ComponentProps, type ReactNode } from 'react'

type ChoiceProps = Omit<ComponentProps<'input'>, 'type' | 'title'>

/** A box to tick, with its label and an optional second line. */
export function Checkbox({ label, hint, className, ...rest }: ChoiceProps & { label: ReactNode; hint?: ReactNode }) {
  const id = useId()
  return (
    <div className={clsx('flex min-w-0 gap-2.5', className)}>
      <input
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
        type="checkbox"
        className="my-0.75 size-4 shrink-0 rounded-sm accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={rest.id ?? id} className="inline-block min-h-6 wrap-anywhere">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-pretty text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

/** A bare box for a table row; `label` is heard, not seen. */
export function RowCheckbox({ label, className, ...rest }: ChoiceProps & { label: string }) {
  return (
    <label className={clsx('relative z-10 inline-grid size-6 place-items-center', className)}>
      <input {...rest} type="checkbox" className="size-4 accent-accent" />
      <span className="sr-only">{label}</span>
    </label>
  )
}

export type CardChoiceProps = ChoiceProps & {
  title: ReactNode
  description?: ReactNode
  /** Right of the title: a badge, a number. */
  meta?: ReactNode
  /** Not to be had now, and why. Stays visible, greyed. */
  disabledReason?: ReactNode
  type?: 'radio' | 'checkbox'
}

/** One option of a few, large enough to explain itself. The whole card is the target. */
export function CardChoice({ type = 'radio', title, description, meta, disabledReason, className, ...rest }: CardChoiceProps) {
  const id = useId()
  const off = Boolean(disabledReason) || rest.disabled
  const described = description || disabledReason ? `${id}-more` : undefined
  return (
    <div
      className={clsx(
        'relative flex gap-3 rounded-lg border bg-surface px-4 py-3 transition-colors',
        off
          ? 'border-line bg-transparent text-faint'
          : 'border-line-strong hover:border-control has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
        className,
      )}
    >
      <input
        id={id}
        {...rest}
        type={type}
        disabled={off}
        aria-describedby={described}
        className="relative z-10 mt-0.75 size-4 shrink-0 accent-accent outline-none"
      />
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <label htmlFor={rest.id ?? id} className={clsx('font-medium wrap-anywhere after:absolute after:inset-0', off && 'cursor-not-allowed')}>
            {title}
          </label>
          {meta && <span className="text-sm text-muted">{meta}</span>}
        </div>
        {described && (
          <div id={described} className={clsx('mt-0.5 text-sm text-pretty', off ? 'text-faint' : 'text-muted')}>
            {description}
            {disabledReason && <p className="text-muted">{disabledReason}</p>}
          </div>
        )}
      </div>
    </div>
  )
}

export function RadioCard(props: Omit<CardChoiceProps, 'type'>) {
  return <CardChoice {...props} type="radio" />
}

export function CheckboxCard(props: Omit<CardChoiceProps, 'type'>) {
  return <CardChoice {...props} type="checkbox" />
}
