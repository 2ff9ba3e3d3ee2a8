import 'server-only'
import { randomUUID } from 'node:crypto'
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, DescribeVpcEndpointsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import type { PolicyLevel } from '@/lib/privatelink/account'
import type { ConnectionTest } from '@/lib/privatelink/account-test'
import { findRegion, REGIONS } from '@/lib/privatelink/regions'
import { MANAGED_TAG } from '@/lib/privatelink/tags'
import { type AccountSource, credentialsFor, type Reach } from './accounts'
import { type Ground, type Send, TRIALS } from './action-trials'
import { call } from './call'
import { type Connection, openConnection } from './clients'
import { AwsError } from './errors'
import { type Action, actionsOf } from './permissions'
import { askIdentity, openSession, type Session } from './session'

/** The account as it is configured, whether it is in use or not. */
export type Candidate = { accountId: string; source: AccountSource; regions: readonly string[] | null; level: PolicyLevel; mending: boolean }

const NOTHING: ConnectionTest = { answered: null, problem: null, trust: 'none', trustProblem: null, regions: [], triedIn: null, actions: [] }

/**
 * Tries an account's credentials afresh, without any effect: who answers, whether the role refuses whoever does not know the
 * ExternalId, which regions answer, and which of the actions of its level are allowed. Never throws for what AWS said.
 */
export async function tryConnection(candidate: Candidate): Promise<ConnectionTest> {
  const { accountId, source } = candidate
  const regions = candidate.regions ?? REGIONS.map(({ code }) => code)
  const reach = { accountId, region: regions[0] ?? REGIONS[0].code }
  const session = openSession(reach, source)
  const answered = await outcomeOf(() => askIdentity(reach, session.credentials))
  if (answered.error) return { ...NOTHING, problem: answered.error.message }
  const { accountId: answering, arn } = answered.value
  const who = { ...NOTHING, answered: { accountId: answering ?? 'unknown', arn: arn ?? '' } }
  if (answering !== accountId) return who

  const [trust, places] = await Promise.all([tryTrust(reach, source), Promise.all(regions.map((region) => lookRound({ accountId, region }, session)))])
  const chosen = places.find(({ ground }) => ground.place) ?? places.find(({ ground }) => ground.vpcId) ?? places.find(({ outcome }) => outcome === 'answers') ?? places[0]
  const actions = chosen ? await tryActions({ accountId, region: chosen.region }, candidate, { session, ground: chosen.ground }) : []
  return { ...who, ...trust, regions: places.map(({ region, outcome, said }) => ({ region, outcome, said })), triedIn: chosen?.region ?? null, actions }
}

/** The two ways in that must be shut: without an ExternalId, and with one that is not ours. */
async function tryTrust(reach: Reach, source: AccountSource): Promise<Pick<ConnectionTest, 'trust' | 'trustProblem'>> {
  if (source.kind !== 'assume-role') return { trust: 'none', trustProblem: null }
  const ways = await Promise.all([null, `causeway-wrong-${randomUUID()}`].map((externalId) => outcomeOf(() => credentialsFor(reach, { ...source, externalId })())))
  if (ways.some(({ error }) => !error)) return { trust: 'open', trustProblem: null }
  const untold = ways.find(({ error }) => error?.deniedAction !== 'sts:AssumeRole')
  return untold ? { trust: 'unknown', trustProblem: untold.error?.message ?? null } : { trust: 'guarded', trustProblem: null }
}

type Place = ConnectionTest['regions'][number] & { ground: Ground }

const NO_GROUND: Ground = { vpcId: null, groupId: null, place: null, own: null }

