'use client'

import { useActionState } from 'react'
import type { ButtonProps } from './button'
import { FieldError } from './field'
import { SubmitButton } from './submit-button'

type State = { error?: string; fields?: Record<string, string>; done?: string }
type Props = Pick<ButtonProps, 'variant' | 'size' | 'disabledReason' | 'pendingLabel' | 'className'> & {
  action: (previous: State, form: FormData) => Promise<State>
  fields?: Record<string, string>
  label: string
}

/** One button that does one thing, with its refusal under it. */
export function OneButton({ action, fields = {}, label, ...button }: Props) {
  const [state, send] = useActionState(action, {})
  return (
    <form action={send} className="inline-flex max-w-full flex-col items-start">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant="secondary" {...button}>
        {label}
      </SubmitButton>
      <div role="alert">{state.error && <FieldError>{state.error}</FieldError>}</div>
    </form>
  )
}
