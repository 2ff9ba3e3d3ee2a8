import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { listEndpointAddresses } from '@/lib/aws/endpoints'
import { createRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { attachEndpoint } from '@/lib/privatelink/attach-endpoint'
import { isDead } from '@/lib/privatelink/drift'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { parseHostnames, regionOf } from '@/lib/privatelink/hostnames'
import type { EndpointAddress } from '@/lib/privatelink/network'
import { planOfEndpoint } from '@/lib/privatelink/plan-of-endpoint'
import { EMPTY_DRAFT, type Actor, type EndpointRequest } from '@/lib/privatelink/request'
import { STATE_FACE } from '@/lib/privatelink/state'
import { cleanLine } from '@/lib/privatelink/text'
import { whyAccountIsOff } from './accounts'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { listClickHouseEndpoints } from './clickhouse-endpoints'
import { learnAddresses } from './learn-addresses'
import { refuseSecrets } from './save-draft'
import { newRequest } from './start-request'
import { factOf } from './survey-network'
import { toldBySnapshot } from './told-by-snapshot'

type Chosen = { accountId: string; region: string; endpointId: string }
export type TakenOver = Chosen & ({ taken: true; requestId: string } | { taken: false; reason: string })
type By = { actor: Actor; now: Date }

/** More in one go would keep the page waiting for minutes. */
export const TAKEN_AT_ONCE = 50

/**
 * Makes a request for each of these endpoints, named after it, and looks after them from now on. Changes nothing in AWS. Each is read
 * afresh (one sweep for each account and region) and stands for itself: what cannot be taken over says why, the others are.
 * Hostnames go to the endpoints of their region; without any they are named later.
 */
export async function takeOverEndpoints(chosen: readonly Chosen[], { hostnamesText, actor, now }: By & { hostnamesText: string }): Promise<TakenOver[]> {
  authorise(actor, 'adoptExisting')
  if (chosen.length === 0) throw new AppError('Choose at least one endpoint.', { code: 'nothing-chosen' })
  if (chosen.length > TAKEN_AT_ONCE) throw new AppError(`Take over at most ${TAKEN_AT_ONCE} endpoints at a time.`, { code: 'too-many' })
  const hostnames = hostnamesFor(chosen, hostnamesText)
  const places = new Map(chosen.map(({ accountId, region }) => [`${accountId}/${region}`, { accountId, region }]))
  const outcomes: TakenOver[] = []
  for (const reach of places.values()) {
    const here = chosen.filter(({ accountId, region }) => accountId === reach.accountId && region === reach.region)
    outcomes.push(...(await takeOverIn(reach, [...new Set(here.map(({ endpointId }) => endpointId))], { hostnames: hostnames.filter((name) => regionOf(name) === reach.region), actor, now })))
  }
  announceRequests(...outcomes.flatMap((outcome) => (outcome.taken ? [outcome.requestId] : [])))
  return outcomes
}

function hostnamesFor(chosen: readonly Chosen[], hostnamesText: string): string[] {
  refuseSecrets({ hostnamesText })
  const { hostnames, problems } = parseHostnames(hostnamesText)
  if (problems[0]) throw new AppError(problems[0].reason, { code: 'bad-hostname' })
  const stray = hostnames.find((name) => !chosen.some(({ region }) => region === regionOf(name)))
  if (stray) throw new AppError(`${stray} is in ${regionOf(stray)}, where none of the chosen endpoints is. Take it out, or choose an endpoint there.`, { code: 'other-region' })
  return hostnames
}

async function takeOverIn(reach: Reach, endpointIds: string[], by: By & { hostnames: string[] }): Promise<TakenOver[]> {
  const refused = (endpointId: string, reason: string): TakenOver => ({ accountId: reach.accountId, region: reach.region, endpointId, taken: false, reason })
  const off = await whyAccountIsOff(reach.accountId, reach.region)
  const found = off ? { known: false as const, reason: off } : await factOf(() => listClickHouseEndpoints(reach))
  if (!found.known) return endpointIds.map((endpointId) => refused(endpointId, found.reason))

  const endpoints = found.value.endpoints.filter(({ endpointId }) => endpointIds.includes(endpointId))
  const read = await factOf(() => listEndpointAddresses(reach, endpoints.flatMap(({ networkInterfaceIds }) => networkInterfaceIds)))
  const addresses = read.known ? read.value : []
  const requests: EndpointRequest[] = []
  const outcomes: TakenOver[] = []
  for (const endpointId of endpointIds) {
    try {
      const endpoint = endpoints.find((each) => each.endpointId === endpointId)
      const request = await makeRequest(reach, { endpoint, endpointId, addresses }, by)
      requests.push(request)
      outcomes.push({ accountId: reach.accountId, region: reach.region, endpointId, taken: true, requestId: request.requestId })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      outcomes.push(refused(endpointId, error.message))
    }
  }
  await learnAddresses(reach, requests)
  return outcomes
}

type Live = { endpoint: Endpoint | undefined; endpointId: string; addresses: EndpointAddress[] }

/** Throws `AppError` where it is not there, not ClickHouse’s, dead, or looked after already. */
async function makeRequest(reach: Reach, { endpoint, endpointId, addresses }: Live, { hostnames, actor, now }: By & { hostnames: string[] }): Promise<EndpointRequest> {
  if (!endpoint) throw new AppError(`AWS shows no endpoint ${endpointId} to ClickHouse in account ${reach.accountId}, ${reach.region}.`, { code: 'not-found', status: 404 })
  if (isDead(endpoint.state)) throw new AppError(`${endpointId} cannot be taken over: its state is “${STATE_FACE[endpoint.state].label}”.`, { code: 'endpoint-dead', status: 409 })
  const { accountId, region } = reach
  const { vpcId, serviceName, securityGroupIds, tags } = endpoint
  const name = cleanLine(tags.find(({ key }) => key === 'Name')?.value ?? '', 80) || endpointId
  const planned = { subnets: addresses.map(({ subnetId, zoneId, zoneName }) => ({ subnetId, zoneId, zoneName, cidr: '' })) }
  const plan = planOfEndpoint(endpoint, { accountId, region, hostnames, planned, now })
  const draft = { ...EMPTY_DRAFT, name, hostnamesText: hostnames.join('\n'), hostnames, accountId, region, vpcId, serviceName, securityGroupIds, tags: plan.tags }
  const started = { ...newRequest({ draft, actor, now }), plan, submittedAt: now }
  const attached = attachEndpoint(started, endpoint, { kind: 'endpoint-adopted', actor, now })
  const { request } = await createRequest({ ...attached, request: { ...attached.request, told: await toldBySnapshot(reach) } })
  return request
}
