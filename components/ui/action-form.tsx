'use client'

import { useActionState, useState, type ReactNode } from 'react'
import type { ButtonProps } from './button'
import { FieldError } from './field'
import { SubmitButton } from './submit-button'

type State = { error?: string; fields?: Record<string, string>; done?: string }

export type ActionFormProps = Pick<ButtonProps, 'variant' | 'size' | 'disabledReason' | 'pendingLabel'> & {
  action: (previous: State, form: FormData) => Promise<State>
  /** What is sent along, unseen. */
  fields?: Record<string, string>
  label: ReactNode
  /** Inputs that stand before the button. */
  children?: ReactNode
}

/** One button that does one thing, with its refusal beside it. Works before the page's scripts do. */
export function ActionForm({ action, fields = {}, label, children, ...button }: ActionFormProps) {
  const [state, send] = useActionState(action, {})
  // The first ones stay: a refresh between the two halves of a double click must not send another key.
  const [kept] = useState(fields)
  const error = state.error ?? Object.values(state.fields ?? {})[0]
  return (
    <form action={send} className="inline-flex max-w-full flex-col items-start">
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <SubmitButton variant="secondary" {...button}>
        {label}
      </SubmitButton>
      <div role="alert">{error && <FieldError>{error}</FieldError>}</div>
    </form>
  )
}
