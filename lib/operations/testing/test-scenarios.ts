import type { Scenario } from './test-scenario'

const open = (...ports: number[]) => ports.map((port) => ({ port, cidr: '10.0.0.0/16' }))
const allowed = (more: Record<string, unknown> = {}) => ({ ruleNumber: 100, allow: true, isEgress: false, ...more })
const ports = (from: number, to = from) => ({ protocol: '6', ports: { from, to } })
const acl = (entries: Record<string, unknown>[], subnets = ['zone-1', 'zone-2']) => ({ networkAcls: [{ name: 'strict', subnets, entries }] })
const OUT = { isEgress: true }

/** The endpoint itself. */
export const ENDPOINT: Scenario[] = [
  { what: 'nobody has accepted', symptomId: 'waits-for-acceptance', accept: false },
  { what: 'AWS is still at work', symptomId: 'being-set-up', broken: ({ act }) => act('state', { state: 'pending' }), until: 'pending' },
  { what: 'ClickHouse rejected it', symptomId: 'endpoint-rejected', broken: ({ act }) => act('reject'), until: 'rejected' },
  { what: 'nobody accepted in time', symptomId: 'endpoint-expired', accept: false, broken: ({ act }) => act('expire'), until: 'expired' },
  { what: 'AWS gave up', symptomId: 'endpoint-failed', broken: ({ act }) => act('fail'), until: 'failed' },
  { what: 'only a part of it works', symptomId: 'endpoint-partial', broken: ({ act }) => act('state', { state: 'partial' }), until: 'partial' },
  { what: 'it is being deleted', symptomId: 'endpoint-gone', broken: ({ act }) => act('state', { state: 'deleting' }), until: 'deleting' },
  { what: 'rejected, and 9440 forgotten', symptomId: 'endpoint-rejected', rules: open(8443), broken: ({ act }) => act('reject'), until: 'rejected' },
]

/** What AWS’s configuration says. */
export const CONFIGURATION: Scenario[] = [
  { what: 'the group lets only 8443 in', symptomId: 'rule-missing-one-port', rules: open(8443) },
  { what: 'the group lets only 9440 in', symptomId: 'rule-missing-one-port', rules: open(9440) },
  { what: 'the group lets nothing in', symptomId: 'rule-missing-every-port', rules: [] },
  { what: 'the group lets only 443 in', symptomId: 'rule-missing-every-port', rules: open(443) },
  { what: 'the rules are for UDP', symptomId: 'rule-missing-every-port', rules: open(8443, 9440).map((rule) => ({ ...rule, protocol: 'udp' })) },
  { what: 'the rules are for another network', symptomId: 'rule-for-other-source', rules: [8443, 9440].map((port) => ({ port, cidr: '10.9.0.0/16' })) },
  { what: 'the rules name the offices’ prefix list', symptomId: 'rule-for-other-source', rules: [8443, 9440].map((port) => ({ port, prefixList: 'pl-0123456789abcdef0' })) },
  { what: 'the endpoint wears the default group', symptomId: 'tcp-group-members-only', group: 'default', rules: [{ protocol: '-1', group: 'default' }] },
  { what: 'the rules name a group the client does not wear', symptomId: 'tcp-group-members-only', vpc: {}, rules: [8443, 9440].map((port) => ({ port, group: 'default' })) },
  { what: 'the ACL of one zone lets nothing in', symptomId: 'acl-in-denies', vpc: acl([allowed(OUT)], ['zone-2']) },
  { what: 'the ACL denies 9440 first', symptomId: 'acl-in-denies', vpc: acl([allowed({ ruleNumber: 90, allow: false, ...ports(9440) }), allowed(), allowed(OUT)]) },
  { what: 'the ACL lets only 443 in', symptomId: 'acl-in-denies', vpc: acl([allowed(ports(443)), allowed(OUT)]) },
  { what: 'the ACL lets nothing but 443 out, questions included', symptomId: 'client-acl-out-denies', vpc: acl([allowed(), allowed({ ...OUT, ...ports(443) })]) },
  { what: 'the ACL lets hardly any answers out', symptomId: 'tcp-answers-in-part', vpc: acl([allowed(), allowed({ ...OUT, ...ports(8443, 9440) })]) },
  { what: 'the ACL denies the high ports', symptomId: 'tcp-answers-in-part', vpc: acl([allowed(), allowed({ ...OUT, ruleNumber: 90, allow: false, ...ports(10_000, 65_535) }), allowed(OUT)]) },
  { what: '9440 forgotten, and private DNS off', symptomId: 'rule-missing-one-port', rules: open(8443), privateDns: false },
  { what: '9440 forgotten, and the certificate expired', symptomId: 'rule-missing-one-port', rules: open(8443), broken: ({ meets }) => meets('expired-certificate', { port: 8443 }) },
  { what: 'the ACL denies, and the VPC’s DNS is off', symptomId: 'acl-in-denies', privateDns: false, vpc: { enableDnsSupport: false, ...acl([allowed(ports(443)), allowed(OUT)]) } },
]

