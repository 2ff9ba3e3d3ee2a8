'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { trustNow } from './actions'

/** Sandbox mode: does what pasting the trust policy does in AWS, then tests. */
export function TrustButton({ accountId, disabledReason, primary }: { accountId: string; disabledReason: string | null; primary: boolean }) {
  const [state, send] = useActionState(trustNow, {})
  const label = 'Let the sandbox’s role trust this ExternalId'
  return (
    <form action={send} className="space-y-1.5">
      <input type="hidden" name="accountId" value={accountId} />
      {disabledReason ? <Button disabledReason={disabledReason}>{label}</Button> : <SubmitButton variant={primary ? 'primary' : 'secondary'} pendingLabel="Pasting the policy and testing">{label}</SubmitButton>}
      <p className="max-w-prose text-sm text-muted">In the sandbox this button does what pasting the policies does in AWS, and tests the connection.</p>
      {state.error && <FieldError>{state.error}</FieldError>}
    </form>
  )
}
