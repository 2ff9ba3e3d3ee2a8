'use client'

import { useActionState, type ReactNode } from 'react'
import { DialogClose } from './dialog'
import { FieldError } from './field'
import { SubmitButton } from './submit-button'

type State = { error?: string; fields?: Record<string, string>; done?: string }

/** What a dialog asks before something is ended: the words, the refusal, and the two ways on. */
export function ConfirmForm({ action, fields, label, pendingLabel, children }: {
  action: (previous: State, form: FormData) => Promise<State>
  /** What is sent along, unseen. A refusal of one of these has no input to stand at, so it stands above the buttons. */
  fields: Record<string, string>
  label: string
  pendingLabel: string
  /** The words, and inputs with the refusals that belong to them. */
  children: (refused: Record<string, string>) => ReactNode
}) {
  const [state, send] = useActionState(action, {})
  const refused = state.fields ?? {}
  const error = state.error ?? Object.keys(fields).map((name) => refused[name]).find(Boolean)
  return (
    <form action={send} autoComplete="off">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children(refused)}
      <div role="alert">{error && <FieldError>{error}</FieldError>}</div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <DialogClose>Keep it</DialogClose>
        <SubmitButton variant="danger" pendingLabel={pendingLabel}>
          {label}
        </SubmitButton>
      </div>
    </form>
  )
}