/** What connections meet before anything is said. */
export const TCP: Scenario[] = [
  { what: 'nothing answers, though all is configured well', symptomId: 'tcp-timeout-everywhere-configured-well', broken: ({ meets }) => meets('timeout') },
  { what: '9440 times out', symptomId: 'tcp-one-port-timeout', broken: ({ meets }) => meets('timeout', { port: 9440 }) },
  { what: '8443 times out', symptomId: 'tcp-one-port-timeout', broken: ({ meets }) => meets('timeout', { port: 8443 }) },
  { what: 'one zone is dead', symptomId: 'tcp-one-zone-timeout', broken: ({ meets, addresses }) => meets('timeout', { address: addresses[1] }) },
  { what: 'one port of one zone is dead', symptomId: 'tcp-some-timeouts', broken: ({ meets, addresses }) => meets('timeout', { address: addresses[0], port: 9440 }) },
  { what: 'everything refuses', symptomId: 'tcp-refused-everywhere', broken: ({ meets }) => meets('refused') },
  { what: '9440 refuses', symptomId: 'tcp-refused-one-port', broken: ({ meets }) => meets('refused', { port: 9440 }) },
  { what: 'one port refuses, the other is dropped', symptomId: 'tcp-refused-and-dropped', broken: async ({ meets }) => [await meets('refused', { port: 8443 }), await meets('timeout', { port: 9440 })] },
  { what: 'no route to host', symptomId: 'tcp-no-route', broken: ({ meets }) => meets('no-route') },
  { what: 'no route to one zone', symptomId: 'tcp-no-route', broken: ({ meets, addresses }) => meets('no-route', { address: addresses[0] }) },
  { what: 'network unreachable', symptomId: 'tcp-unreachable', broken: ({ meets }) => meets('unreachable') },
  { what: 'the resolver knows no internet, and nothing answers', symptomId: 'endpoint-name-unanswered', broken: async ({ meets, answers, regional }) => [await meets('timeout'), await answers('nxdomain', regional)] },
  { what: '9440 times out, and private DNS is off', symptomId: 'tcp-one-port-timeout', privateDns: false, broken: ({ meets }) => meets('timeout', { port: 9440 }) },
]

const PRIVATE_ZONE = 'us-west-2.vpce.aws.clickhouse.cloud'
const zone = (...values: string[]) => ({ privateZones: [{ name: PRIVATE_ZONE, records: [{ name: `*.${PRIVATE_ZONE}`, type: 'A', values }] }] })

