import 'server-only'
import {
  DescribeAvailabilityZonesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type Subnet as AwsSubnet,
  type Tag as AwsTag,
  type Vpc as AwsVpc,
} from '@aws-sdk/client-ec2'
import type { Subnet, Vpc, Zone } from '@/lib/privatelink/network'
import type { Reach } from './accounts'
import { call } from './call'
import { allPages, PAGE_SIZE } from './pages'

export { listSecurityGroups } from './security-groups'
export { getVpcDns } from './vpc-dns'

/** The availability zones of the region with this account's names; Local and Wavelength Zones are left out, endpoints cannot be in them. */
export async function listZones(reach: Reach): Promise<Zone[]> {
  const answer = await call(reach, 'ec2:DescribeAvailabilityZones', () => new DescribeAvailabilityZonesCommand({}))
  const real = (answer.AvailabilityZones ?? []).filter((zone) => (zone.ZoneType ?? 'availability-zone') === 'availability-zone')
  return real.flatMap(({ ZoneId, ZoneName }) => (ZoneId && ZoneName ? [{ zoneId: ZoneId, zoneName: ZoneName }] : []))
}

/** Every VPC of the account in the region. */
export async function listVpcs(reach: Reach): Promise<Vpc[]> {
  const action = 'ec2:DescribeVpcs'
  const ask = (NextToken?: string) => call(reach, action, () => new DescribeVpcsCommand({ MaxResults: PAGE_SIZE, NextToken }))
  const pages = await allPages({ action, reach }, ask)
  return pages.flatMap((page) => (page.Vpcs ?? []).flatMap(toVpc))
}

function toVpc(vpc: AwsVpc): Vpc[] {
  if (!vpc.VpcId) return []
  const blocks = (vpc.CidrBlockAssociationSet ?? []).filter((block) => block.CidrBlockState?.State === 'associated').flatMap((block) => block.CidrBlock ?? [])
  const cidrs = blocks.length > 0 ? blocks : vpc.CidrBlock ? [vpc.CidrBlock] : []
  return [{ vpcId: vpc.VpcId, name: nameTag(vpc.Tags), cidrs, isDefault: vpc.IsDefault ?? false, dhcpOptionsId: vpc.DhcpOptionsId ?? null }]
}

/** Every subnet of the VPC, those in Local Zones too (the grid shows them greyed). */
export async function listSubnets(reach: Reach, vpcId: string): Promise<Subnet[]> {
  const action = 'ec2:DescribeSubnets'
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }]
  const ask = (NextToken?: string) => call(reach, action, () => new DescribeSubnetsCommand({ Filters, MaxResults: PAGE_SIZE, NextToken }))
  const pages = await allPages({ action, reach }, ask)
  const subnets = pages.flatMap((page) => page.Subnets ?? [])
  // AWS always gives the zone's id; other servers of this API may know only its name.
  const zones = subnets.some((subnet) => !subnet.AvailabilityZoneId) ? await listZones(reach) : []
  return subnets.flatMap((subnet) => toSubnet(subnet, zones))
}

function toSubnet(subnet: AwsSubnet, zones: Zone[]): Subnet[] {
  const zoneName = subnet.AvailabilityZone ?? ''
  const zoneId = subnet.AvailabilityZoneId ?? zones.find((zone) => zone.zoneName === zoneName)?.zoneId ?? ''
  if (!subnet.SubnetId || !subnet.VpcId) return []
  const room = { cidr: subnet.CidrBlock ?? '', freeAddresses: subnet.AvailableIpAddressCount ?? 0 }
  return [{ subnetId: subnet.SubnetId, vpcId: subnet.VpcId, name: nameTag(subnet.Tags), zoneId, zoneName, ...room }]
}

const nameTag = (tags: AwsTag[] | undefined) => tags?.find((tag) => tag.Key === 'Name')?.Value || null
