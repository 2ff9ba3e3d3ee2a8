'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { signIn } from './actions'

export function SignInForm({ next, primary }: { next: string; primary: boolean }) {
  const [state, send, pending] = useActionState(signIn, {})
  return (
    <KeptForm send={send} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <input type="hidden" name="next" value={next} />
      <TextField label="E-mail address" name="email" type="email" autoComplete="username" inputMode="email" error={state.fields?.email} />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" error={state.fields?.password} />
      <Button type="submit" variant={primary ? 'primary' : 'secondary'} size="lg" pending={pending} pendingLabel="Signing in" className="mt-1 w-full">
        Sign in
      </Button>
    </KeptForm>
  )
}