/** What names resolve to. */
export const NAMES: Scenario[] = [
  { what: 'private DNS is off', symptomId: 'nothing-private-dns-off', privateDns: false },
  { what: 'the VPC’s DNS support is off', symptomId: 'vpc-dns-attributes-off', privateDns: false, vpc: { enableDnsSupport: false } },
  { what: 'the VPC’s DNS hostnames are off', symptomId: 'vpc-dns-attributes-off', privateDns: false, vpc: { enableDnsHostnames: false } },
  { what: 'the company’s resolvers know nothing', symptomId: 'nothing-own-resolvers', vpc: { dhcpServers: ['192.168.0.53'] } },
  { what: 'the company’s resolvers answer publicly', symptomId: 'public-own-resolvers', vpc: { dhcpServers: ['192.168.0.53', '192.168.1.53'] }, broken: ({ answers }) => answers(['44.226.112.8']) },
  { what: 'public, and private DNS is off', symptomId: 'public-private-dns-off', privateDns: false, broken: ({ answers }) => answers(['44.226.112.8', '44.227.9.9']) },
  { what: 'public, though private DNS is on', symptomId: 'public-private-dns-on', broken: ({ answers }) => answers(['44.226.112.8']) },
  { what: 'no such name, though private DNS is on', symptomId: 'nothing-private-dns-on', broken: ({ answers }) => answers('nxdomain') },
  { what: 'a zone without the record', symptomId: 'nodata', broken: ({ answers }) => answers({ addresses: [], text: ['nothing here'] }) },
  { what: 'SERVFAIL', symptomId: 'dns-servfail', broken: ({ answers }) => answers('servfail') },
  { what: 'REFUSED', symptomId: 'dns-refused', broken: ({ answers }) => answers('refused') },
  { what: 'the resolver is silent', symptomId: 'dns-timeout', broken: ({ answers }) => answers('timeout') },
  { what: 'the resolver talks rubbish', symptomId: 'dns-malformed', broken: ({ answers }) => answers('garbage') },
  { what: 'a filter answers 0.0.0.0', symptomId: 'answer-nowhere', broken: ({ answers }) => answers(['0.0.0.0']) },
  { what: 'the hosts file says loopback', symptomId: 'answer-nowhere', broken: ({ answers }) => answers(['127.0.0.1']) },
  { what: 'H68 the answer is the metadata service', symptomId: 'answer-nowhere', broken: ({ answers }) => answers(['169.254.169.254']) },
  { what: 'a record of an endpoint that is no more', symptomId: 'foreign-in-this-vpc', broken: ({ answers }) => answers(['10.0.1.250']) },
  { what: 'a stale zone of the VPC', symptomId: 'foreign-in-this-vpc', privateDns: false, vpc: zone('10.0.0.251', '10.0.1.251') },
  { what: 'a zone shared with another VPC', symptomId: 'foreign-elsewhere', privateDns: false, vpc: zone('172.31.27.78') },
  { what: 'another endpoint has the name', symptomId: 'foreign-rival-endpoint', privateDns: false, broken: ({ load, vpcId, n }) => load({ endpoints: [{ account: '111122223333', region: 'us-west-2', vpcId, endpointId: `vpce-${n.toString(16).padStart(17, 'f')}`, subnets: ['zone-1', 'zone-2'], state: 'available', privateDnsEnabled: true }] }) },
  { what: 'private and public together', symptomId: 'mixed-public', broken: ({ answers, addresses }) => answers([addresses[0], '44.226.112.8']) },
  { what: 'old and new together', symptomId: 'mixed-stale', broken: ({ answers, addresses }) => answers([addresses[0], '10.0.1.250']) },
  { what: 'private DNS off, and not on the allow list', symptomId: 'nothing-private-dns-off', privateDns: false, broken: ({ act }) => act('disallow') },
]

