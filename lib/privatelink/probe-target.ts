import ipaddr from 'ipaddr.js'
import { parseCidr } from './addresses'
import { regionOf } from './hostnames'

/**
 * What a probe may reach, judged before any packet leaves: a host of the request or a name of its endpoint, on a configured port,
 * at an address that is public (for a name) or one of the endpoint’s or its VPC’s. Everything is compared in its plain spelling:
 * what is written oddly (`127.1`, `0x7f.1`, a last dot, a user before an @) is refused and never repaired.
 */
export type ProbeScope = {
  /** ClickHouse hostnames of the request. */
  hosts: readonly string[]
  /** The endpoint’s own names, `vpce-….vpce.amazonaws.com`. */
  endpointNames: readonly string[]
  /** The endpoint’s own addresses. */
  addresses: readonly string[]
  vpcCidrs: readonly string[]
  ports: readonly number[]
}

/** Below this, HTTPS apart, listen a system’s own services (SSH, mail, DNS), and no database: those are not probed, whatever is configured. */
const FIRST_FREE_PORT = 1024

const ENDPOINT_NAME = /^vpce-[0-9a-f]{8,17}(?:-[a-z0-9-]{1,40})?\.(?:vpce-svc-[0-9a-f]{8,17}\.)?[a-z0-9-]{1,30}\.vpce\.amazonaws\.com$/

/** Why this host may not be probed, as a sentence, or null. */
export function refuseHost(host: string, scope: ProbeScope): string | null {
  if (regionOf(host) === null && !ENDPOINT_NAME.test(host)) return 'Only hostnames of ClickHouse Cloud and of AWS endpoints, in their plain spelling, can be probed.'
  if (scope.hosts.includes(host) || scope.endpointNames.includes(host)) return null
  return 'This name belongs neither to the request nor to its endpoint.'
}

/** Why this port may not be probed, or null. */
export function refusePort(port: number, scope: ProbeScope): string | null {
  const mayBe = port === 443 || (Number.isInteger(port) && port >= FIRST_FREE_PORT && port <= 65_535)
  if (mayBe && scope.ports.includes(port)) return null
  return `Port ${port} is not one of the ports that are probed for this request.`
}

/** What no probe ever reaches, whoever names it; by ipaddr.js's word for the range. */
const NEVER: Readonly<Record<string, string>> = {
  unspecified: 'the address of nothing',
  broadcast: 'a broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'a link-local address, where cloud metadata is',
  loopback: 'an address of this machine itself',
  reserved: 'a reserved address',
}

/** Why this address may not be connected to, or null. `isNamed`: a permitted host resolved to it; else it was asked for itself. */
export function refuseAddress(address: string, scope: ProbeScope, isNamed: boolean): string | null {
  if (!isPlainAddress(address)) return 'This is not an IP address in its plain spelling.'
  const parsed = ipaddr.parse(address)
  const range = parsed.range()
  const never = NEVER[range]
  if (never) return `${address} is ${never}.`
  // The instance metadata service and the resolver of Nitro instances, over IPv6.
  if (parsed.kind() === 'ipv6' && /^fd00:ec2:/i.test(parsed.toString())) return `${address} is where cloud metadata is.`
  if (isMember(parsed.toString(), scope)) return null
  if (range === 'unicast') return isNamed ? null : `${address} is not an address of this endpoint or its VPC.`
  if (range === 'private' || range === 'carrierGradeNat' || range === 'uniqueLocal') return `${address} is private, but belongs neither to this endpoint nor to its VPC.`
  return `${address} leads through a translated or tunnelled range.`
}

function isPlainAddress(text: string): boolean {
  if (/^[0-9.]{7,15}$/.test(text)) return ipaddr.IPv4.isValidFourPartDecimal(text)
  return /^[0-9a-f:]{2,39}$/i.test(text) && ipaddr.IPv6.isValid(text)
}

function isMember(address: string, { addresses, vpcCidrs }: ProbeScope): boolean {
  if (addresses.some((own) => isPlainAddress(own) && ipaddr.parse(own).toString() === address)) return true
  const here = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`)
  return vpcCidrs.some((cidr) => {
    const range = parseCidr(cidr)
    return here !== null && range !== null && range.family === here.family && range.first <= here.first && here.last <= range.last
  })
}
