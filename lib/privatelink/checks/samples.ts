/** A request whose every check passes, and ways to break it. For tests; nothing of the product imports it. */
import { minutesAfter, NOW, sampleEndpoint, sampleRequest, sampleService, sampleSubnet, sampleVpc, tcp, VPC_ID } from '../samples'
import type { EndpointAddress } from '../network'
import type { AclEntry, GroupRules, NetworkAcl, NetworkConfig, RouteTable } from '../reach/network-config'
import type { Facts, SeenResult, Sighting } from './check'

export const NAME = 'abc123.us-west-2.vpce.aws.clickhouse.cloud'
export const PUBLIC_NAME = 'abc123.us-west-2.aws.clickhouse.cloud'
export const [A1, A2] = ['10.0.1.17', '10.0.2.23'] as const
export const REGIONAL = sampleEndpoint().dnsNames.regional!
export const SEEN_AT = minutesAfter(-1)
export const CHANGED_AT = minutesAfter(-30)

export const known = <T,>(value: T): { known: true; value: T } => ({ known: true, value })
export const unread = { known: false as const, reason: 'AWS did not answer in time.' }

export const addresses: EndpointAddress[] = [
  { networkInterfaceId: 'eni-00000000000000001', subnetId: 'subnet-00000000000000001', address: A1, zoneId: 'usw2-az1', zoneName: 'us-west-2a' },
  { networkInterfaceId: 'eni-00000000000000002', subnetId: 'subnet-00000000000000002', address: A2, zoneId: 'usw2-az2', zoneName: 'us-west-2b' },
]

export const entry = (ruleNumber: number, changes: Partial<AclEntry> = {}): AclEntry => ({ ruleNumber, allow: true, egress: false, protocol: 'all', cidr: '0.0.0.0/0', fromPort: null, toPort: null, ...changes })
const LAST = [entry(32_767, { allow: false }), entry(32_767, { allow: false, egress: true })]
export const acl = (entries: AclEntry[], changes: Partial<NetworkAcl> = {}): NetworkAcl => ({ aclId: 'acl-00000000000000001', vpcId: VPC_ID, isDefault: false, subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002', 'subnet-00000000000000003'], entries: [...entries, ...LAST], ...changes })
export const OPEN_ACL = acl([entry(100), entry(100, { egress: true })])

export const groupOf = (ingress: GroupRules['ingress'], changes: Partial<GroupRules> = {}): GroupRules => ({
  groupId: 'sg-00000000000000001',
  vpcId: VPC_ID,
  name: 'clickhouse',
  ingress,
  egress: [{ ruleId: 'out', protocol: 'all', fromPort: null, toPort: null, source: { kind: 'ipv4', cidr: '0.0.0.0/0' } }],
  ...changes,
})

export const routes = (changes: Partial<RouteTable> = {}): RouteTable => ({
  routeTableId: 'rtb-00000000000000001',
  vpcId: VPC_ID,
  isMain: true,
  subnetIds: [],
  routes: [{ destination: '10.0.0.0/16', target: 'local', kind: 'local', active: true }, { destination: '0.0.0.0/0', target: 'nat-00000000000000001', kind: 'nat', active: true }],
  ...changes,
})

export const goodConfig: NetworkConfig = {
  at: SEEN_AT,
  vpc: known(sampleVpc),
  dns: known({ vpcId: VPC_ID, enableDnsSupport: true, enableDnsHostnames: true, customResolvers: null }),
  subnets: known([sampleSubnet('1', 1), sampleSubnet('2', 2), sampleSubnet('3', 3)]),
  groups: known([groupOf([tcp(8443, '10.0.0.0/16'), tcp(9440, '10.0.0.0/16')])]),
  acls: known([OPEN_ACL]),
  routeTables: known([routes()]),
  prefixLists: {},
  endpoints: known([sampleEndpoint({ state: 'available', privateDnsEnabled: true })]),
  service: known(sampleService),
}

const seen = { at: SEEN_AT, ms: 3, evidence: 'as it came' }
export const dnsSeen = (name: string, addresses: string[], changes: Record<string, unknown> = {}): SeenResult => ({ kind: 'dns', name, server: 'system', outcome: addresses.length > 0 ? 'answered' : 'nxdomain', addresses, cnames: [], ...seen, ...changes }) as SeenResult
export const tcpSeen = (address: string | null, port: number, outcome = 'open', changes: Record<string, unknown> = {}): SeenResult => ({ kind: 'tcp', host: REGIONAL, address, port, outcome, ...seen, ...changes }) as SeenResult
export const tlsSeen = (outcome = 'ok', changes: Record<string, unknown> = {}): SeenResult =>
  ({ kind: 'tls', servername: NAME, address: A1, port: 8443, outcome, certificate: { subject: 'clickhouse', altNames: ['*.us-west-2.vpce.aws.clickhouse.cloud'], issuer: 'Amazon RSA 2048 M02', notAfter: minutesAfter(60_000) }, ...seen, ...changes }) as SeenResult
export const httpsSeen = (outcome = 'ok', changes: Record<string, unknown> = {}): SeenResult => ({ kind: 'https', url: `https://${NAME}:8443/`, address: A1, outcome, status: 200, body: 'Ok.\n', ...seen, ...changes }) as SeenResult
export const nativeSeen = (outcome = 'ok', changes: Record<string, unknown> = {}): SeenResult => ({ kind: 'native', servername: NAME, address: A1, port: 9440, outcome, ...seen, ...changes }) as SeenResult
export const querySeen = (outcome = 'ok', changes: Record<string, unknown> = {}): SeenResult => ({ kind: 'query', host: NAME, port: 8443, outcome, ...seen, ...changes }) as SeenResult

export const inside = (result: SeenResult): Sighting => ({ source: 'script', vantage: 'inside-vpc', from: 'inside the VPC', result })
export const outside = (result: SeenResult): Sighting => ({ source: 'probe', vantage: 'outside-vpc', from: 'this server', result })
export const somewhere = (result: SeenResult): Sighting => ({ source: 'paste', vantage: 'unknown', from: 'a paste', result })

export const OPEN_TCP = [A1, A2].flatMap((address) => [8443, 9440].map((port) => tcpSeen(address, port)))
/** Everything as it should be, layer by layer, so that a test can put something else in the place of one. */
export const GOOD = { tcp: OPEN_TCP, dns: [dnsSeen(NAME, [A1, A2])], tls: [tlsSeen()], https: [httpsSeen()], native: [nativeSeen()], query: [querySeen()] }

export const allOf = (layers: Partial<Record<keyof typeof GOOD, SeenResult[]>> = {}): SeenResult[] => Object.values({ ...GOOD, ...layers }).flat()

export function factsOf({ request = {}, config = {}, seen: results = allOf(), from = inside, ...changes }: { request?: Partial<Facts['request']>; config?: Partial<NetworkConfig>; seen?: SeenResult[]; from?: (result: SeenResult) => Sighting } & Partial<Omit<Facts, 'request' | 'config'>> = {}): Facts {
  return {
    now: NOW,
    request: { ...sampleRequest({ state: 'available', stateSince: CHANGED_AT, privateDnsEnabled: true, addresses }), ...request },
    changedAt: CHANGED_AT,
    ports: [8443, 9440],
    clients: null,
    config: known({ ...goodConfig, ...config }),
    sightings: results.map(from),
    ...changes,
  }
}

