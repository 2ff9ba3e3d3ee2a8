'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { addSandboxAccountNow } from './actions'

/** Sandbox mode: the company's second account, one click away. */
export function SandboxOffer({ accountId, name, disabledReason }: { accountId: string; name: string; disabledReason: string | null }) {
  const [state, send] = useActionState(addSandboxAccountNow, {})
  return (
    <Callout
      tone="neutral"
      title={`The sandbox has a second account, “${name}”`}
      actions={
        <form action={send}>
          {disabledReason ? (
            <Button size="sm" disabledReason={disabledReason}>
              Add {name}
            </Button>
          ) : (
            <SubmitButton size="sm" variant="secondary" pendingLabel="Adding the account">
              Add {name}
            </SubmitButton>
          )}
          {state.error && <FieldError>{state.error}</FieldError>}
        </form>
      }
    >
      <p>
        Account <span className="font-mono text-sm">{accountId}</span> has networks in two regions and a role for Causeway. Its role has to learn the ExternalId first, as in AWS.
      </p>
    </Callout>
  )
}
