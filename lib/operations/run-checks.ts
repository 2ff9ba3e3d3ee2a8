import 'server-only'
import { findChecksRun, saveChecksRun, type ChecksRun } from '@/lib/db/checks'
import { listEvents } from '@/lib/db/events'
import type { Evidence } from '@/lib/db/evidence'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { describeActor, type Event } from '@/lib/privatelink/event'
import { conclude, judgePicture, type Conclusion, type Facts, type Sighting, type Verdict } from '@/lib/privatelink/checks'
import { lastChange } from '@/lib/privatelink/checks/last-change'
import { checkedNames } from '@/lib/privatelink/checks/names'
import { toPicture } from '@/lib/privatelink/checks/picture'
import { deriveProof, standingOf, type Standing } from '@/lib/privatelink/checks/proof'
import type { Plan } from '@/lib/privatelink/plan'
import { neededPorts, type ClickHousePort } from '@/lib/privatelink/ports'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import type { NetworkConfig } from '@/lib/privatelink/reach/network-config'
import type { ServiceDescription } from '@/lib/privatelink/service'
import { canDo } from '@/lib/privatelink/state'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { broughtEvidence, sightingsIn } from './brought-evidence'
import type { BroughtEvidence, FromHere } from './checks-sources'
import { currentPorts } from './edit-ports'
import { probeFromHere } from './probe-from-here'
import { readNetworkConfig } from './read-network-config'

type By = { actor: Actor; now: Date }
type Sources = { fromHere?: FromHere; brought?: BroughtEvidence }

/** Why the checks cannot be run now, a sentence for the button; null where they can. */
export function reasonAgainstChecks({ state, plan }: Pick<EndpointRequest, 'state' | 'plan'>): string | null {
  const allowed = canDo('lookNow', state)
  return allowed.ok && plan ? null : allowed.ok ? 'There is no plan to check against.' : allowed.reason
}

/** Reads AWS’s configuration, probes from this server, and keeps what was seen. Changes nothing anywhere else. */
export async function runChecks(requestId: string, { actor, now, fromHere, brought = broughtEvidence }: By & Sources): Promise<Verdict[]> {
  const request = await getRequest(requestId)
  authorise(actor, 'runChecks', request)
  const plan = planToCheck(request)
  const config = await readNetworkConfig(plan, request.endpointId, now)
  const here = fromHere ?? probeFromHere({ vpcId: plan.vpcId, vpcCidrs: config.vpc.known ? config.vpc.value.cidrs : [] })
  const probed = await probeFrom(request, here, config.service.known ? config.service.value : null)
  const before = await findChecksRun(requestId)
  const run: ChecksRun = {
    requestId,
    ranAt: now,
    ranBy: describeActor(actor),
    config: { known: true, value: config },
    sightings: probed ? [...probed, ...queriesIn(before)] : (before?.sightings ?? []),
    notProbed: here.probe ? null : here.reason,
    mendedAt: before?.mendedAt ?? null,
  }
  return keep(request, run, { actor, now, brought })
}

/** A query needs a person with a password; the next run of the checks must not forget that it was answered. */
const queriesIn = (before: ChecksRun | null): Sighting[] => (before?.sightings ?? []).filter(({ result }) => result.kind === 'query')

/** After something was mended here: the configuration is read anew, and what was seen before no longer counts. */
export async function rereadConfiguration(requestId: string, { actor, now, brought = broughtEvidence }: By & Sources): Promise<Verdict[]> {
  const request = await getRequest(requestId)
  const config: NetworkConfig = await readNetworkConfig(planToCheck(request), request.endpointId, now)
  // after AWS has answered: checks that ended meanwhile stay
  const before = await findChecksRun(requestId)
  const run: ChecksRun = { requestId, ranAt: now, ranBy: describeActor(actor), sightings: [], notProbed: null, ...before, config: { known: true, value: config }, mendedAt: now }
  return keep(request, run, { actor, now, brought })
}

async function keep(request: EndpointRequest, run: ChecksRun, { actor, now, brought }: By & { brought: BroughtEvidence }): Promise<Verdict[]> {
  const { verdicts, ...judged } = judge(await factsFor(request, run, { now, brought }))
  await saveChecksRun(run, judged, { actor, now, name: request.name })
  announceRequests(request.requestId)
  return verdicts
}

/** What facts mean: check by check, in words, and for lists. */
export function judge(facts: Facts): { verdicts: Verdict[]; concluded: Conclusion; standing: Standing } {
  const picture = toPicture(facts)
  const verdicts = judgePicture(picture)
  return { verdicts, concluded: conclude(verdicts), standing: standingOf(deriveProof(verdicts, picture)) }
}

function planToCheck(request: EndpointRequest): Plan {
  const reason = reasonAgainstChecks(request)
  if (reason || !request.plan) throw new AppError(reason ?? 'There is no plan to check against.', { code: 'nothing-to-check', status: 409 })
  return request.plan
}

/** What whoever asks has read for itself, so that it is not read again. */
export type AlreadyRead = { events: Event[]; ports: ClickHousePort[]; evidence: Evidence[] }

/** Everything known about a request, ready to be judged: the last run, and what people and scripts brought since. */
export async function factsFor(request: EndpointRequest, run: ChecksRun | null, { now, brought = broughtEvidence, read }: { now: Date; brought?: BroughtEvidence; read?: AlreadyRead }): Promise<Facts> {
  const [events, others, ports] = read
    ? [read.events, sightingsIn(request, read.evidence), read.ports]
    : await Promise.all([listEvents(request.requestId), brought(request), currentPorts()])
  return {
    now,
    request,
    changedAt: lastChange(request, events, run?.mendedAt ?? null),
    ports: neededPorts(ports),
    clients: null,
    config: run?.config ?? { known: false, reason: 'The checks have not been run yet.' },
    sightings: [...(run?.sightings ?? []), ...others],
  }
}

/** What this server saw; null where it does not look. A probe that breaks down has seen nothing, which is not a result. */
async function probeFrom(request: EndpointRequest, fromHere: FromHere, service: ServiceDescription | null): Promise<Sighting[] | null> {
  if (!fromHere.probe) return null
  const { regional, zonal } = request.dnsNames
  const seen: Sighting[] = []
  const input = {
    requestId: request.requestId,
    names: checkedNames(request, service).map(({ name }) => name),
    endpointNames: [...(regional ? [regional] : []), ...zonal.map(({ dnsName }) => dnsName)],
    addresses: request.addresses.map(({ address }) => address),
    ports: neededPorts(await currentPorts()),
  }
  for await (const result of fromHere.probe(input)) seen.push({ source: 'probe', vantage: fromHere.vantage, from: 'this server', result })
  return seen
}
