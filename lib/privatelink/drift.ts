import type { Draft } from './draft'
import type { Endpoint } from './endpoint'
import type { EndpointAddress, Tag } from './network'
import type { Plan } from './plan'
import { isUnderWay, type SwitchWish } from './private-dns'
import type { EndpointRequest } from './request'
import { isOpen, type EndpointState } from './state'
import { listWords } from './text'

/** What of an endpoint a plan speaks about, as AWS shows it. */
export type LiveEndpoint = Pick<Endpoint, 'endpointId' | 'state' | 'vpcId' | 'serviceName' | 'subnetIds' | 'securityGroupIds' | 'privateDnsEnabled' | 'tags'>

export type DriftField = 'state' | 'vpc' | 'service' | 'subnets' | 'securityGroups' | 'privateDns' | 'tags'

/** One thing that is not as planned. `blocks`: it cannot be taken over for this plan. Everything else is worth knowing. */
export type Difference = { field: DriftField; label: string; planned: string; live: string; meaning: string; severity: 'blocks' | 'notable' }

/** Never to be used again, or about to be away: nothing can be connected through it. */
const DEAD: Partial<Record<EndpointState, string>> = { rejected: 'rejected', expired: 'expired', failed: 'failed', deleting: 'being deleted', deleted: 'deleted' }
export const isDead = (state: EndpointState): boolean => DEAD[state] !== undefined

type Known = Pick<EndpointAddress, 'subnetId' | 'zoneId'>

/**
 * What differs between a plan and an endpoint, in the order in which it matters. `addresses` name the zones of subnets that the plan
 * does not know. `privateDns` is what it should be; null: not to be judged, since a switch is under way.
 */
export function compareWithPlan(plan: Plan, endpoint: LiveEndpoint, addresses: readonly Known[] = [], { privateDns = false }: { privateDns?: boolean | null } = {}): Difference[] {
  return [
    stateOf(endpoint),
    vpcOf(plan, endpoint),
    serviceOf(plan, endpoint),
    subnetsOf(plan, endpoint, addresses),
    groupsOf(plan, endpoint),
    privateDns === null ? null : privateDnsOf(privateDns, endpoint),
    tagsOf(plan, endpoint),
  ].filter((difference) => difference !== null)
}

function stateOf({ state }: LiveEndpoint): Difference | null {
  const word = DEAD[state]
  if (!word) return null
  return { field: 'state', label: 'State', planned: 'an endpoint that can be connected', live: word, severity: 'blocks', meaning: `An endpoint that is ${word} cannot be connected again. Create a new one.` }
}

function vpcOf(plan: Plan, { vpcId }: LiveEndpoint): Difference | null {
  if (vpcId === plan.vpcId) return null
  return { field: 'vpc', label: 'VPC', planned: plan.vpcId, live: vpcId, severity: 'blocks', meaning: `It serves ${vpcId}. Nothing in ${plan.vpcId} would reach ClickHouse through it, and the VPC of an endpoint cannot be changed.` }
}

function serviceOf(plan: Plan, { serviceName }: LiveEndpoint): Difference | null {
  if (serviceName === plan.serviceName) return null
  return { field: 'service', label: 'Service', planned: plan.serviceName, live: serviceName, severity: 'blocks', meaning: 'It leads to another endpoint service, so not to the instances of this request. The service of an endpoint cannot be changed.' }
}

function subnetsOf(plan: Plan, { subnetIds }: LiveEndpoint, addresses: readonly Known[]): Difference | null {
  const planned = plan.subnets.map(({ subnetId }) => subnetId)
  const { missing, extra } = differenceOf(planned, subnetIds)
  if (missing.length + extra.length === 0) return null
  const zoneOf = (subnetId: string) => plan.subnets.find((subnet) => subnet.subnetId === subnetId)?.zoneId || addresses.find((address) => address.subnetId === subnetId)?.zoneId || ''
  const named = (ids: readonly string[]) => shown(ids.map((id) => (zoneOf(id) ? `${id} (${zoneOf(id)})` : id)))
  const zones = (ids: readonly string[]) => ids.map(zoneOf)
  const lost = [...new Set(zones(missing))].filter((zone) => zone !== '' && !zones(subnetIds).includes(zone))
  return { field: 'subnets', label: 'Zones and subnets', planned: named(planned), live: named(subnetIds), severity: 'notable', meaning: meaningOfSubnets({ missing, extra, lost }, zones(subnetIds).includes('')) }
}

function meaningOfSubnets({ missing, extra, lost }: { missing: string[]; extra: string[]; lost: string[] }, zonesUnknown: boolean): string {
  const parts: string[] = []
  if (lost.length > 0 && !zonesUnknown) parts.push(`There is no address in ${listWords(lost)}: programs there go through another zone, which costs more, and the connection survives the loss of fewer zones.`)
  else if (missing.length > 0) parts.push(`There is no address in ${listWords(missing)}, so rules and records that name its range do not fit.`)
  if (extra.length > 0) parts.push(`There ${extra.length === 1 ? 'is an address' : 'are addresses'} in ${listWords(extra)} as well; AWS bills each zone by the hour.`)
  return parts.join(' ')
}

