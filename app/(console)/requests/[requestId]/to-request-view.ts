import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Look } from '@/components/live/look'
import type { ShownStep } from '@/components/request/checklist'
import { sidesOf } from '@/components/request/sides'
import { tellEvents } from '@/components/request/tell-events'
import type { Person } from '@/lib/privatelink/actor'
import { deriveChecklist, type ChecklistStep } from '@/lib/privatelink/checklist'
import type { DeskFacts } from '@/lib/privatelink/desk'
import { describeActor, type Event } from '@/lib/privatelink/event'
import { toExportSubject } from '@/lib/privatelink/exports/export'
import { paths } from '@/lib/paths'
import { standingOf, type ProofStep } from '@/lib/privatelink/checks/proof'
import type { Plan } from '@/lib/privatelink/plan'
import { describeTold } from '@/lib/privatelink/told'
import { whoseTurn, type EndpointRequest } from '@/lib/privatelink/request'
import { mayDo, reasonOf, type Operation } from '@/lib/privatelink/roles'
import { canDo, isBilled, isOpen, STATE_FACE, type EndpointState, type Verb } from '@/lib/privatelink/state'
import { saidByClickHouse, toDeskPart, type DeskKnown } from './desk-part'
import { CHECKS, type NextAction, type Now, type RequestFacts, type RequestView, type ZoneFacts } from './request-view'

/** A request that was sent to AWS at least once, so that it has its plan. */
export type SentRequest = EndpointRequest & { plan: Plan }

type Around = { events: Event[]; accountName: string | null; look: Look; ticket: string | null; viewer: Person; now: Date; desk?: DeskKnown; proof?: ProofStep[]; /** Why Causeway cannot change or look at anything there; null where it can. */ noAccess?: string | null }

/** Decides everything the page shows. */
export function toRequestView(request: SentRequest, { events, accountName, look, ticket, viewer, now, desk, proof, noAccess = null }: Around): RequestView {
  const { label, tone, meaning } = STATE_FACE[request.state]
  return {
    requestId: request.requestId,
    name: request.name,
    copiedFrom: request.copiedFrom,
    state: request.state,
    face: { label, tone, meaning },
    now: toNow(request, { desk, proof, noAccess }),
    sides: sidesOf(request, desk?.facts),
    told: request.told && { at: request.told.at.toISOString(), words: describeTold(request.told), note: request.told.note },
    planMode: noAccess === null ? null : { accountId: request.plan.accountId, region: request.plan.region, off: reasonByRole('tellState', request, viewer), over: !isOpen(request.state) },
    look: isOpen(request.state) && noAccess === null ? look : null,
    renderedAt: now.getTime(),
    steps: deriveChecklist(request, events, desk?.facts, proof).map((step) => toShownStep(step, request)),
    ticket,
    desk: desk ? toDeskPart(desk) : null,
    ...(request.plan.hostnames.length === 0 && isOpen(request.state) && { hostnamesOff: reasonByRole('adoptFound', request, viewer) }),
    facts: toFacts(request, accountName),
    exports: toExportSubject(request),
    ending: { carriesTraffic: CARRIES_TRAFFIC.includes(request.state), privateDns: request.privateDnsEnabled },
    offBecause: {
      look: reasonAgainst('lookNow', request, viewer) ?? noAccess,
      delete: reasonAgainst('delete', request, viewer) ?? noAccess,
      ticket: reasonAgainst('addToTicket', request, viewer, 'readTicket'),
      adopt: reasonAgainst('adoptFound', request, viewer),
      retry: reasonAgainst('retryCreate', request, viewer),
      // these are only offered where the state allows them
      copy: reasonByRole('copy', request, viewer),
      mend: reasonByRole('editDraft', request, viewer),
      discard: reasonByRole('discard', request, viewer),
    },
    history: tellEvents(events),
  }
}

/** Traffic may go over it; `unrecognised` counts, since nothing is known against it. */
const CARRIES_TRAFFIC: readonly EndpointState[] = ['available', 'pending', 'partial', 'unrecognised']

/** What the state says comes first: it holds for everybody, and it may be different tomorrow. */
function reasonAgainst(verb: Verb, request: SentRequest, viewer: Person, operation: Operation = verb as Verb & Operation): string | null {
  const allowed = canDo(verb, request.state)
  return allowed.ok ? reasonByRole(operation, request, viewer) : allowed.reason
}

function reasonByRole(operation: Operation, request: SentRequest, viewer: Person): string | null {
  return reasonOf(mayDo(viewer, operation, request))
}

const SAID_BY: Partial<Record<EndpointState, string>> = { refused: 'AWS’s answer', rejected: 'AWS reports', expired: 'AWS reports', failed: 'AWS reports', partial: 'AWS reports' }

