import { Id } from '@/components/ui/id'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import type { AccountView } from '@/lib/operations/view-accounts'
import { SetupTexts } from './setup-texts'
import { TrustButton } from './trust-button'

/** What the account's administrators have to paste, with the ExternalId it contains. */
export function PastePanel({ view, disabledReason }: { view: AccountView; disabledReason: string | null }) {
  const { account, accountId, setup, setupProblem, principal, simulated } = view
  const isRole = account.source.kind === 'assume-role'
  return (
    <Panel
      title={isRole ? 'Trust and permissions' : 'Permissions'}
      description={isRole ? 'Make the role in the account with these, or hand them to who may. The trust policy lets in Causeway alone, and only with this ExternalId.' : 'What the identity behind these credentials needs. Attach it in the account.'}
    >
      {isRole && (
        <div className="mb-4">
          <Facts>
            <Fact label="ExternalId" hint="Made for this account alone. It never changes, and is no password.">
              {account.externalId && <Id value={account.externalId} what="ExternalId" wrap />}
            </Fact>
            <Fact label="Who assumes the role" hint={principal?.includes(':role/') && 'If this role has a path, write it into the trust policy: AWS does not tell it.'}>
              {principal ? <Id value={principal} what="principal" wrap /> : <span className="text-attention-ink">Not known: {setupProblem}</span>}
            </Fact>
          </Facts>
        </div>
      )}
      <SetupTexts accountId={accountId} setup={setup} missing={setupProblem && `The trust policy has to name who Causeway runs as, and AWS did not say. ${setupProblem}`} />
      {simulated && isRole && (
        <div className="mt-4 border-t border-line pt-4">
          <TrustButton accountId={accountId} disabledReason={disabledReason} primary={account.heldBecause !== null} />
        </div>
      )}
    </Panel>
  )
}
