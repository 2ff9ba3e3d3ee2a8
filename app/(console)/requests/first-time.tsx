import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Cable } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import type { ReactNode } from 'react'
import { paths } from '@/lib/paths'

const WAY: { who: string; what: string; more: string }[] = [
  { who: 'You', what: 'Say what to reach', more: 'Paste the hostnames of your ClickHouse instances; choose account, VPC, zones and security groups from what AWS shows.' },
  { who: 'AWS', what: 'The endpoint is made', more: 'You see the exact call and its monthly cost first. It is made once, whatever happens in between.' },
  { who: 'You', what: 'Hand over the ticket', more: 'The text for ClickHouse support is ready to copy.' },
  { who: 'ClickHouse', what: 'They accept', more: 'The page follows by itself until the endpoint is available.' },
]

/** The list before there is anything in it: what will happen, and the way in. `offBecause`: why the reader may not start one; `offer`: what is to be said before. */
export function FirstTime({ offBecause, offer }: { offBecause: string | null; offer?: ReactNode }) {
  return (
    <>
      <PageHeader title="Requests" />
      <EmptyState
        icon={<Cable />}
        title="Connect a VPC to ClickHouse Cloud"
        actions={
          <LinkButton href={paths.newRequest()} variant="primary" size="lg" disabledReason={offBecause}>
            Start a request
          </LinkButton>
        }
      >
        <p>
          A request is one VPC’s private way to your ClickHouse instances, over AWS PrivateLink. It takes about three minutes of
          yours, and nothing is made at AWS before you press the button at the end.
        </p>
      </EmptyState>
      {offer && <div className="mt-6">{offer}</div>}
      <ol className="mt-6 grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 lg:grid-cols-4">
        {WAY.map(({ who, what, more }) => (
          <li key={what} className="bg-surface px-4 py-3.5">
            <p className="text-xs font-medium text-faint">{who}</p>
            <p className="mt-0.5 font-medium">{what}</p>
            <p className="mt-1 text-sm text-pretty text-muted">{more}</p>
          </li>
        ))}
      </ol>
    </>
  )
}
