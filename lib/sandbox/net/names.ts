import { isIPv4 } from 'node:net'
import { dnsEntries } from '../endpoints/dns-names'
import { stateAt } from '../endpoints/life-cycle'
import { digest } from '../world/ids'
import { findAwsRegion } from '../world/regions'
import type { DnsAnswer, Endpoint, HostedZone, Vpc } from '../world/types'
import type { World } from '../world/world'
import { zoneNameOf } from '../world/zones'

/** Who asks: a VPC (through the resolver its DHCP options name), or somebody outside every VPC. */
export type Scope = string
export const PUBLIC: Scope = 'public'

/** What a resolver knows of one name: records of its own, a name it stands for, or how the question ends instead. */
export type Known = Pick<DnsAnswer, 'outcome' | 'addresses' | 'cname' | 'text' | 'ttl'>
type Asked = { world: World; now: number; scope: Scope; name: string }

const NOTHING: Known = { outcome: 'nxdomain', addresses: [], ttl: 60 }
const SILENCE: Known = { ...NOTHING, outcome: 'timeout' }
const answer = (addresses: string[], ttl = 60): Known => ({ outcome: 'answer', addresses, ttl })

/**
 * What the scope’s resolver says of a name at this moment, one step: a CNAME is not followed. `name` is lower case without its
 * last dot. A private zone that the VPC has answers for everything below it, also with “there is no such name”, as Route 53 does.
 */
export function lookUp(asked: Asked): Known {
  if (asked.scope === PUBLIC) return publicly(asked)
  const vpc = asked.world.data.vpcs.find(asked.scope)
  if (!vpc) return { ...NOTHING, outcome: 'refused' }
  // The resolver of a company knows nothing of the VPC's zones unless somebody told it, which an override does.
  if (!usesAmazonResolver(vpc, asked.world)) return publicly(asked)
  if (!vpc.enableDnsSupport) return SILENCE
  return (vpc.enableDnsHostnames ? privately(vpc, asked) : null) ?? publicly(asked)
}

/** The override that fits best: the whole name, else the longest wildcard. */
export function findOverride({ world, scope, name }: Pick<Asked, 'world' | 'scope' | 'name'>) {
  for (const candidate of [name, ...wildcardsOver(name)]) {
    const found = world.data.dnsOverrides.find(`${scope}/${candidate}`)
    if (found) return found
  }
  return null
}

const wildcardsOver = (name: string) => name.split('.').slice(1).map((_, at, labels) => `*.${labels.slice(at).join('.')}`)
const isBelow = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`)

function usesAmazonResolver(vpc: Vpc, world: World): boolean {
  return world.data.dhcpOptions.find(vpc.dhcpOptionsId)?.nameServers.includes('AmazonProvidedDNS') ?? true
}

/** The most specific private zone over the name decides; null: none is over it. */
function privately(vpc: Vpc, { world, now, name }: Asked): Known | null {
  const hosted = world.data.hostedZones.listBy('vpc', vpc.id).map((zone) => ({ over: zone.name, say: () => inZone(zone, name) }))
  const managed = world.data.endpoints.listBy('vpc', vpc.id).flatMap((endpoint) => {
    const privateName = answersPrivately(endpoint, now) ? world.data.services.find(endpoint.serviceName)?.privateDnsName : null
    if (!privateName) return []
    const plain = privateName.toLowerCase()
    const over = plain.replace(/^\*\./, '')
    return [{ over, say: () => (plain === name || (plain !== over && name !== over) ? answer(addressesOf(endpoint)) : NOTHING) }]
  })
  const [zone] = [...hosted, ...managed].filter(({ over }) => isBelow(name, over)).sort((a, b) => b.over.length - a.over.length)
  return zone?.say() ?? null
}

/** Private DNS is on, the change is done, and the far side still lets it. */
function answersPrivately(endpoint: Endpoint, now: number): boolean {
  return endpoint.privateDnsEnabled && (endpoint.privateDnsAt ?? 0) <= now && ['available', 'pending'].includes(stateAt(endpoint, now))
}

const addressesOf = (endpoint: Endpoint) => endpoint.attachments.map(({ address }) => address)

function inZone(zone: HostedZone, name: string): Known {
  const found = [name, ...wildcardsOver(name)].map((candidate) => zone.records.filter((record) => record.name === candidate)).find((records) => records.length > 0)
  if (!found) return name === zone.name ? answer([]) : NOTHING
  const values = (...types: string[]) => found.filter(({ type }) => types.includes(type)).flatMap((record) => record.values)
  const [cname] = values('CNAME')
  return { outcome: 'answer', addresses: values('A', 'AAAA'), text: values('TXT'), ttl: found[0]?.ttl ?? 60, ...(cname === undefined ? {} : { cname: cname.toLowerCase() }) }
}

/** What the whole world sees. The names of an endpoint are public although their addresses are private. */
function publicly({ world, now, name }: Asked): Known {
  const endpoint = /^(vpce-[0-9a-f]+)-.*\.vpce\.amazonaws\.com$/.exec(name)?.[1]
  if (endpoint !== undefined) return ofEndpoint(world.data.endpoints.find(endpoint), { world, now, name })
  const region = /^[a-z0-9-]+\.([a-z0-9-]+)\.aws\.clickhouse\.cloud$/.exec(name)?.[1]
  return region !== undefined && findAwsRegion(region) ? answer(publicAddresses(name)) : NOTHING
}

const WITHOUT_NAMES = ['rejected', 'expired', 'failed', 'deleting', 'deleted', 'gone']

function ofEndpoint(endpoint: Endpoint | null, { world, now, name }: Pick<Asked, 'world' | 'now' | 'name'>): Known {
  const service = endpoint && world.data.services.find(endpoint.serviceName)
  if (!endpoint || !service || WITHOUT_NAMES.includes(stateAt(endpoint, now))) return NOTHING
  const zones = endpoint.attachments.map(({ subnetId }) => zoneNameOf(endpoint, world.data.subnets.find(subnetId)?.zoneId ?? ''))
  const at = dnsEntries({ ...endpoint, privateDnsEnabled: false }, service, zones, true).findIndex(({ dnsName }) => dnsName === name)
  if (at < 0) return NOTHING
  const all = addressesOf(endpoint)
  return answer(at === 0 ? all : all.slice(at - 1, at))
}

/** Three addresses of AWS’s public ranges that belong to the name and never change. Nothing of the sandbox ever goes there. */
function publicAddresses(name: string): string[] {
  const bytes = Buffer.from(digest('public-address', name), 'hex')
  return [0, 1, 2].map((n) => [44, 224 + (bytes[n * 3]! % 32), bytes[n * 3 + 1]!, 1 + (bytes[n * 3 + 2]! % 254)].join('.'))
}

export const isPublicClickHouse = (address: string) => isIPv4(address) && /^44\.2[2-5]\d\./.test(address)
