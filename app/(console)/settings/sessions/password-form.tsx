'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { changePassword } from './actions'

export function PasswordForm() {
  const [state, send, pending] = useActionState(changePassword, {})
  return (
    <KeptForm send={send} className="grid max-w-md gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      {state.done && <Callout tone="good" title={state.done} announce="status" />}
      <TextField label="Password now" name="current" type="password" autoComplete="current-password" error={state.fields?.current} />
      <TextField label="New password" name="password" type="password" autoComplete="new-password" hint="At least 12 characters, of any kind." error={state.fields?.password} />
      <div>
        <Button type="submit" pending={pending} pendingLabel="Changing">
          Change password
        </Button>
      </div>
    </KeptForm>
  )
}
