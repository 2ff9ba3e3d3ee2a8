'use client'

import { useActionState } from 'react'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { switchOffNow } from './actions'

/** The way back, without a question: it must be quick when something is wrong. */
export function SwitchOff({ requestId, disabledReason, names }: { requestId: string; disabledReason: string | null; names: string[] }) {
  const [state, send] = useActionState(switchOffNow, {})
  return (
    <form action={send} className="space-y-3">
      <input type="hidden" name="requestId" value={requestId} />
      <p className="max-w-prose text-pretty text-muted">
        Switching it off takes the private answers away for the whole VPC: {names.join(', ')} {names.length === 1 ? 'leads' : 'lead'} to what public DNS says again. Open connections stay, new ones go the old way.
      </p>
      <SubmitButton variant="secondary" disabledReason={disabledReason} pendingLabel="Asking AWS">
        Switch private DNS off
      </SubmitButton>
      <div role="alert">{state.error && <FieldError>{state.error}</FieldError>}</div>
    </form>
  )
}
