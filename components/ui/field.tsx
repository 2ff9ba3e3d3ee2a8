import clsx from 'clsx'
import { useId, type ReactNode } from 'react'
import { CircleAlert } from './icons'

/** What a control needs to be tied to its label, hint and error. Spread it on the control. */
export type ControlProps = {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  required?: boolean
}

export type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and how to mend it; stands next to the field and is read with it. */
  error?: ReactNode
  required?: boolean
  /** Marks a field that may stay empty. */
  optional?: boolean
  /** A small action on the label's line. */
  aside?: ReactNode
  id?: string
  className?: string
  /** Gets the ties: `{(control) => <Input {...control} name="vpc" />}` */
  children: (control: ControlProps) => ReactNode
}

export function Field({ label, hint, error, required, optional, aside, id, className, children }: FieldProps) {
  const ownId = useId()
  const controlId = id ?? ownId
  const hintId = `${controlId}-hint`
  const errorId = `${controlId}-error`
  const control: ControlProps = {
    id: controlId,
    'aria-describedby': clsx(error && errorId, hint && hintId) || undefined,
    'aria-invalid': error ? true : undefined,
    required,
  }
  const labelled = (where: string) => (
    <label htmlFor={controlId} className={clsx('font-medium', where)}>
      {label}
      {optional && <span className="font-normal text-faint"> (optional)</span>}
    </label>
  )
  return (
    <div className={clsx('min-w-0', className)}>
      {aside ? (
        <div className="mb-1.5 flex items-baseline justify-between gap-3">
          {labelled('')}
          <div className="text-sm">{aside}</div>
        </div>
      ) : (
        labelled('mb-1.5 block')
      )}
      {children(control)}
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1.5 flex max-w-prose gap-1.5 text-sm text-pretty wrap-anywhere text-bad-ink">
      <CircleAlert className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  )
}

/** Several controls that answer one question. */
export function FieldGroup({ legend, hint, error, children, className }: {
  legend: ReactNode
  hint?: ReactNode
  error?: ReactNode
  children: ReactNode
  className?: string
}) {
  const id = useId()
  return (
    <fieldset aria-describedby={clsx(error && `${id}-error`, hint && `${id}-hint`) || undefined} className={clsx('min-w-0', className)}>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-3 max-w-prose text-sm text-pretty text-muted">
          {hint}
        </p>
      )}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}
