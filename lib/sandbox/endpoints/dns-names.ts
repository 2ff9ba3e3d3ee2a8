import { digest } from '../world/ids'
import { findAwsRegion } from '../world/regions'
import type { Endpoint, Service } from '../world/types'

export type DnsEntry = { dnsName: string; hostedZoneId: string }

/**
 * An endpoint's names in AWS's order: the regional one, one per zone (with the account's own zone names), then the service's
 * private name where private DNS is on. Shape: `vpce-<id>-<8 letters>[-<zone>].vpce-svc-<id>.<region>.vpce.amazonaws.com`.
 */
export function dnsEntries(endpoint: Endpoint, service: Service, zoneNames: readonly string[], isSettled: boolean): DnsEntry[] {
  const hostedZoneId = findAwsRegion(endpoint.region)?.hostedZoneId ?? ''
  const stem = `${endpoint.id}-${suffix(endpoint.id)}`
  const domain = `${service.serviceId}.${endpoint.region}.vpce.amazonaws.com`
  const entries = [`${stem}.${domain}`, ...zoneNames.map((zone) => `${stem}-${zone}.${domain}`)].map((dnsName) => ({ dnsName, hostedZoneId }))
  if (!endpoint.privateDnsEnabled || !service.privateDnsName) return entries
  // A private zone's id is not known while AWS is still associating it.
  const privateZone = isSettled ? `Z0${digest('private-zone', endpoint.id).slice(0, 18).toUpperCase()}` : 'ZONEIDPENDING'
  return [...entries, { dnsName: service.privateDnsName, hostedZoneId: privateZone }]
}

/** Eight base-36 characters that belong to the endpoint. */
const suffix = (endpointId: string) => BigInt(`0x${digest('dns', endpointId).slice(0, 16)}`).toString(36).padStart(8, '0').slice(-8)
