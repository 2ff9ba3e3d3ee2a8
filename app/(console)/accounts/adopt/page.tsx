import type { Metadata } from 'next'
import { Suspense } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { CloudCog } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { placesToSearch } from '@/lib/operations/find-untracked'
import { paths } from '@/lib/paths'
import { AccountSection, AccountSkeleton } from './account-section'

export const metadata: Metadata = { title: 'Take over existing endpoints' }

/** Every endpoint to ClickHouse that no request looks after, account by account as AWS answers. */
export default async function AdoptPage() {
  const viewer = await viewerWhoMay('adoptExisting')
  const places = await placesToSearch({ actor: { ...viewer, kind: 'user', from: null }, now: new Date() })
  return (
    <>
      <PageHeader
        back={{ href: paths.accounts(), label: 'AWS accounts' }}
        title="Take over existing endpoints"
        description="Endpoints to ClickHouse that no request looks after: made by hand, by Terraform, before Causeway. Taking one over changes nothing in AWS; it is watched, proved and handed over like any other from then on."
      />
      <div className="space-y-5">
        {places.length === 0 && (
          <EmptyState title="No account yet" icon={<CloudCog />}>
            <p>Add an AWS account first: Causeway looks in the accounts and regions it is set up for.</p>
          </EmptyState>
        )}
        {places.map((place) => (
          <Suspense key={place.accountId} fallback={<AccountSkeleton place={place} />}>
            <AccountSection place={place} viewer={viewer} />
          </Suspense>
        ))}
      </div>
    </>
  )
}
