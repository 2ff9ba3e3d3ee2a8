import 'server-only'
import { DescribeNetworkInterfacesCommand, type NetworkInterface } from '@aws-sdk/client-ec2'
import type { EndpointAddress, Zone } from '@/lib/privatelink/network'
import type { Reach } from './accounts'
import { call } from './call'
import { listZones } from './network'
import { allPages, chunks, PAGE_SIZE } from './pages'

const ACTION = 'ec2:DescribeNetworkInterfaces'

/**
 * The addresses of endpoints by their interfaces' ids, 200 to a call. By filter and not by id: one interface that has gone would
 * otherwise fail the whole batch. Interfaces that are gone or have no address yet are left out.
 */
export async function listEndpointAddresses(reach: Reach, networkInterfaceIds: string[]): Promise<EndpointAddress[]> {
  const interfaces: NetworkInterface[] = []
  for (const ids of chunks([...new Set(networkInterfaceIds)])) {
    const Filters = [{ Name: 'network-interface-id', Values: ids }]
    const ask = (NextToken?: string) => call(reach, ACTION, () => new DescribeNetworkInterfacesCommand({ Filters, MaxResults: PAGE_SIZE, NextToken }))
    const pages = await allPages({ action: ACTION, reach }, ask)
    interfaces.push(...pages.flatMap((page) => page.NetworkInterfaces ?? []))
  }
  // Only newer answers name the zone's id.
  const zones = interfaces.some((one) => !one.AvailabilityZoneId) ? await listZones(reach) : []
  return interfaces.flatMap((one) => toAddress(one, zones))
}

function toAddress(one: NetworkInterface, zones: Zone[]): EndpointAddress[] {
  const zoneName = one.AvailabilityZone ?? ''
  const zoneId = one.AvailabilityZoneId ?? zones.find((zone) => zone.zoneName === zoneName)?.zoneId ?? ''
  if (!one.NetworkInterfaceId || !one.SubnetId || !one.PrivateIpAddress) return []
  return [{ networkInterfaceId: one.NetworkInterfaceId, subnetId: one.SubnetId, address: one.PrivateIpAddress, zoneId, zoneName }]
}
