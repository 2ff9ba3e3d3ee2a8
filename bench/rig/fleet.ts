import { join } from 'node:path'
import type { NewAccount } from '@/lib/db/accounts'
import { sampleRequest } from '@/lib/db/sample-requests'
import { findRegion } from '@/lib/privatelink/regions'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { EndpointState } from '@/lib/privatelink/state'
import type { WorldInput } from '@/lib/sandbox/world/description'
import { fillDatabase } from './database'
import { startSimulatedAws, type SimulatedAws } from './simulated-aws'
import type { Workshop } from './workshop'

const REGIONS = ['us-west-2', 'us-east-1', 'us-east-2', 'eu-central-1', 'eu-west-1', 'ap-southeast-1']
const ACCOUNTS = Array.from({ length: 10 }, (_, n) => String(111122223300 + n))
/** Has requests, none of them open: it must not be asked at all. */
export const QUIET_ACCOUNT = '111122223310'
/** The one the simulated AWS believes us to be, without a role. */
const PLATFORM_ACCOUNT = '111122223333'
export const REACHES = ACCOUNTS.length * REGIONS.length

/** Requests that wait for acceptance in ten accounts and six regions, and a simulated AWS that has an endpoint for each. */
export type Fleet = { databaseFile: string; aws: SimulatedAws; requests: EndpointRequest[] }

export type FleetPlan = {
  name: string
  count: number
  /** All in one account and region instead of everywhere. */
  inOnePlace?: boolean
}

export async function makeFleet(workshop: Workshop, { name, count, inOnePlace = false }: FleetPlan): Promise<Fleet> {
  const placeOf = (n: number) => (inOnePlace ? { accountId: PLATFORM_ACCOUNT, region: REGIONS[0]! } : { accountId: ACCOUNTS[n % 10]!, region: REGIONS[Math.floor(n / 10) % 6]! })
  const requests = Array.from({ length: count }, (_, n) => requestOf(n, { ...placeOf(n), state: 'pending-acceptance' }))
  const closed = Array.from({ length: 50 }, (_, n) => requestOf(count + n, { accountId: QUIET_ACCOUNT, region: 'us-west-2', state: 'deleted' }))
  const aws = await startSimulatedAws(workshop, name)
  await aws.load(worldOf(requests))
  const accounts: NewAccount[] = [...[...ACCOUNTS, QUIET_ACCOUNT].map(accountOf), { accountId: PLATFORM_ACCOUNT, name: 'platform', source: { kind: 'default' }, createdAt: new Date(0) }]
  const databaseFile = await fillDatabase(join(workshop.folder, `${name}.db`), { requests: [...requests, ...closed], accounts })
  return { databaseFile, aws, requests }
}

type Place = { accountId: string; region: string; state: EndpointState }

function requestOf(n: number, place: Place): EndpointRequest {
  const sample = sampleRequest(n, place)
  const serviceName = findRegion(place.region)!.services[0]!.serviceName
  return { ...sample, draft: { ...sample.draft, serviceName }, plan: sample.plan && { ...sample.plan, serviceName } }
}

const roleOf = (accountId: string) => ({ roleArn: `arn:aws:iam::${accountId}:role/causeway`, externalId: `bench-${accountId}` })

const accountOf = (accountId: string): NewAccount => ({ accountId, name: `account ${accountId}`, source: { kind: 'assume-role', ...roleOf(accountId) }, createdAt: new Date(0) })

function worldOf(requests: EndpointRequest[]): WorldInput {
  const places = [PLATFORM_ACCOUNT, ...ACCOUNTS].flatMap((account) => REGIONS.map((region) => ({ account, region, endpointIds: idsIn(requests, account, region) })))
  return {
    base: 'empty',
    throttling: false,
    timings: { pendingMs: 0 },
    accounts: [PLATFORM_ACCOUNT, ...ACCOUNTS, QUIET_ACCOUNT].map((accountId) => ({ accountId, name: `account ${accountId}` })),
    roles: [...ACCOUNTS, QUIET_ACCOUNT].map(roleOf),
    endpoints: places.filter(({ endpointIds }) => endpointIds.length > 0).map((place) => ({ ...place, tags: { Name: 'waiting {n}', 'managed-by': 'causeway' } })),
  }
}

const idsIn = (requests: EndpointRequest[], accountId: string, region: string): string[] =>
  requests.flatMap(({ plan, endpointId }) => (plan?.accountId === accountId && plan.region === region ? (endpointId ?? []) : []))
