import type { Endpoint } from '../endpoint'
import type { EndpointAddress, IngressRule, Subnet, Vpc, VpcDns } from '../network'
import type { Fact } from '../preflight-line'
import type { ServiceDescription } from '../service'

/** A security group with both directions; sources of `egress` are destinations. */
export type GroupRules = { groupId: string; vpcId: string; name: string; ingress: IngressRule[]; egress: IngressRule[] }

export type AclEntry = {
  ruleNumber: number
  allow: boolean
  egress: boolean
  /** `tcp`, `udp`, … or `all`. */
  protocol: string
  cidr: string
  /** Both null where the entry covers every port. */
  fromPort: number | null
  toPort: number | null
}

export type NetworkAcl = { aclId: string; vpcId: string; isDefault: boolean; subnetIds: string[]; entries: AclEntry[] }

export const ROUTE_TARGETS = ['local', 'internet', 'nat', 'peering', 'transit-gateway', 'vpn', 'middlebox', 'other'] as const
export type RouteTargetKind = (typeof ROUTE_TARGETS)[number]

export type Route = {
  /** A CIDR, or the id of a prefix list. */
  destination: string
  /** AWS's own id of where it leads, or `local`. */
  target: string
  kind: RouteTargetKind
  /** False for a black hole: what it led to is gone. */
  active: boolean
}

export type RouteTable = { routeTableId: string; vpcId: string; isMain: boolean; subnetIds: string[]; routes: Route[] }

/** Everything of AWS's configuration that decides whether packets and names find the endpoint. Read at `at`, changed by nobody. */
export type NetworkConfig = {
  at: Date
  /** Who pasted it, where nobody reads it from AWS; missing where it was read. */
  pastedBy?: string
  vpc: Fact<Vpc>
  dns: Fact<VpcDns>
  subnets: Fact<Subnet[]>
  /** The groups that are attached to the endpoint. */
  groups: Fact<GroupRules[]>
  acls: Fact<NetworkAcl[]>
  routeTables: Fact<RouteTable[]>
  /** CIDRs by the id of a prefix list that a rule or a route refers to. */
  prefixLists: Record<string, Fact<string[]>>
  /** Every interface endpoint of the VPC, this one too. */
  endpoints: Fact<Endpoint[]>
  service: Fact<ServiceDescription | null>
}

/** Where packets come from: ranges, and the group of the client where it is known. */
export type Clients = { cidrs: string[]; group: GroupRules | null }

export type ReachQuestion = { config: NetworkConfig; addresses: readonly EndpointAddress[]; clients: Clients; ports: readonly number[] }
