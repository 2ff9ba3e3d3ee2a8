import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { paths } from '@/lib/paths'
import { findView } from '../../find-view'
import { SetupFrame } from '../../setup-frame'
import { TestPanel } from '../../test-panel'

export const metadata: Metadata = { title: 'Test of an account' }

export default async function TestPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { view, disabledReason } = await findView(params, 'manageAccounts')
  const { accountId, name, account, health } = view
  const ready = account.heldBecause === null
  return (
    <SetupFrame step="Test" accountId={accountId} title={`Test ${name}`} intro="Causeway tries the connection without changing anything, and also tries the two ways in that must be shut.">
      <div className="space-y-5">
        {ready && (
          <Callout tone={health.tone === 'good' ? 'good' : 'attention'} title={`${name} may be used`}>
            <p>{health.next ?? 'Requests can be made in it from now on.'}</p>
          </Callout>
        )}
        <TestPanel view={view} disabledReason={disabledReason} primary={!ready} />
      </div>
      <div className="mt-6 flex flex-wrap gap-3 border-t border-line pt-5">
        <LinkButton href={paths.accountSetup(accountId, 'policy')}>Back</LinkButton>
        <LinkButton href={paths.account(accountId)} variant={ready ? 'primary' : 'secondary'}>
          {ready ? 'Done' : 'Leave it for later'}
        </LinkButton>
      </div>
    </SetupFrame>
  )
}
