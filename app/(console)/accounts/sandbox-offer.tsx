import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { addSandboxAccountNow } from './actions'

/** Sandbox mode: the company's second account, one click away. */
export function SandboxOffer({ accountId, name, disabledReason }: { accountId: string; name: string; disabledReason: string | null }) {
  return (
    <Callout
      tone="neutral"
      title={`The sandbox has a second account, “${name}”`}
      actions={<ActionForm action={addSandboxAccountNow} label={`Add ${name}`} size="sm" pendingLabel="Adding the account" disabledReason={disabledReason} />}
    >
      <p>
        Account <span className="font-mono text-sm">{accountId}</span> has networks in two regions and a role for Causeway. Its role has to learn the ExternalId first, as in AWS.
      </p>
    </Callout>
  )
}
