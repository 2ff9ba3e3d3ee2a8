/** What an account's network looks like, in our words. Translated from AWS once, in `lib/aws`. */

export type Tag = { key: string; value: string }

export type Zone = {
  /** `usw2-az2`: the same place in every account. */
  zoneId: string
  /** `us-west-2a`: this account's own name for it. */
  zoneName: string
}

export type Vpc = {
  vpcId: string
  /** The `Name` tag. */
  name: string | null
  cidrs: string[]
  isDefault: boolean
  dhcpOptionsId: string | null
}

/** What decides whether names will resolve inside a VPC later. */
export type VpcDns = {
  vpcId: string
  enableDnsSupport: boolean
  enableDnsHostnames: boolean
  /** Resolvers handed out by DHCP; null means AWS's own (`AmazonProvidedDNS`). */
  customResolvers: string[] | null
}

export type Subnet = Zone & {
  subnetId: string
  vpcId: string
  name: string | null
  cidr: string
  freeAddresses: number
}

export type RuleSource =
  | { kind: 'ipv4' | 'ipv6'; cidr: string }
  | { kind: 'group'; groupId: string }
  | { kind: 'prefix-list'; prefixListId: string }

export type IngressRule = {
  ruleId: string
  /** `tcp`, `udp`, `icmp`, … or `all` (AWS's `-1`). */
  protocol: string
  /** Both null where the rule covers every port. */
  fromPort: number | null
  toPort: number | null
  source: RuleSource
}

export type SecurityGroup = {
  groupId: string
  vpcId: string
  /** The group's own name (`default` for the one every VPC has). */
  name: string
  description: string
  ingress: IngressRule[]
}

/** A network interface of an endpoint: the address that carries the traffic in one zone. */
export type EndpointAddress = Zone & { networkInterfaceId: string; subnetId: string; address: string }
