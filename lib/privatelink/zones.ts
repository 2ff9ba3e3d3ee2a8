import { compareCidrs, compareText } from './addresses'
import type { Subnet, Zone } from './network'
import type { ServiceDescription } from './service'

export type ZoneRow = { zone: Zone; candidates: Subnet[]; best: string | null }
export type ZoneGrid = { rows: ZoneRow[]; unusable: { subnet: Subnet; reason: string }[] }

/** `usw2-az2` is a zone; `usw2-lax1-az1` and `use1-wl1-bos-wlz1` are local and Wavelength zones, where endpoints cannot be. */
const ZONE_ID = /^[a-z]{2,5}\d-az\d+$/

/**
 * One row for each zone the service is offered in, with the subnets that can carry an address there, the best first: most free
 * addresses, then the lowest CIDR. Subnets are matched by zone *id*: names such as us-west-2a mean another place in each account.
 */
export function zoneGrid(service: Pick<ServiceDescription, 'zones'>, subnets: readonly Subnet[]): ZoneGrid {
  const zones = new Map<string, Zone>()
  for (const zone of service.zones) if (ZONE_ID.test(zone.zoneId) && !zones.has(zone.zoneId)) zones.set(zone.zoneId, zone)

  const unusable: ZoneGrid['unusable'] = []
  const usable: Subnet[] = []
  for (const subnet of [...subnets].sort(bestFirst)) {
    const reason = reasonAgainst(subnet, zones)
    if (reason) unusable.push({ subnet, reason })
    else usable.push(subnet)
  }
  const rows = [...zones.values()].map((zone): ZoneRow => {
    const candidates = usable.filter((subnet) => subnet.zoneId === zone.zoneId)
    const zoneName = candidates[0]?.zoneName || zone.zoneName
    return { zone: { zoneId: zone.zoneId, zoneName }, candidates, best: candidates[0]?.subnetId ?? null }
  })
  return { rows, unusable }
}

function bestFirst(a: Subnet, b: Subnet): number {
  return b.freeAddresses - a.freeAddresses || compareCidrs(a.cidr, b.cidr) || compareText(a.subnetId, b.subnetId)
}

function reasonAgainst(subnet: Subnet, served: ReadonlyMap<string, Zone>): string | null {
  const { subnetId, zoneId } = subnet
  if (!ZONE_ID.test(zoneId)) return `Subnet ${subnetId} is in ${zoneId || 'an unknown zone'}, a local or Wavelength zone. Endpoints can only be in a region’s own zones.`
  if (served.size === 0) return `Subnet ${subnetId} is in ${zoneId}. AWS did not say in which zones this service is offered.`
  if (!served.has(zoneId)) return `Subnet ${subnetId} is in ${zoneId}. This service is not offered there.`
  if (subnet.freeAddresses < 1) return `Subnet ${subnetId} has no free address. The endpoint needs one in each subnet.`
  return null
}

/** Why the other candidates of a zone are not used once one is chosen. `chosen` is zone id → subnet id. */
export function explainUnchosen(grid: ZoneGrid, chosen: Readonly<Record<string, string>>): { subnet: Subnet; reason: string }[] {
  return grid.rows.flatMap(({ zone, candidates }) => {
    const taken = Object.hasOwn(chosen, zone.zoneId) ? chosen[zone.zoneId] : undefined
    if (!taken || !candidates.some((subnet) => subnet.subnetId === taken)) return []
    return candidates
      .filter((subnet) => subnet.subnetId !== taken)
      .map((subnet) => ({ subnet, reason: `Subnet ${subnet.subnetId} is second in its zone: an endpoint takes one subnet in each zone, and ${taken} is chosen for ${zone.zoneId}.` }))
  })
}

/** The best subnet of every zone that has one: zone id → subnet id. */
export function bestChoice(grid: ZoneGrid): Record<string, string> {
  return Object.fromEntries(grid.rows.flatMap(({ zone, best }) => (best ? [[zone.zoneId, best]] : [])))
}
