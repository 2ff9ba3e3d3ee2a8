import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { paths } from '@/lib/paths'
import { findView } from '../../find-view'
import { PastePanel } from '../../paste-panel'
import { SetupFrame } from '../../setup-frame'

export const metadata: Metadata = { title: 'Policy of an account' }

export default async function PolicyPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { view, disabledReason } = await findView(params, 'manageAccounts')
  const { accountId, name } = view
  return (
    <SetupFrame step="Policy" accountId={accountId} title={`Let Causeway into ${name}`} intro="Paste one of these in the account, or give them to whoever administers it. You can come back: the account is kept, and the ExternalId does not change.">
      <PastePanel view={view} disabledReason={disabledReason} />
      <div className="mt-6 flex flex-wrap gap-3 border-t border-line pt-5">
        <LinkButton href={paths.editAccount(accountId)}>Back</LinkButton>
        <LinkButton href={paths.accountSetup(accountId, 'test')} variant={view.simulated ? 'secondary' : 'primary'}>
          Continue to the test
        </LinkButton>
      </div>
    </SetupFrame>
  )
}