function groupsOf({ securityGroupIds: planned }: Plan, { securityGroupIds: live }: LiveEndpoint): Difference | null {
  // With none planned AWS attaches the VPC's default group, whose id the plan does not know.
  if (planned.length === 0 && live.length <= 1) return null
  const { missing, extra } = differenceOf(planned, live)
  if (missing.length + extra.length === 0) return null
  const parts = [
    ...(missing.length > 0 ? [`What ${listWords(missing)} lets in may not get through.`] : []),
    ...(extra.length > 0 ? [`${listWords(extra)} ${extra.length === 1 ? 'lets' : 'let'} in what the plan did not foresee.`] : []),
    'Run the checks: they read the rules that are in force.',
  ]
  return { field: 'securityGroups', label: 'Security groups', planned: planned.length > 0 ? shown(planned) : 'the VPC’s default group', live: shown(live), severity: 'notable', meaning: parts.join(' ') }
}

function privateDnsOf(planned: boolean, { privateDnsEnabled }: LiveEndpoint): Difference | null {
  if (privateDnsEnabled === planned) return null
  const meaning = privateDnsEnabled
    ? 'The private hostnames lead to this endpoint already, for every machine in the VPC.'
    : 'The private hostnames do not lead to this endpoint any more, unless your own DNS does it.'
  return { field: 'privateDns', label: 'Private DNS', planned: planned ? 'on' : 'off', live: privateDnsEnabled ? 'on' : 'off', severity: 'notable', meaning }
}

/** Tags that others added are none of the plan's business: many organisations tag by machine. */
function tagsOf({ tags: planned }: Plan, { tags: live }: LiveEndpoint): Difference | null {
  const wrong = planned.filter(({ key, value }) => live.find((tag) => tag.key === key)?.value !== value)
  if (wrong.length === 0) return null
  const found = wrong.map(({ key }) => live.find((tag) => tag.key === key) ?? key)
  const told = (tag: Tag | string) => (typeof tag === 'string' ? `${tag} is not there` : `${tag.key} = ${tag.value}`)
  return { field: 'tags', label: 'Tags', planned: wrong.map(told).join(', '), live: found.map(told).join(', '), severity: 'notable', meaning: 'Traffic does not depend on it. Cost reports and policies that go by tags may.' }
}

function differenceOf(planned: readonly string[], live: readonly string[]): { missing: string[]; extra: string[] } {
  return { missing: planned.filter((id) => !live.includes(id)), extra: live.filter((id) => !planned.includes(id)) }
}

const shown = (ids: readonly string[]): string => (ids.length > 0 ? [...ids].sort().join(', ') : 'none')

/** Why it cannot be taken over for this plan, the first reason; null where it can. */
export const blockOf = (differences: readonly Difference[]): Difference | null => differences.find(({ severity }) => severity === 'blocks') ?? null

type Wish = Pick<SwitchWish, 'wanted' | 'phase' | 'askedAt'>

/** Whether private DNS should be on: as the newest wish that came true says, or as it was taken over; null while that is not settled. */
export function wantedPrivateDns({ privateDns }: Plan, wish: Wish | null): boolean | null {
  if (wish && isUnderWay(wish)) return null
  const takenOver = privateDns && (!wish || Date.parse(privateDns.takenOverAt) >= wish.askedAt.getTime())
  if (takenOver) return privateDns.enabled
  if (!wish) return false
  return wish.phase === 'done' ? wish.wanted : null
}

/** Where AWS shows something else than the plan of a request whose endpoint is there. Its state is told elsewhere. */
export function driftOf({ plan, state, addresses }: Pick<EndpointRequest, 'plan' | 'state' | 'addresses'>, seen: LiveEndpoint, wish: Wish | null): Difference[] {
  if (!plan || !isOpen(state)) return []
  return compareWithPlan(plan, seen, addresses, { privateDns: wantedPrivateDns(plan, wish) }).filter(({ field }) => field !== 'state')
}

/**
 * The plan in a draft without asking AWS: what it has decided is enough to compare with. Null while steps are missing.
 */
export function planOfDraft({ accountId, region, serviceName, vpcId, subnetIdByZone, securityGroupIds, tags, hostnames }: Draft): Plan | null {
  if (!accountId || !region || !serviceName || !vpcId) return null
  const subnets = Object.entries(subnetIdByZone).map(([zoneId, subnetId]) => ({ zoneId, zoneName: '', subnetId, cidr: '' }))
  return { accountId, region, serviceName, vpcId, subnets, securityGroupIds, tags, hostnames }
}

/** The part of an endpoint that can drift, in one comparable order. */
export function liveOf({ endpointId, state, vpcId, serviceName, subnetIds, securityGroupIds, privateDnsEnabled, tags }: LiveEndpoint): LiveEndpoint {
  const sortedTags = tags.map(({ key, value }) => ({ key, value })).filter(({ key }) => !key.startsWith('aws:')).sort((a, b) => (a.key < b.key ? -1 : 1))
  return { endpointId, state, vpcId, serviceName, subnetIds: [...subnetIds].sort(), securityGroupIds: [...securityGroupIds].sort(), privateDnsEnabled, tags: sortedTags }
}

/**
 * A short text that differs where what can drift differs (the state left aside, which changes by itself). FNV-1a, twice 32 bits: it
 * guards nothing, it only saves reading what is the same.
 */
export function digestOf(endpoint: LiveEndpoint): string {
  const { subnetIds, securityGroupIds, privateDnsEnabled, tags } = liveOf(endpoint)
  const text = JSON.stringify([subnetIds, securityGroupIds, privateDnsEnabled, tags.map(({ key, value }) => [key, value])])
  let one = 0x811c9dc5
  let two = 0x1b873593
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 0x01000193)
    two = Math.imul(two ^ (code + at), 0x01000193)
  }
  return (one >>> 0).toString(16).padStart(8, '0') + (two >>> 0).toString(16).padStart(8, '0')
}
