import 'server-only'
import type { ChecksRun } from '@/lib/db/checks'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { describeActor } from '@/lib/privatelink/event'
import type { Sighting, Verdict } from '@/lib/privatelink/checks'
import { checkedNames } from '@/lib/privatelink/checks/names'
import type { Plan } from '@/lib/privatelink/plan'
import { neededPorts } from '@/lib/privatelink/ports'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import type { NetworkConfig } from '@/lib/privatelink/reach/network-config'
import type { ServiceDescription } from '@/lib/privatelink/service'
import { canDo } from '@/lib/privatelink/state'
import { authorise } from './authorise'
import type { FromHere } from './checks-sources'
import { currentPorts } from './edit-ports'
import { keepRun } from './keep-run'
import { probeFromHere } from './probe-from-here'
import { readNetworkConfig } from './read-network-config'

type By = { actor: Actor; now: Date }

/** Why the checks cannot be run now, a sentence for the button; null where they can. */
export function reasonAgainstChecks({ state, plan }: Pick<EndpointRequest, 'state' | 'plan'>): string | null {
  const allowed = canDo('lookNow', state)
  return allowed.ok && plan ? null : allowed.ok ? 'There is no plan to check against.' : allowed.reason
}

/** Reads AWS’s configuration, probes from this server, and keeps what was seen. Changes nothing anywhere else. */
export async function runChecks(requestId: string, { actor, now, fromHere }: By & { fromHere?: FromHere }): Promise<Verdict[]> {
  const request = await getRequest(requestId)
  authorise(actor, 'runChecks', request)
  const plan = planToCheck(request)
  const config = await readNetworkConfig(plan, request.endpointId, now)
  const here = fromHere ?? probeFromHere({ vpcId: plan.vpcId, vpcCidrs: config.vpc.known ? config.vpc.value.cidrs : [] })
  const probed = await probeFrom(request, here, config.service.known ? config.service.value : null)
  const toRun = (before: ChecksRun | null): ChecksRun => ({
    requestId,
    ranAt: now,
    ranBy: describeActor(actor),
    config: { known: true, value: config },
    sightings: probed ? [...probed, ...queriesIn(before)] : (before?.sightings ?? []),
    notProbed: here.probe ? null : here.reason,
    mendedAt: before?.mendedAt ?? null,
  })
  return keepRun(requestId, toRun, { actor, now, action: 'request.checks-run' })
}

/** A query needs a person with a password; the next run of the checks must not forget that it was answered. */
const queriesIn = (before: ChecksRun | null): Sighting[] => (before?.sightings ?? []).filter(({ result }) => result.kind === 'query')

/** After something was mended here: the configuration is read anew, and what was seen before no longer counts. */
export async function rereadConfiguration(requestId: string, { actor, now }: By): Promise<Verdict[]> {
  const request = await getRequest(requestId)
  const config: NetworkConfig = await readNetworkConfig(planToCheck(request), request.endpointId, now)
  // checks that ended while AWS was asked stay
  const toRun = (before: ChecksRun | null): ChecksRun => ({ requestId, ranAt: now, ranBy: describeActor(actor), sightings: [], notProbed: null, ...before, config: { known: true, value: config }, mendedAt: now })
  return keepRun(requestId, toRun, { actor, now, action: 'request.checks-run' })
}

function planToCheck(request: EndpointRequest): Plan {
  const reason = reasonAgainstChecks(request)
  if (reason || !request.plan) throw new AppError(reason ?? 'There is no plan to check against.', { code: 'nothing-to-check', status: 409 })
  return request.plan
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
