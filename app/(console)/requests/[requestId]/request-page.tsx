'use client'

import { useMemo, type ReactNode } from 'react'
import { LiveMark } from '@/components/live/live-mark'
import { LiveProvider } from '@/components/live/live-provider'
import { LookLine } from '@/components/live/look-line'
import { ExportTabs } from '@/components/exports/export-tabs'
import { ToldLine } from '@/components/snapshot/told-line'
import { StateAnnouncer } from '@/components/live/state-announcer'
import { Checklist } from '@/components/request/checklist'
import { History } from '@/components/request/history'
import { unpack, type Packed } from '@/components/request/packed'
import { SidesPanel } from '@/components/request/sides-panel'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Late } from '@/components/ui/late'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import { ActionForm } from '@/components/ui/action-form'
import { lookNow } from './actions'
import { DeskPanels } from './desk-panels'
import { DeleteEndpoint } from './delete-endpoint'
import { FactsPanel } from './facts-panel'
import { HostnamesPanel } from './hostnames-panel'
import { NowPanel } from './now-panel'
import type { RequestView, ZoneFacts } from './request-view'
import { ZonesPanel } from './zones-panel'
import { TicketPanel } from './ticket-panel'

/** The parts that the server draws: what only some requests have, and what is small beside the code it would take in the browser. */
type Slots = Record<'tell' | 'drift' | 'checks' | 'evidence' | 'share', ReactNode>

/**
 * The page as one client component over a record of some kilobytes: as server markup its seven hundred elements would be
 * rendered twice and sent twice, each time something moves.
 */
export function RequestPage({ record, slots }: { record: Packed<{ view: RequestView; zones: ZoneFacts[] }>; slots: Slots }) {
  const { view, zones } = useMemo(() => unpack(record), [record])
  const { requestId, face, facts } = view
  return (
    <LiveProvider requestIds={[requestId]} reach={{ accountId: facts.accountId, region: facts.region }}>
      <StateAnnouncer label={face.label} />
      <PageHeader
        back={{ href: paths.requests(), label: 'Requests' }}
        title={<Untrusted>{view.name}</Untrusted>}
        status={
          <>
            <Badge tone={face.tone} size="md" title={face.meaning}>
              {face.label}
            </Badge>
            <LiveMark />
          </>
        }
        description={view.copiedFrom && <CopyOf requestId={view.copiedFrom} />}
      />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-5">
          <NowPanel view={view} />
          <BothSides view={view} />
          {slots.tell}
          <Panel title="Steps">
            <Checklist steps={view.steps} />
          </Panel>
          {view.hostnamesOff !== undefined && <HostnamesPanel requestId={requestId} off={view.hostnamesOff} />}
          {slots.drift}
          {slots.checks}
          {slots.evidence}
          <TicketPanel view={view} />
          {view.desk && <DeskPanels requestId={requestId} desk={view.desk} />}
          <Late className="min-h-[100rem] text-muted" without="The facts, the zones, the connection for your own tools and the deletion need JavaScript.">
            <FactsPanel facts={facts} requestId={requestId} />
            <ZonesPanel zones={zones} endpointId={facts.endpointId} />
            <Panel
              id="take-away"
              title="Take it away"
              description="The connection for your own tools, and as a runbook with notes for the teams beside you."
              actions={
                <LinkButton size="sm" href={paths.runbook(requestId)}>
                  Runbook and notes
                </LinkButton>
              }
            >
              <ExportTabs subject={view.exports} stored />
            </Panel>
            {slots.share}
            <Panel title="Delete the endpoint" description="Ends the connection and the billing. The request stays here with its history.">
              <DeleteEndpoint
                requestId={requestId}
                endpointId={facts.endpointId}
                vpcId={facts.vpcId}
                hostnames={facts.hostnames}
                disabledReason={view.offBecause.delete}
                {...view.ending}
              />
            </Panel>
          </Late>
        </div>
        <aside aria-label="History" className="min-w-0">
          <Panel title="History">
            <History events={view.history} />
          </Panel>
        </aside>
      </div>
    </LiveProvider>
  )
}

const CopyOf = ({ requestId }: { requestId: string }) => (
  <>
    A corrected copy of <TextLink href={paths.request(requestId)}>an earlier request</TextLink>.
  </>
)

/** Both sides, DNS, and when that was last seen. */
function BothSides({ view: { sides, look, renderedAt, requestId, offBecause, told, planMode } }: { view: RequestView }) {
  return (
    <section aria-label="Both sides" className="space-y-2.5">
      <SidesPanel sides={sides} />
      {planMode && <div className="text-sm">{told ? <ToldLine told={told} /> : <p className="text-muted">Causeway has no access to this account and never looks at it.</p>}</div>}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        {look && (
          <div className="min-w-0 flex-1 basis-64 pt-1">
            <LookLine initial={look} renderedAt={renderedAt} />
          </div>
        )}
        {!planMode && <ActionForm action={lookNow} fields={{ requestId }} label="Look now" size="sm" pendingLabel="Looking at AWS" disabledReason={offBecause.look} />}
      </div>
    </section>
  )
}
