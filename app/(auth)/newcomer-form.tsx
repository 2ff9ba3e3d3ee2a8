'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { NewPasswordField } from './new-password-field'

type State = { error?: string; fields?: Record<string, string> }
type Props = { action: (previous: State, form: FormData) => Promise<State>; token: string; label: string }

/** Who somebody is and the password they choose: for the first administrator and for who is invited. */
export function NewcomerForm({ action, token, label }: Props) {
  const [state, send, pending] = useActionState(action, {})
  return (
    <KeptForm send={send} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <input type="hidden" name="token" value={token} />
      <TextField label="Your name" name="name" autoComplete="name" error={state.fields?.name} />
      <TextField label="E-mail address" name="email" type="email" autoComplete="username" inputMode="email" error={state.fields?.email} />
      <NewPasswordField label="Password" error={state.fields?.password} />
      <Button type="submit" variant="primary" size="lg" pending={pending} pendingLabel="One moment" className="mt-1 w-full">
        {label}
      </Button>
    </KeptForm>
  )
}