/** What TLS and ClickHouse say. */
export const SPOKEN: Scenario[] = [
  { what: 'not on the allow list', symptomId: 'tls-reset-allow-list', broken: ({ act }) => act('disallow') },
  { what: 'closed at the first byte', symptomId: 'tls-eof-allow-list', broken: ({ meets }) => meets('eof') },
  { what: 'the handshake hangs', symptomId: 'tls-hangs', broken: ({ meets }) => meets('half-open') },
  { what: 'the handshake never ends', symptomId: 'tls-hangs', broken: ({ meets }) => meets('endless-handshake') },
  { what: 'plain text answers', symptomId: 'tls-not-tls', broken: ({ meets }) => meets('plain-text') },
  { what: 'only TLS 1.0', symptomId: 'tls-old-protocol', broken: ({ meets }) => meets('old-tls') },
  { what: 'a certificate of another host', symptomId: 'tls-other-host', broken: ({ meets }) => meets('wrong-certificate') },
  { what: 'a certificate of another host in one zone', symptomId: 'tls-other-host', broken: ({ meets, addresses }) => meets('wrong-certificate', { address: addresses[1] }) },
  { what: 'an expired certificate', symptomId: 'tls-expired', broken: ({ meets }) => meets('expired-certificate') },
  { what: 'a certificate signed by itself', symptomId: 'tls-self-signed', broken: ({ meets }) => meets('self-signed-certificate') },
  { what: 'an unknown authority', symptomId: 'tls-untrusted', broken: ({ meets }) => meets('untrusted-certificate') },
  { what: 'a redirect', symptomId: 'https-redirect', broken: ({ meets }) => meets('redirect', { port: 8443 }) },
  { what: 'another web server', symptomId: 'https-other-server', broken: ({ meets }) => meets('not-clickhouse', { port: 8443 }) },
  { what: 'an answer without end', symptomId: 'https-other-server', broken: ({ meets }) => meets('large-body', { port: 8443 }) },
  { what: 'a binary answer', symptomId: 'https-other-server', broken: ({ meets }) => meets('binary-body', { port: 8443 }) },
  { what: 'the service is not there now', symptomId: 'https-unavailable', broken: ({ meets }) => meets('error-status', { port: 8443 }) },
  { what: 'headers that never end', symptomId: 'https-waking', broken: ({ meets }) => meets('slow-headers', { port: 8443 }) },
  { what: 'SSH on the native port', symptomId: 'native-wrong-protocol', broken: ({ meets }) => meets('not-clickhouse', { port: 9440 }) },
  { what: 'an expired certificate, and a redirect behind it', symptomId: 'tls-expired', broken: async ({ meets }) => [await meets('expired-certificate', { port: 9440 }), await meets('redirect', { port: 8443 })] },
]

/** Nothing is wrong, and nothing may be said to be. */
export const FINE: Scenario[] = [
  { what: 'all is well', symptomId: null },
  { what: 'all is well, slowly', symptomId: null, broken: ({ meets }) => meets('slow') },
  { what: 'no newline after Ok.', symptomId: null, broken: ({ meets }) => meets('no-newline', { port: 8443 }) },
  { what: 'one zone left out of the answer', symptomId: null, broken: ({ answers, addresses }) => answers([addresses[0]]) },
  { what: 'an own name for the endpoint’s', symptomId: null, privateDns: false, broken: ({ answers, regional }) => answers({ addresses: [], cname: regional }) },
]

/** What ClickHouse’s endpoint service publishes; told one after the other, since every endpoint of the world is of that service. */
export const SERVICE_SAYS: { what: string; symptomId: string; says: Record<string, unknown>; privateDns: boolean }[] = [
  { what: 'the service publishes no private name', symptomId: 'service-without-private-name', says: { privateDnsName: null }, privateDns: false },
  { what: 'its private name is not verified', symptomId: 'private-name-not-verified', says: { privateDnsVerification: 'pendingVerification' }, privateDns: false },
  { what: 'its private name covers another region', symptomId: 'name-not-of-this-service', says: { privateDnsName: '*.eu-west-1.vpce.aws.clickhouse.cloud' }, privateDns: true },
]