/** Whether a region answers, and what is there to try actions on. Only reads. */
async function lookRound(reach: Reach, session: Session): Promise<Place> {
  const connection = openConnection(reach, session)
  try {
    const vpcs = await outcomeOf(() => call(reach, 'ec2:DescribeVpcs', () => new DescribeVpcsCommand({ MaxResults: 100 }), { connection }))
    if (vpcs.error) return { region: reach.region, outcome: vpcs.error.outcomeKnown ? 'refused' : 'unknown', said: vpcs.error.message, ground: NO_GROUND }
    const ground = { ...NO_GROUND, vpcId: vpcs.value.Vpcs?.[0]?.VpcId ?? null }
    return { region: reach.region, outcome: 'answers', said: null, ground: { ...ground, ...(await findGround(reach, connection)) } }
  } finally {
    connection.ec2.destroy()
  }
}

async function findGround(reach: Reach, connection: Connection): Promise<Partial<Ground>> {
  const service = findRegion(reach.region)?.services[0]
  const [subnets, own] = await Promise.all([
    outcomeOf(() => call(reach, 'ec2:DescribeSubnets', () => new DescribeSubnetsCommand({ MaxResults: 1000 }), { connection })),
    outcomeOf(() => call(reach, 'ec2:DescribeVpcEndpoints', () => new DescribeVpcEndpointsCommand({ Filters: [{ Name: `tag:${MANAGED_TAG.key}`, Values: [MANAGED_TAG.value] }], MaxResults: 5 }), { connection })),
  ])
  const served = subnets.value?.Subnets?.find((subnet) => service?.zoneIds.includes(subnet.AvailabilityZoneId ?? '') && (subnet.AvailableIpAddressCount ?? 0) > 0)
  const place = served?.VpcId && served.SubnetId && service ? { vpcId: served.VpcId, subnetId: served.SubnetId, serviceName: service.serviceName } : null
  const groups = await outcomeOf(() =>
    call(reach, 'ec2:DescribeSecurityGroups', () => new DescribeSecurityGroupsCommand({ MaxResults: 5, Filters: place ? [{ Name: 'vpc-id', Values: [place.vpcId] }] : undefined }), { connection }),
  )
  const endpoint = own.value?.VpcEndpoints?.find((each) => each.VpcEndpointId && each.State?.toLowerCase() === 'available') ?? own.value?.VpcEndpoints?.[0]
  return {
    ...(place && { place, vpcId: place.vpcId }),
    groupId: groups.value?.SecurityGroups?.[0]?.GroupId ?? null,
    own: endpoint?.VpcEndpointId ? { endpointId: endpoint.VpcEndpointId, privateDnsEnabled: endpoint.PrivateDnsEnabled ?? false } : null,
  }
}

type Tried = ConnectionTest['actions'][number]

async function tryActions(reach: Reach, { level, mending }: Candidate, { session, ground }: { session: Session; ground: Ground }): Promise<Tried[]> {
  const connection = openConnection(reach, session)
  try {
    return await Promise.all(actionsOf(level, { mending }).map((action) => tryAction(reach, action, { connection, ground })))
  } finally {
    connection.ec2.destroy()
  }
}

async function tryAction(reach: Reach, action: Action, { connection, ground }: { connection: Connection; ground: Ground }): Promise<Tried> {
  const send: Send = (make) => call(reach, action, make, { connection })
  const trial = TRIALS[action]?.(send, ground) ?? 'There is no trial of it yet.'
  if (typeof trial === 'string') return { action, outcome: 'unknown', said: trial }
  const { error } = await outcomeOf(() => trial)
  if (!error) return { action, outcome: 'unknown', said: 'The server answered as if it were not a trial, which AWS never does.' }
  if (error.kind === 'dry-run-ok') return { action, outcome: 'allowed', said: null }
  if (error.kind !== 'denied') return { action, outcome: 'unknown', said: error.message }
  // The refusal of a creation names what is missing: it may be the tagging, or the creation itself.
  if (error.deniedAction && error.deniedAction !== action) return { action, outcome: 'unknown', said: `AWS refused ${error.deniedAction} first.` }
  return { action, outcome: 'denied', said: error.message }
}

type Outcome<T> = { value: T; error?: undefined } | { value?: undefined; error: AwsError }

/** What AWS refused, as a value; a bug stays a bug. */
async function outcomeOf<T>(ask: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await ask() }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { error }
  }
}