type Judging = { desk: DeskKnown | undefined; proof: ProofStep[] | undefined; noAccess: string | null }

function toNow(request: SentRequest, { desk, proof = [], noAccess }: Judging): Now {
  const { state, problem, attempts } = request
  const { next, usually } = STATE_FACE[state]
  const { sentence, since } = whoseTurn(request, { desk: desk?.facts, standing: standingOf(proof) })
  const broken = state === 'available' && proof.find((step) => step.state === 'broken')
  const said = desk && saidByClickHouse(request, desk)
  const checking = `Checking, after ${attempts <= 1 ? 'one try' : `${attempts} tries`}`
  return {
    sentence,
    since: since.toISOString(),
    usually,
    next: said?.next ?? (noAccess === null ? undefined : NEXT_WHEN_TOLD[state]) ?? (desk && state === 'pending-acceptance' ? nextByTicket(desk.facts) : next),
    problem: said ? { from: 'ClickHouse', text: said.text } : broken ? { from: 'The checks', text: broken.sentence } : problem ? { from: state === 'creating' ? checking : (SAID_BY[state] ?? null), text: problem } : null,
    action: said ? said.action : nextAction(request),
  }
}

/** Nothing changes by itself in an account that Causeway does not look at. */
const NEXT_WHEN_TOLD: Partial<Record<EndpointState, string>> = {
  'pending-acceptance': 'Copy the ticket and hand it to ClickHouse support. Once they accept, tell Causeway below what AWS says.',
  pending: 'Wait a minute or three, then tell Causeway below what AWS says.',
  deleting: 'Wait, then tell Causeway below what AWS says.',
}

const nextByTicket = ({ mark, outcome }: DeskFacts): string =>
  mark || outcome ? 'This page changes by itself once they accept.' : 'Copy the ticket, hand it to ClickHouse support, and mark it as sent. This page changes by itself once they accept.'

function nextAction({ state, problem }: SentRequest): NextAction | null {
  if (state === 'needs-review') return { do: 'decide', found: [...new Set(problem?.match(/\bvpce-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/g))] }
  if (state === 'available') return { do: 'test' }
  if (state === 'pending-acceptance') return { do: 'copy-ticket' }
  if (canDo('editDraft', state).ok) return { do: 'mend' }
  if (!canDo('copy', state).ok) return null
  return { do: 'copy', label: isBilled(state) ? 'Start a corrected copy' : 'Start a copy', key: randomUUID() }
}

const toShownStep = ({ done, since, ...step }: ChecklistStep, request: SentRequest): ShownStep => ({
  ...step,
  link: linkOf(step, request),
  done: done && { at: done.at.toISOString(), who: describeActor(done.actor), seen: done.actor.kind === 'watcher' },
  since: since && since.toISOString(),
})

/** Where a step of the last part is taken. */
function linkOf({ id, state }: Pick<ChecklistStep, 'id' | 'state'>, { requestId, privateDnsEnabled, state: endpoint }: SentRequest): ShownStep['link'] {
  if (endpoint !== 'available' || state === 'later') return null
  if (id === 'shift') return { href: paths.privateDns(requestId), label: privateDnsEnabled ? 'The names before and after, and the way back' : 'See what moves, and shift it' }
  if (id === 'verify' && state === 'done') return { href: paths.runbook(requestId), label: 'Runbook to print or save' }
  return (id === 'tcp' || id === 'verify') && state !== 'done' ? { href: `#${CHECKS}`, label: 'To the checks' } : null
}

function toFacts({ plan, draft, endpointId, dnsNames }: SentRequest, accountName: string | null): RequestFacts {
  const { hostnames, serviceName, accountId, region, vpcId, securityGroupIds, tags } = plan
  const { contact, note } = draft
  return { endpointId, hostnames, serviceName, accountId, accountName, region, vpcId, regionalName: dnsNames.regional, privateNames: dnsNames.private, securityGroupIds, tags, contact, note }
}

/** One for each subnet. What the endpoint's own addresses say of a zone fills in what an adopted plan does not know. */
export function toZones({ plan, addresses, dnsNames }: SentRequest): ZoneFacts[] {
  return plan.subnets.map((subnet) => {
    const seen = addresses.find(({ subnetId }) => subnetId === subnet.subnetId)
    const zoneName = subnet.zoneName || (seen?.zoneName ?? '')
    return {
      subnetId: subnet.subnetId,
      cidr: subnet.cidr,
      zoneName,
      zoneId: subnet.zoneId || (seen?.zoneId ?? ''),
      address: seen?.address ?? null,
      dnsName: dnsNames.zonal.find((each) => each.zoneName === zoneName)?.dnsName ?? null,
    }
  })
}
