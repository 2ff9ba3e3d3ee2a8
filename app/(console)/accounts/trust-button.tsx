import { ActionForm } from '@/components/ui/action-form'
import { trustNow } from './actions'

/** Sandbox mode: does what pasting the trust policy does in AWS, then tests. */
export function TrustButton({ accountId, disabledReason, primary }: { accountId: string; disabledReason: string | null; primary: boolean }) {
  return (
    <div className="space-y-1.5">
      <ActionForm
        action={trustNow}
        fields={{ accountId }}
        label="Let the sandbox’s role trust this ExternalId"
        variant={primary ? 'primary' : 'secondary'}
        pendingLabel="Pasting the policy and testing"
        disabledReason={disabledReason}
      />
      <p className="max-w-prose text-sm text-muted">In the sandbox this button does what pasting the policies does in AWS, and tests the connection.</p>
    </div>
  )
}
