'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { NewPasswordField } from '../../new-password-field'
import { renew } from './actions'

/** The new password. The address is there for the browser, which keeps the two together. */
export function RenewalForm({ token, email }: { token: string; email: string }) {
  const [state, send, pending] = useActionState(renew, {})
  return (
    <KeptForm send={send} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <input type="hidden" name="token" value={token} />
      <TextField label="E-mail address" type="email" autoComplete="username" defaultValue={email} readOnly />
      <NewPasswordField label="New password" error={state.fields?.password} />
      <Button type="submit" variant="primary" size="lg" pending={pending} pendingLabel="One moment" className="mt-1 w-full">
        Set the password and sign in
      </Button>
    </KeptForm>
  )
}
