'use client'

import { useActionState } from 'react'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { testNow } from './actions'

export function TestButton({ accountId, disabledReason, primary }: { accountId: string; disabledReason: string | null; primary?: boolean }) {
  const [state, send] = useActionState(testNow, {})
  return (
    <form action={send}>
      <input type="hidden" name="accountId" value={accountId} />
      <SubmitButton variant={primary ? 'primary' : 'secondary'} pendingLabel="Trying the connection" disabledReason={disabledReason}>
        Test connection
      </SubmitButton>
      <span role="status" className="sr-only">
        {state.done}
      </span>
      {state.error && <FieldError>{state.error}</FieldError>}
    </form>
  )
}
