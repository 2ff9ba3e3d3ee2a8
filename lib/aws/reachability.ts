import 'server-only'
import {
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  GetManagedPrefixListEntriesCommand,
  type NetworkAcl as AwsAcl,
  type NetworkAclEntry,
  type Route as AwsRoute,
  type RouteTable as AwsTable,
} from '@aws-sdk/client-ec2'
import type { AclEntry, NetworkAcl, Route, RouteTable, RouteTargetKind } from '@/lib/privatelink/reach/network-config'
import type { Reach } from './accounts'
import { call } from './call'
import { allPages, PAGE_SIZE } from './pages'
import { toProtocol } from './security-groups'

/** DescribeRouteTables takes smaller pages than most. (EC2 API Reference.) */
const ROUTE_PAGE_SIZE = 100
const LIST_PAGE_SIZE = 100

const inVpc = (vpcId: string) => [{ Name: 'vpc-id', Values: [vpcId] }]

/** Every network ACL of the VPC with its entries, both directions. */
export async function listNetworkAcls(reach: Reach, vpcId: string): Promise<NetworkAcl[]> {
  const action = 'ec2:DescribeNetworkAcls'
  const ask = (NextToken?: string) => call(reach, action, () => new DescribeNetworkAclsCommand({ Filters: inVpc(vpcId), MaxResults: PAGE_SIZE, NextToken }))
  const pages = await allPages({ action, reach }, ask)
  return pages.flatMap((page) => (page.NetworkAcls ?? []).flatMap(toAcl))
}

function toAcl({ NetworkAclId, VpcId, IsDefault, Associations, Entries }: AwsAcl): NetworkAcl[] {
  if (!NetworkAclId || !VpcId) return []
  const subnetIds = (Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? [])
  return [{ aclId: NetworkAclId, vpcId: VpcId, isDefault: IsDefault ?? false, subnetIds, entries: (Entries ?? []).flatMap(toEntry) }]
}

/** What AWS does not say of an entry is taken as it is wider: no port range means every port. */
function toEntry(entry: NetworkAclEntry): AclEntry[] {
  const cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock
  if (entry.RuleNumber === undefined || !cidr) return []
  const { From, To } = entry.PortRange ?? {}
  const limited = From !== undefined && To !== undefined
  return [{ ruleNumber: entry.RuleNumber, allow: entry.RuleAction === 'allow', egress: entry.Egress ?? false, protocol: toProtocol(entry.Protocol), cidr, fromPort: limited ? From : null, toPort: limited ? To : null }]
}

/** Every route table of the VPC. */
export async function listRouteTables(reach: Reach, vpcId: string): Promise<RouteTable[]> {
  const action = 'ec2:DescribeRouteTables'
  const ask = (NextToken?: string) => call(reach, action, () => new DescribeRouteTablesCommand({ Filters: inVpc(vpcId), MaxResults: ROUTE_PAGE_SIZE, NextToken }))
  const pages = await allPages({ action, reach }, ask)
  return pages.flatMap((page) => (page.RouteTables ?? []).flatMap(toTable))
}

function toTable({ RouteTableId, VpcId, Associations = [], Routes = [] }: AwsTable): RouteTable[] {
  if (!RouteTableId || !VpcId) return []
  const subnetIds = Associations.flatMap(({ SubnetId }) => SubnetId ?? [])
  return [{ routeTableId: RouteTableId, vpcId: VpcId, isMain: Associations.some(({ Main }) => Main === true), subnetIds, routes: Routes.flatMap(toRoute) }]
}

function toRoute(route: AwsRoute): Route[] {
  const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId
  if (!destination) return []
  const target = targetOf(route)
  return [{ destination, target, kind: kindOf(target), active: route.State !== 'blackhole' }]
}

const targetOf = (route: AwsRoute): string =>
  route.GatewayId ?? route.NatGatewayId ?? route.TransitGatewayId ?? route.VpcPeeringConnectionId ?? route.EgressOnlyInternetGatewayId ?? route.LocalGatewayId ?? route.CarrierGatewayId ?? route.CoreNetworkArn ?? route.NetworkInterfaceId ?? route.InstanceId ?? 'unknown'

/** By the beginning of AWS’s id. `vpce-` in a route is a gateway endpoint or a Gateway Load Balancer’s. */
const KINDS: [RegExp, RouteTargetKind][] = [
  [/^local$/, 'local'], [/^(igw|eigw|cagw)-/, 'internet'], [/^nat-/, 'nat'], [/^pcx-/, 'peering'], [/^tgw-|:core-network\//, 'transit-gateway'], [/^(vgw|lgw)-/, 'vpn'], [/^(vpce|eni|i)-/, 'middlebox'],
]

const kindOf = (target: string): RouteTargetKind => KINDS.find(([pattern]) => pattern.test(target))?.[1] ?? 'other'

/** The CIDRs of a prefix list, AWS’s own or a customer’s. */
export async function listPrefixListCidrs(reach: Reach, prefixListId: string): Promise<string[]> {
  const action = 'ec2:GetManagedPrefixListEntries'
  const ask = (NextToken?: string) => call(reach, action, () => new GetManagedPrefixListEntriesCommand({ PrefixListId: prefixListId, MaxResults: LIST_PAGE_SIZE, NextToken }))
  const pages = await allPages({ action, reach }, ask)
  return pages.flatMap((page) => (page.Entries ?? []).flatMap(({ Cidr }) => Cidr ?? []))
}
