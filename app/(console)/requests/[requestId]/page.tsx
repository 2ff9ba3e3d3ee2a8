import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { EvidencePanel } from '@/components/evidence/evidence-panel'
import { pack } from '@/components/request/packed'
import { currentViewer } from '@/lib/auth/viewer'
import { readAroundRequest, type AroundRequest } from '@/lib/db/around-request'
import { reasonWithoutAccess } from '@/lib/operations/accounts'
import { lookStatusOf } from '@/lib/operations/look-status'
import { reasonAgainstChecks } from '@/lib/operations/run-checks'
import { seeChecks, type SeenChecks } from '@/lib/operations/view-checks'
import { ticketText } from '@/lib/operations/view-ticket'
import { paths } from '@/lib/paths'
import type { Person } from '@/lib/privatelink/actor'
import { deriveProof } from '@/lib/privatelink/checks/proof'
import { portsWith } from '@/lib/privatelink/ports'
import { draftProgress, type EndpointRequest } from '@/lib/privatelink/request'
import { mayDo, type Operation } from '@/lib/privatelink/roles'
import { canDo, STATE_FACE } from '@/lib/privatelink/state'
import { addEvidence, deleteEvidence } from './actions'
import { ChecksSection } from './checks-section'
import { deskOff } from './desk-part'
import { DriftPanel } from './drift-panel'
import { driftPart } from './drift-part'
import { DraftOfOthers } from './draft-of-others'
import { toEvidenceView } from './evidence-view'
import { QueryPanel } from './query-panel'
import { RequestPage } from './request-page'
import { SharePanel } from './share-panel'
import { sharePart } from './share-part'
import { TellPanel } from './tell-panel'
import { toChecksView } from './to-checks-view'
import { toRequestView, toZones } from './to-request-view'

type Props = { params: Promise<{ requestId: string }> }

/** An address can hold anything; what is no id is not asked for. Asked once for the page and its title. */
const readByAddress = cache((requestId: string) => (/^[0-9a-f-]{36}$/.test(requestId) ? readAroundRequest(requestId) : null))

/** Not there for who may not see it, the title included. */
async function readForViewer(requestId: string): Promise<(AroundRequest & { request: EndpointRequest }) | null> {
  const viewer = await currentViewer()
  const around = await readByAddress(requestId)
  return around?.request && mayDo(viewer, 'viewRequest', around.request).ok ? { ...around, request: around.request } : null
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const request = (await readForViewer((await params).requestId))?.request
  return { title: request ? `${request.name}: ${STATE_FACE[request.state].label}` : 'Not found' }
}

export default async function Page({ params }: Props) {
  const viewer = await currentViewer()
  const around = await readForViewer((await params).requestId)
  if (!around) notFound()
  const { request, account, events, evidence, mark, outcome, notes, run } = around
  const { plan, requestId, state } = request
  if (state === 'draft' || !plan) {
    const mayEdit = mayDo(viewer, 'editDraft', request)
    if (mayEdit.ok) redirect(paths.wizard(requestId, draftProgress(request.draft).step))
    return <DraftOfOthers name={request.name} ownerName={request.ownerName} reason={mayEdit.reason} />
  }

  const look = lookStatusOf({ accountId: plan.accountId, region: plan.region })
  const now = new Date()
  const ports = portsWith(around.portEdits)
  const noAccess = reasonWithoutAccess(account)
  const drift = driftPart(request, around, { viewer, lastGoodAt: look.lastGoodAt ?? request.told?.at.toISOString() ?? null })
  const known = await seeChecks(request, now, { events, ports, evidence, run })
  const view = toRequestView(
    { ...request, plan },
    {
      events,
      accountName: account?.name ?? null,
      look,
      ticket: canDo('addToTicket', state).ok && mayDo(viewer, 'readTicket', request).ok ? ticketText([request], 'txt') : null,
      viewer,
      now,
      desk: { facts: { mark, outcome }, notes, off: deskOff(viewer, request) },
      proof: deriveProof(known.verdicts, known.picture),
      noAccess,
    },
  )
  const { planMode } = view
  return (
    <RequestPage
      record={pack({ view, zones: toZones({ ...request, plan }) })}
      slots={{
        tell: planMode && !planMode.over && <TellPanel requestId={requestId} endpointId={request.endpointId} plan={planMode} />,
        drift: drift && <DriftPanel requestId={requestId} drift={drift} />,
        checks: <Checks request={request} viewer={viewer} known={known} noAccess={noAccess} />,
        evidence: <EvidencePanel view={toEvidenceView(request, { evidence, ports, viewer })} doors={{ add: addEvidence, remove: deleteEvidence }} />,
        share: <SharePanel requestId={requestId} {...sharePart(request, around.shares, { viewer, now })} />,
      }}
    />
  )
}

function Checks({ request, viewer, known, noAccess }: { request: EndpointRequest; viewer: Person; known: SeenChecks; noAccess: string | null }) {
  const reasonAgainst = (operation: Operation) => {
    const allowed = mayDo(viewer, operation, request)
    return allowed.ok ? reasonAgainstChecks(request) : allowed.reason
  }
  const query = reasonAgainst('runQuery') ?? (known.run ? null : 'Run the checks first: the query is the last of them.')
  return (
    <>
      <ChecksSection record={pack(toChecksView(known, { run: reasonAgainst('runChecks'), mend: reasonAgainst('mendNetwork') ?? noAccess }))} />
      {request.state === 'available' && <QueryPanel requestId={request.requestId} off={query} />}
    </>
  )
}
