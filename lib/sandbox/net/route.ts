import { stateAt } from '../endpoints/life-cycle'
import { isInside, parseCidr } from '../world/addresses'
import type { AclEntry, Behaviour, Endpoint, GroupRule, Vpc } from '../world/types'
import type { World } from '../world/world'
import { isPublicClickHouse } from './names'

/** One connection: from an address of a VPC (with the groups its interface wears) to an address and a port. */
export type Connection = { vpcId: string | null; address: string; port: number; from: string | null; groups: readonly string[] }
/** `behaviour`: what it meets. `region`: whose names the certificate has. */
export type Met = { behaviour: Behaviour; region: string }

const CLICKHOUSE_PORTS = [8443, 9440]

/** What a connection meets: what was described for its endpoint and port, else what follows from the world. */
export function meet(world: World, now: number, asked: Connection): Met {
  const vpc = asked.vpcId === null ? null : world.data.vpcs.find(asked.vpcId)
  const region = vpc?.region ?? 'us-west-2'
  if (isPublicClickHouse(asked.address)) return { region, behaviour: CLICKHOUSE_PORTS.includes(asked.port) ? 'open' : 'refused' }
  const target = parseCidr(`${asked.address}/32`)
  if (!vpc || !target) return { region, behaviour: vpc ? 'unreachable' : 'timeout' }
  const endpoint = world.data.endpoints.listBy('vpc', vpc.id).find((one) => holds(one, asked.address, now))
  if (endpoint) return { region, behaviour: described(world, endpoint, asked) ?? derived(world, now, { endpoint, vpc, ...asked }) }
  const isLocal = vpc.cidrs.map(parseCidr).some((range) => range && isInside(target, range))
  return { region, behaviour: isLocal ? 'no-route' : 'timeout' }
}

const holds = (endpoint: Endpoint, address: string, now: number) =>
  !['deleted', 'gone'].includes(stateAt(endpoint, now)) && endpoint.attachments.some((held) => held.address === address)

const described = ({ data }: World, { id }: Endpoint, { port, address }: Connection): Behaviour | null =>
  (data.network.find(`${id}:${port}:${address}`) ?? data.network.find(`${id}:${port}`))?.behaviour ?? null

function derived(world: World, now: number, { endpoint, vpc, ...asked }: Connection & { endpoint: Endpoint; vpc: Vpc }): Behaviour {
  if (!isPassing(endpoint, now)) return 'timeout'
  const from = asked.from ?? usualClient(vpc)
  if (!groupsLetIn(world, endpoint, { ...asked, from })) return 'timeout'
  if (!aclsLetPass(world, endpoint, { ...asked, from })) return 'timeout'
  if (!CLICKHOUSE_PORTS.includes(asked.port)) return 'refused'
  return endpoint.isDisallowed ? 'reset' : 'open'
}

/** An endpoint that is changed keeps passing; one that was accepted a moment ago does not pass yet. */
function isPassing(endpoint: Endpoint, now: number): boolean {
  const state = stateAt(endpoint, now)
  if (state === 'available') return true
  const last = endpoint.story.findLast((line) => line.at <= now && /^(accepted|modified)/.test(line.what))
  return state === 'pending' && last?.what === 'modified'
}

/** An address of the VPC that nobody says more about: the eleventh of its first range. */
function usualClient(vpc: Vpc): string {
  const [a = '10', b = '0', c = '0', d = '0'] = (vpc.cidrs[0] ?? '').split('/')[0]?.split('.') ?? []
  return [a, b, c, Number(d) + 10].join('.')
}

const covers = (cidr: string, address: string) => {
  const [inner, outer] = [parseCidr(`${address}/32`), parseCidr(cidr)]
  return inner !== null && outer !== null && isInside(inner, outer)
}
type Packet = { address: string; port: number; from: string; groups: readonly string[] }

/** Any rule of any of the endpoint’s groups is enough; what no rule lets in is dropped without a word. */
function groupsLetIn({ data }: World, endpoint: Endpoint, { port, from, groups }: Packet): boolean {
  const isSource = (source: GroupRule['source']) => {
    if ('cidrIpv4' in source) return covers(source.cidrIpv4, from)
    if ('groupId' in source) return groups.includes(source.groupId)
    if ('prefixListId' in source) return data.prefixLists.find(source.prefixListId)?.cidrs.some((cidr) => covers(cidr, from)) ?? false
    return false
  }
  const rules = endpoint.securityGroupIds.flatMap((id) => data.securityGroups.find(id)?.rules ?? [])
  return rules.some((rule) => !rule.isEgress && isTcp(rule.protocol) && isPort(rule, port) && isSource(rule.source))
}

const isTcp = (protocol: string) => ['tcp', '6', '-1'].includes(protocol)
const isPort = ({ protocol, fromPort, toPort }: GroupRule, port: number) => protocol === '-1' || (fromPort <= port && port <= toPort)

/** Network ACLs have no memory: the way in to the port and the way back to a high port are both judged. */
function aclsLetPass({ data }: World, endpoint: Endpoint, { address, port, from }: Packet): boolean {
  const subnetId = endpoint.attachments.find((held) => held.address === address)?.subnetId ?? ''
  const subnet = data.subnets.find(subnetId)
  if (!subnet || covers(subnet.cidr, from)) return true
  const acl = data.networkAcls.listBy('vpc', endpoint.vpcId).find((one) => one.subnetIds.includes(subnetId))
  if (!acl) return true
  const decides = (isEgress: boolean, first: number, last: number) =>
    acl.entries
      .filter((entry) => entry.isEgress === isEgress && isTcp(entry.protocol) && covers(entry.cidr, from) && touches(entry, first, last))
      .sort((a, b) => a.ruleNumber - b.ruleNumber)[0]?.allow ?? false
  return decides(false, port, port) && decides(true, 32_768, 60_999)
}

const touches = ({ ports }: AclEntry, first: number, last: number) => ports === null || ports.from < 0 || (ports.from <= last && first <= ports.to)
