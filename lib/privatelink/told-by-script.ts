import type { Finding } from './evidence/finding'
import type { EndpointRequest } from './request'

/**
 * Whether the script, run inside the VPC, got a connection through the endpoint: to one of its own addresses or of AWS’s own names for it.
 * An endpoint that nobody accepted has addresses that do not answer. A pasted `nc` says the same, but not of which machine, so it does not count.
 */
export function letsTrafficThrough({ addresses, dnsNames }: Pick<EndpointRequest, 'addresses' | 'dnsNames'>, findings: readonly Finding[]): boolean {
  const own = new Set([...addresses.map(({ address }) => address), ...[dnsNames.regional, ...dnsNames.zonal.map(({ dnsName }) => dnsName)].flatMap((name) => name?.toLowerCase() ?? [])])
  return findings.some(({ tool, result }) => tool === 'script' && result.kind === 'tcp' && result.outcome === 'open' && [result.address, result.host?.toLowerCase()].some((target) => target && own.has(target)))
}
