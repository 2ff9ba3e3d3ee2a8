/** Everything the sandbox keeps. Rows are plain JSON, never changed in place: a change is a new row under the same id. */

export type Tag = { key: string; value: string }

/** Where a resource lives. */
export type Place = { accountId: string; region: string }

export type Account = { id: string; name: string; /** Calls its policies do not allow, e.g. `ec2:CreateVpcEndpoint`. */ denied: string[] }

export type AccessKey = { id: string; accountId: string; userName: string }

export type Role = {
  /** The role's ARN. */
  id: string
  roleId: string
  trustedAccountIds: string[]
  externalId: string | null
  maxSessionSeconds: number
}

/** Temporary credentials that AssumeRole handed out; `id` is the access key id. */
export type Session = { id: string; token: string; accountId: string; arn: string; userId: string; expiresAt: number }

export type Service = {
  /** The service name, `com.amazonaws.vpce.<region>.vpce-svc-…`. */
  id: string
  serviceId: string
  region: string
  types: string[]
  zoneIds: string[]
  ownerId: string
  acceptanceRequired: boolean
  privateDnsName: string | null
  privateDnsVerification: 'verified' | 'pendingVerification' | 'failed'
  /** Null: everybody sees it. To others it does not exist. */
  allowedAccountIds: string[] | null
  tags: Tag[]
}

export type Vpc = Place & {
  id: string
  cidrs: string[]
  isDefault: boolean
  enableDnsSupport: boolean
  enableDnsHostnames: boolean
  dhcpOptionsId: string
  /** Names of Route 53 private hosted zones associated with the VPC. */
  privateZones: string[]
  tags: Tag[]
}

export type Subnet = Place & {
  id: string
  vpcId: string
  zoneId: string
  cidr: string
  /** Addresses that something other than an endpoint holds: the lowest ones. */
  usedAddresses: number
  mapPublicIp: boolean
  tags: Tag[]
}

export type GroupRule = {
  id: string
  isEgress: boolean
  /** `tcp`, `udp`, `icmp`, `-1`, … */
  protocol: string
  fromPort: number
  toPort: number
  source: { cidrIpv4: string } | { cidrIpv6: string } | { groupId: string } | { prefixListId: string }
  description: string | null
  tags: Tag[]
}

export type SecurityGroup = Place & { id: string; vpcId: string; name: string; description: string; rules: GroupRule[]; tags: Tag[] }

export type AclEntry = { ruleNumber: number; protocol: string; allow: boolean; isEgress: boolean; cidr: string; ports: { from: number; to: number } | null }

export type NetworkAcl = Place & { id: string; vpcId: string; isDefault: boolean; subnetIds: string[]; entries: AclEntry[]; tags: Tag[] }

export type Route = { destination: string; gatewayId: string } | { destination: string; natGatewayId: string }

export type RouteTable = Place & { id: string; vpcId: string; isMain: boolean; subnetIds: string[]; routes: Route[]; tags: Tag[] }

export type DhcpOptions = Place & { id: string; domainName: string; nameServers: string[]; tags: Tag[] }

export type PrefixList = { id: string; region: string; name: string; cidrs: string[] }

/** An endpoint's network interface in one subnet. */
export type Attachment = { subnetId: string; networkInterfaceId: string; address: string; tags?: Tag[] }

/** From `at` (milliseconds) on the endpoint is in `state`: AWS's spelling, or `gone` once AWS has forgotten it. */
export type Milestone = { at: number; state: string }

export type StoryLine = { at: number; what: string; reason: string | null }

export type Endpoint = Place & {
  id: string
  vpcId: string
  serviceName: string
  attachments: Attachment[]
  securityGroupIds: string[]
  privateDnsEnabled: boolean
  /** When resolvers began (or will begin) to answer the private name, in milliseconds; not there: as long as it is on. */
  privateDnsAt?: number
  /** Taken off the service’s allow list: connections are opened and reset at the first byte. Not there: accepted means allowed. */
  isDisallowed?: boolean
  policyDocument: string | null
  createdAt: number
  /** Eventual consistency: until then, reading does not find it. */
  visibleAt: number
  /** Past and future states in order of time. The present one follows from the clock, so a restart changes nothing. */
  timeline: Milestone[]
  failure: { code: string; message: string } | null
  story: StoryLine[]
  tags: Tag[]
}

/** `id` is `account/region/token`. */
export type ClientToken = { id: string; parametersHash: string; endpointId: string; usedAt: number }

/** What a connection can meet, from the wire upwards. */
export const BEHAVIOURS = [
  'open', 'refused', 'timeout', 'no-route', 'unreachable',
  // TCP opens, TLS does not
  'reset', 'eof', 'half-open', 'endless-handshake', 'plain-text', 'old-tls',
  // TLS opens with a certificate that is not right
  'wrong-certificate', 'expired-certificate', 'self-signed-certificate', 'untrusted-certificate', 'large-certificate',
  // TLS is right, what speaks behind it is not
  'slow', 'not-clickhouse', 'redirect', 'error-status', 'large-body', 'slow-headers', 'no-newline', 'binary-body',
] as const
export type Behaviour = (typeof BEHAVIOURS)[number]

/** What a connection through an endpoint to a port of ClickHouse meets; `id` is `vpceId:port`, with `:address` where only one zone is meant. */
export type NetworkBehaviour = { id: string; vpceId: string; port: number; address?: string; behaviour: Behaviour }

/** A record of a private hosted zone; `name` is whole, `*.` at its beginning stands for anything. */
export type ZoneRecord = { name: string; type: 'A' | 'AAAA' | 'CNAME' | 'TXT'; ttl: number; values: string[] }
/** A Route 53 private hosted zone as one VPC is associated with it; `id` is `vpcId/name`. */
export type HostedZone = { id: string; vpcId: string; name: string; records: ZoneRecord[] }

/** What a resolver says of a name, whatever the world is otherwise like. */
export type DnsAnswer = {
  outcome: 'answer' | 'nxdomain' | 'servfail' | 'refused' | 'timeout' | 'garbage'
  addresses: string[]
  cname?: string
  text?: string[]
  ttl: number
  /** The answer from the second question on. */
  later?: DnsAnswer
}
/** `scope` is a VPC's id or `public`; `id` is `scope/name`. */
export type DnsOverride = { id: string; scope: string; name: string; answer: DnsAnswer }

/** The world's own certificate authority, as PEM. */
export type Authority = { id: 'authority'; certificate: string; key: string }

/** How long things take, in milliseconds. */
export type Timings = {
  pendingMs: number
  modifyMs: number
  deletingMs: number
  deletedMs: number
  visibleAfterMs: number
  clientTokenMs: number
}

export type Settings = { id: 'settings'; throttling: boolean; timings: Timings }
