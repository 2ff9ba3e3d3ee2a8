import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { LiveMark } from '@/components/live/live-mark'
import { LiveProvider } from '@/components/live/live-provider'
import { LookLine } from '@/components/live/look-line'
import { StateAnnouncer } from '@/components/live/state-announcer'
import { Checklist } from '@/components/request/checklist'
import { History } from '@/components/request/history'
import { SidesPanel } from '@/components/request/sides-panel'
import { StateBadge } from '@/components/request/state-badge'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import { TextLink } from '@/components/ui/text-link'
import { findAccount } from '@/lib/db/accounts'
import { listEvents } from '@/lib/db/events'
import { findRequest } from '@/lib/db/requests'
import { lookStatusOf } from '@/lib/operations/look-status'
import { paths } from '@/lib/paths'
import { deriveChecklist } from '@/lib/privatelink/checklist'
import { draftProgress, type EndpointRequest } from '@/lib/privatelink/request'
import { canDo, isOpen, STATE_FACE } from '@/lib/privatelink/state'
import { ticketText } from '../ticket-answer'
import { ActionForm } from './action-form'
import { lookNow } from './actions'
import { ByHand } from './by-hand'
import { DeleteEndpoint } from './delete-endpoint'
import { FactsPanel } from './facts-panel'
import { NowPanel } from './now-panel'
import { TicketPanel } from './ticket-panel'
import { ZonesPanel } from './zones-panel'

type Props = { params: Promise<{ requestId: string }> }

/** An address can hold anything; what is no id is not asked for. */
const findByAddress = cache((requestId: string) => (/^[0-9a-f-]{36}$/.test(requestId) ? findRequest(requestId) : null))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const request = await findByAddress((await params).requestId)
  return { title: request ? `${request.name}: ${STATE_FACE[request.state].label}` : 'Not found' }
}

export default async function RequestPage({ params }: Props) {
  const request = await findByAddress((await params).requestId)
  if (!request) notFound()
  const { plan, requestId, state } = request
  if (state === 'draft' || !plan) redirect(paths.wizard(requestId, draftProgress(request.draft).step))

  const reach = { accountId: plan.accountId, region: plan.region }
  const [events, account] = await Promise.all([listEvents(requestId), findAccount(plan.accountId)])
  const ticket = canDo('addToTicket', state).ok ? ticketText([request], 'txt') : null
  return (
    <LiveProvider requestIds={[requestId]} reach={reach}>
      <StateAnnouncer label={STATE_FACE[state].label} />
      <PageHeader
        back={{ href: paths.requests(), label: 'Requests' }}
        title={<Untrusted>{request.name}</Untrusted>}
        status={
          <>
            <StateBadge state={state} size="md" />
            <LiveMark />
          </>
        }
        description={request.copiedFrom && <>A corrected copy of <TextLink href={paths.request(request.copiedFrom)}>an earlier request</TextLink>.</>}
      />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-5">
          <NowPanel request={request} ticket={ticket} />
          <Sides request={request} look={lookStatusOf(reach)} />
          <Panel title="Steps">
            <Checklist steps={deriveChecklist(request, events)} />
          </Panel>
          {state === 'available' && <ByHand request={request} />}
          <TicketPanel request={request} ticket={ticket} />
          <FactsPanel request={request} accountName={account?.name ?? null} />
          <ZonesPanel request={request} />
          <Ending request={request} />
        </div>
        <aside aria-label="History" className="min-w-0">
          <Panel title="History">
            <History events={events} />
          </Panel>
        </aside>
      </div>
    </LiveProvider>
  )
}

/** Both sides, DNS, and when that was last seen. */
function Sides({ request, look }: { request: EndpointRequest; look: ReturnType<typeof lookStatusOf> }) {
  const allowed = canDo('lookNow', request.state)
  return (
    <section aria-label="Both sides" className="space-y-2.5">
      <SidesPanel request={request} />
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        {isOpen(request.state) && <LookLine initial={look} renderedAt={new Date().getTime()} />}
        <ActionForm action={lookNow} fields={{ requestId: request.requestId }} label="Look now" size="sm" pendingLabel="Looking at AWS" disabledReason={allowed.ok ? null : allowed.reason} />
      </div>
    </section>
  )
}

function Ending({ request }: { request: EndpointRequest }) {
  const allowed = canDo('delete', request.state)
  const { plan, endpointId, state } = request
  return (
    <Panel title="Delete the endpoint" description="Ends the connection and the billing. The request stays here with its history.">
      <DeleteEndpoint
        requestId={request.requestId}
        endpointId={endpointId}
        vpcId={plan?.vpcId ?? null}
        hostnames={plan?.hostnames ?? []}
        carriesTraffic={['available', 'pending', 'partial', 'unrecognised'].includes(state)}
        privateDns={request.privateDnsEnabled}
        disabledReason={allowed.ok ? null : allowed.reason}
      />
    </Panel>
  )
}
