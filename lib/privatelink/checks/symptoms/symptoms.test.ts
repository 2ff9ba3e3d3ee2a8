import { describe, expect, it } from 'vitest'
import { minutesAfter, sampleEndpoint, sampleService, tcp, VPC_ID } from '../../samples'
import type { EndpointState } from '../../state'
import type { Facts, SeenResult } from '../check'
import { conclude, judgeChecks } from '../index'
import { A1, A2, acl, allOf, dnsSeen, entry, factsOf, groupOf, httpsSeen, known, NAME, nativeSeen, OPEN_ACL, OPEN_TCP, outside, PUBLIC_NAME, querySeen, REGIONAL, routes, SEEN_AT, tcpSeen, tlsSeen } from '../samples'
import { SYMPTOMS } from './index'

type Case = [symptomId: string, what: string, facts: Parameters<typeof factsOf>[0], cause: RegExp]

const everyTcp = (outcome: string): SeenResult[] => [A1, A2].flatMap((address) => [8443, 9440].map((port) => tcpSeen(address, port, outcome)))
const with9440 = (outcome: string): SeenResult[] => [A1, A2].flatMap((address) => [tcpSeen(address, 8443), tcpSeen(address, 9440, outcome)])
const state = (to: EndpointState): Parameters<typeof factsOf>[0] => ({ request: { state: to } })
const answered = (...addresses: string[]): SeenResult[] => allOf({ dns: [dnsSeen(NAME, addresses)] })
const unanswered = (outcome: string): SeenResult[] => allOf({ dns: [dnsSeen(NAME, [], { outcome })] })
const off = { request: { privateDnsEnabled: false } }
const own = { config: { dns: known({ vpcId: VPC_ID, enableDnsSupport: true, enableDnsHostnames: true, customResolvers: ['192.168.0.53'] }) } }
const groups = (...given: Parameters<typeof groupOf>) => ({ config: { groups: known([groupOf(...given)]) } })
const acls = (...given: Parameters<typeof acl>) => ({ config: { acls: known([acl(...given)]) } })
const OUT = entry(100, { egress: true })
const clientAcl = (entries: Parameters<typeof acl>[0]) => ({
  config: { acls: known([{ ...OPEN_ACL, subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'] }, acl(entries, { aclId: 'acl-00000000000000009', subnetIds: ['subnet-00000000000000003'] })]) },
  clients: { cidrs: ['10.0.3.0/24'], group: null },
})
const rival = sampleEndpoint({ endpointId: 'vpce-00000000000000009', state: 'available', privateDnsEnabled: true })
const NONE: SeenResult[] = []

const CASES: Case[] = [
  ['waits-for-acceptance', 'nobody has accepted', state('pending-acceptance'), /has not accepted/],
  ['being-set-up', 'AWS is at work', state('pending'), /still setting up/],
  ['endpoint-rejected', 'ClickHouse said no', state('rejected'), /rejected the connection/],
  ['endpoint-expired', 'nobody accepted in time', state('expired'), /expired/],
  ['endpoint-failed', 'AWS gave up', { request: { state: 'failed', problem: 'No capacity.' } }, /could not make .* It reports: No capacity/],
  ['endpoint-partial', 'a part works', state('partial'), /Only a part/],
  ['endpoint-gone', 'it vanished', state('gone'), /is deleted/],

  ['default-group-only', 'AWS took the default group', { ...groups([{ ruleId: 'r', protocol: 'all', fromPort: null, toPort: null, source: { kind: 'group', groupId: 'sg-00000000000000001' } }], { name: 'default' }), clients: { cidrs: ['10.0.0.0/16'], group: groupOf([], { groupId: 'sg-00000000000000002' }) }, seen: NONE }, /only the VPC’s default group/],
  ['rule-for-other-source', 'the rule is for another network', { ...groups([tcp(8443, '10.9.0.0/16'), tcp(9440, '10.9.0.0/16')]), seen: everyTcp('timeout') }, /lets tcp 8443 and 9440 in, but not from 10.0.0.0\/16/],
  ['rule-missing-one-port', '9440 was forgotten', { ...groups([tcp(8443, '10.0.0.0/16')]), seen: NONE }, /No rule of security group sg-00000000000000001 .* lets tcp 9440 in from 10.0.0.0\/16/],
  ['rule-missing-every-port', 'no rule at all', { ...groups([]), seen: NONE }, /lets a ClickHouse port in/],
  ['acl-in-denies', 'a low rule denies', { ...acls([entry(90, { allow: false, protocol: 'tcp', fromPort: 9440, toPort: 9440 }), entry(100), OUT]), seen: NONE }, /rule 90 denies/],
  ['acl-answers-denied', 'the answers are forgotten', { config: { acls: known([acl([entry(100), entry(100, { egress: true, protocol: 'tcp', fromPort: 443, toPort: 443 })], { subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'] }), { ...OPEN_ACL, aclId: 'acl-00000000000000009', subnetIds: ['subnet-00000000000000003'] }]) }, clients: { cidrs: ['10.0.3.0/24'], group: null }, seen: NONE }, /out to tcp 1024 to 65535/],
  ['client-acl-out-denies', 'the client may not leave', { ...clientAcl([entry(100), entry(100, { egress: true, protocol: 'tcp', fromPort: 443, toPort: 443 })]), seen: NONE }, /acl-00000000000000009/],
  ['client-acl-answers-denied', 'the client gets no answers', { ...clientAcl([entry(100, { protocol: 'tcp', fromPort: 22, toPort: 22 }), OUT]), seen: NONE }, /in on tcp 1024 to 65535/],
  ['client-group-out', 'the client’s group lets nothing out', { clients: { cidrs: ['10.0.3.0/24'], group: groupOf([], { groupId: 'sg-00000000000000007', egress: [] }) }, seen: NONE }, /sg-00000000000000007 of the client/],
  ['no-route-back', 'clients elsewhere, no way back', { clients: { cidrs: ['172.16.0.0/16'], group: null }, config: { groups: known([groupOf([tcp(8443, '172.16.0.0/16'), tcp(9440, '172.16.0.0/16')])]), routeTables: known([routes({ routes: [{ destination: '10.0.0.0/16', target: 'local', kind: 'local', active: true }] })]) }, seen: NONE }, /no route leads to these clients/],
  ['no-route-there', 'a black hole in front', { config: { routeTables: known([routes({ routes: [{ destination: '10.0.0.0/16', target: 'local', kind: 'local', active: true }, { destination: '10.0.0.0/22', target: 'eni-0', kind: 'other', active: false }] })]) }, seen: NONE }, /black hole/],

  ['endpoint-name-unanswered', 'a resolver without internet', { seen: [dnsSeen(REGIONAL, [])] }, /Even AWS’s own name/],
  ['tcp-plain-port', 'port 9000 was tried', { seen: [tcpSeen(A1, 9000, 'refused')] }, /plain ports/],
  ['tcp-mysql-off', 'port 3306 was tried too', { ports: [8443, 9440, 3306], config: { groups: known([groupOf([tcp(8443, '10.0.0.0/16'), tcp(9440, '10.0.0.0/16'), tcp(3306, '10.0.0.0/16')])]) }, seen: [...OPEN_TCP, tcpSeen(A1, 3306, 'refused')] }, /MySQL interface/],
  ['tcp-one-zone-timeout', 'one zone is dead', { seen: [tcpSeen(A1, 8443), tcpSeen(A1, 9440), tcpSeen(A2, 8443, 'timeout'), tcpSeen(A2, 9440, 'timeout')] }, /10\.0\.2\.23 \(usw2-az2\) time out/],
  ['tcp-one-port-timeout', '9440 times out', { seen: with9440('timeout') }, /9440 times out while 8443 is open/],
  ['tcp-some-timeouts', 'one port at one address', { seen: [tcpSeen(A1, 8443), tcpSeen(A1, 9440), tcpSeen(A2, 8443), tcpSeen(A2, 9440, 'timeout')] }, /10\.0\.2\.23:9440/],
  ['tcp-timeout-everywhere-configured-well', 'the client stops it', { seen: everyTcp('timeout') }, /client’s own side/],
  ['tcp-timeout-everywhere', 'nothing is known of the configuration', { config: undefined, ...{ seen: everyTcp('timeout') } }, /./],
  ['tcp-no-route', 'no route to host', { seen: everyTcp('no-route') }, /No route to host/],
  ['tcp-unreachable', 'no route at all', { seen: everyTcp('unreachable') }, /unreachable/],
  ['tcp-refused-one-port', '9440 refuses', { seen: with9440('refused') }, /9440 is refused while 8443 is open/],
  ['tcp-refused-everywhere', 'everything refuses', { seen: everyTcp('refused') }, /refused on tcp 8443 and 9440/],
  ['tcp-refused-and-dropped', 'one refuses, one drops', { seen: [A1, A2].flatMap((address) => [tcpSeen(address, 8443, 'refused'), tcpSeen(address, 9440, 'timeout')]) }, /tcp 8443 is refused and tcp 9440 times out/],
  ['tcp-group-members-only', 'the client wears no such group', { ...groups([8443, 9440].map((port) => ({ ...tcp(port, '10.0.0.0/16'), source: { kind: 'group' as const, groupId: 'sg-00000000000000009' } }))), seen: everyTcp('timeout') }, /only the members of sg-00000000000000009/],
  ['tcp-answers-in-part', 'the ACL denies some high ports', { config: { acls: known([acl([entry(100), entry(90, { egress: true, allow: false, protocol: 'tcp', fromPort: 10_000, toPort: 65_535 }), OUT], { subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'] }), { ...OPEN_ACL, aclId: 'acl-00000000000000009', subnetIds: ['subnet-00000000000000003'] }]) }, clients: { cidrs: ['10.0.3.0/24'], group: null }, seen: everyTcp('timeout') }, /only a part of the answers/],
  ['tcp-reset', 'a firewall resets', { seen: everyTcp('reset') }, /reset while it is being opened/],

  ['name-not-of-this-service', 'the published name is another', { config: { service: known({ ...sampleService, privateDnsName: '*.other.example.com' }) }, seen: unanswered('nxdomain') }, /does not cover it/],
  ['service-without-private-name', 'the service publishes none', { ...off, config: { service: known({ ...sampleService, privateDnsName: null, privateDnsVerification: null }) }, seen: unanswered('nxdomain') }, /publishes no private DNS name/],
  ['private-name-not-verified', 'not verified', { ...off, config: { service: known({ ...sampleService, privateDnsVerification: 'pending' }) }, seen: unanswered('nxdomain') }, /not verified/],
  ['nothing-own-resolvers', 'the company’s resolvers', { ...own, seen: unanswered('nxdomain') }, /asks 192\.168\.0\.53/],
  ['nothing-private-dns-off', 'private DNS is off', { ...off, seen: unanswered('nxdomain') }, /private DNS of vpce-08c316c04b3a5623f is off/],
  ['nodata', 'a zone without the record', { seen: unanswered('nodata') }, /holds no A record/],
  ['nothing-private-dns-on', 'private DNS is on', { seen: unanswered('nxdomain') }, /although private DNS is on/],
  ['dns-servfail', 'SERVFAIL', { seen: unanswered('servfail') }, /SERVFAIL/],
  ['dns-refused', 'REFUSED', { seen: unanswered('refused') }, /refuses to answer/],
  ['dns-timeout', 'no answer', { seen: unanswered('timeout') }, /did not answer/],
  ['dns-malformed', 'rubbish', { seen: unanswered('malformed') }, /not a DNS answer/],
  ['vpc-dns-attributes-off', 'hostnames are off', { config: { dns: known({ vpcId: VPC_ID, enableDnsSupport: true, enableDnsHostnames: false, customResolvers: null }) }, seen: OPEN_TCP }, /enableDnsHostnames is off/],
  ['answer-nowhere', 'a filter answers', { seen: answered('0.0.0.0') }, /leads nowhere/],
  ['public-own-resolvers', 'own resolvers answer publicly', { ...own, seen: answered('44.226.112.8') }, /192\.168\.0\.53/],
  ['public-private-dns-off', 'public, private DNS off', { ...off, seen: answered('44.226.112.8', '52.34.7.9') }, /goes over the internet/],
  ['public-private-dns-on', 'public, private DNS on', { seen: answered('44.226.112.8') }, /still resolves to public/],
  ['foreign-rival-endpoint', 'another endpoint answers', { config: { endpoints: known([sampleEndpoint({ state: 'available' }), rival]) }, seen: answered('10.0.1.99') }, /vpce-00000000000000009 in the same VPC/],
  ['foreign-in-this-vpc', 'a stale record', { seen: answered('10.0.1.99') }, /no more, or of another one/],
  ['foreign-elsewhere', 'another VPC’s zone', { seen: answered('172.31.27.78') }, /outside vpc-/],
  ['mixed-public', 'private and public', { seen: answered(A1, '44.226.112.8') }, /private and public addresses together/],
  ['mixed-stale', 'old and new', { seen: answered(A1, '10.0.1.99') }, /10\.0\.1\.99/],

  ['tls-endpoint-name', 'AWS’s name for TLS', { seen: allOf({ tls: [tlsSeen('name-mismatch', { servername: REGIONAL })] }) }, /TCP tests only/],
  ['tls-other-host', 'another certificate', { seen: allOf({ tls: [tlsSeen('name-mismatch')] }) }, /certificate names \*\.us-west-2/],
  ['tls-reset-allow-list', 'reset at the first byte', { seen: allOf({ tls: [tlsSeen('reset', { certificate: null })] }) }, /not on the allow list/],
  ['tls-eof-allow-list', 'closed at the first byte', { seen: allOf({ tls: [tlsSeen('eof', { certificate: null })] }) }, /not on the allow list/],
  ['tls-hangs', 'the handshake hangs', { seen: allOf({ tls: [tlsSeen('timeout', { certificate: null })] }) }, /large packets are lost/],
  ['tls-self-signed', 'self-signed', { seen: allOf({ tls: [tlsSeen('self-signed')] }) }, /signed by itself/],
  ['tls-untrusted', 'untrusted', { seen: allOf({ tls: [tlsSeen('untrusted')] }) }, /not trusted/],
  ['tls-expired', 'out of date', { seen: allOf({ tls: [tlsSeen('expired')] }) }, /out of date/],
  ['tls-old-protocol', 'an old client', { seen: allOf({ tls: [tlsSeen('old-protocol', { certificate: null })] }) }, /TLS 1\.2/],
  ['tls-not-tls', 'not TLS', { seen: allOf({ tls: [tlsSeen('malformed', { certificate: null })] }) }, /does not speak TLS/],

  ['https-forbidden', '403', { seen: allOf({ https: [httpsSeen('status', { status: 403 })] }) }, /network works/],
  ['https-unavailable', '503', { seen: allOf({ https: [httpsSeen('status', { status: 503 })] }) }, /not there now/],
  ['https-redirect', 'a sign-in page', { seen: allOf({ https: [httpsSeen('redirect', { status: 302 })] }) }, /leads to another address/],
  ['https-other-server', 'nginx', { seen: allOf({ https: [httpsSeen('not-clickhouse', { body: '<html>' })] }) }, /not ClickHouse/],
  ['https-waking', 'no answer in time', { seen: allOf({ https: [httpsSeen('timeout', { status: null, body: '' })] }) }, /idle and waking/],
  ['https-reset', 'reset', { seen: allOf({ https: [httpsSeen('reset', { status: null, body: '' })] }) }, /reset when the question/],
  ['https-status', '404', { seen: allOf({ https: [httpsSeen('status', { status: 404 })] }) }, /status 404/],

  ['native-reset', 'reset', { seen: allOf({ native: [nativeSeen('reset')] }) }, /native port is reset/],
  ['native-wrong-protocol', 'another server', { seen: allOf({ native: [nativeSeen('not-clickhouse')] }) }, /not ClickHouse’s native/],
  ['native-waking', 'no greeting', { seen: allOf({ native: [nativeSeen('timeout')] }) }, /waking/],

  ['authentication-failed', 'a wrong password', { seen: allOf({ query: [querySeen('auth-failed')] }) }, /the network works/],
  ['idle-350', 'reset after idling', { seen: allOf({ query: [querySeen('reset')] }) }, /350 seconds/],
  ['query-without-tls', 'without --secure', { seen: allOf({ query: [querySeen('wrong-protocol')] }) }, /without TLS/],
  ['query-waking', 'no answer', { seen: allOf({ query: [querySeen('timeout')] }) }, /waking/],
  ['query-error', 'a server error', { seen: allOf({ query: [querySeen('error')] }) }, /answered the query with an error/],
]

function factsFor(facts: Case[2], id: string): Facts {
  if (id !== 'tcp-timeout-everywhere') return factsOf(facts)
  return { ...factsOf(facts), config: { known: false, reason: 'AWS did not answer.' } }
}

describe('from symptom to cause', () => {
  it.each(CASES)('%s: %s', (symptomId, _what, facts, cause) => {
    const verdicts = judgeChecks(factsFor(facts, symptomId))
    const told = verdicts.find(({ outcome }) => outcome === 'fail') ?? verdicts.find(({ diagnosis }) => diagnosis !== null)
    expect({ symptomId: told?.diagnosis?.symptomId, cause: told?.diagnosis?.cause }).toEqual({ symptomId, cause: expect.stringMatching(cause) })
    expect(told!.diagnosis!.fix.sentence.length).toBeGreaterThan(10)
    expect(told!.diagnosis!.explanation.length).toBeGreaterThan(10)
  })

  it('is the first thing that is said', () => {
    for (const [symptomId, , facts] of CASES.filter(([id]) => !['tcp-plain-port', 'default-group-only'].includes(id))) expect(conclude(judgeChecks(factsFor(facts, symptomId))).symptomId).toBe(symptomId)
  })

  it('has sixty and more entries, each with an id of its own, each with its case but those that need two places', () => {
    const ids = SYMPTOMS.map(({ id }) => id)
    expect(ids.length).toBeGreaterThanOrEqual(60)
    expect(new Set(ids).size).toBe(ids.length)
    const proved = new Set(CASES.map(([id]) => id))
    // What is left when nothing else fits, and those with a test of their own below.
    const elsewhere = ['tcp-as-configured', 'public-name-asked', 'sticky-name', 'query-reset', 'configuration-stops', 'tcp-fails', 'resolution-differs', 'tls-fails', 'https-fails', 'native-fails']
    expect(ids.filter((id) => !proved.has(id)).sort()).toEqual(elsewhere.sort())
  })

  it('every check that can fail has an entry for whatever comes', () => {
    const checks = new Set(SYMPTOMS.map(({ check }) => check))
    for (const check of checks) if (check !== 'endpoint-available') expect(SYMPTOMS.some((each) => each.check === check && each.specificity === 0)).toBe(true)
  })
})

describe('those that need two facts', () => {
  it('tcp-as-configured: what was seen repeats what the configuration says, and the configuration is named first', () => {
    const verdicts = judgeChecks(factsOf({ ...groups([tcp(8443, '10.0.0.0/16')]), seen: with9440('timeout') }))
    expect(verdicts.map(({ id, outcome, diagnosis }) => [id, outcome, diagnosis?.symptomId]).slice(1, 4)).toEqual([['configuration', 'fail', 'rule-missing-one-port'], ['tcp', 'fail', 'tcp-as-configured'], ['resolution', 'not-run', undefined]])
  })

  it('public-name-asked: normal, and no failure', () => {
    const verdict = judgeChecks(factsOf({ seen: [...OPEN_TCP, dnsSeen(PUBLIC_NAME, ['44.226.112.8'])] })).find(({ id }) => id === 'resolution')!
    expect([verdict.outcome, verdict.diagnosis?.symptomId]).toEqual(['unknown', 'public-name-asked'])
  })

  it('sticky-name: a name for replicas', () => {
    const name = 'r1.sticky.abc123.us-west-2.vpce.aws.clickhouse.cloud'
    const base = factsOf().request
    const verdict = judgeChecks(factsOf({ request: { plan: { ...base.plan!, hostnames: [name] } }, config: { service: known({ ...sampleService, privateDnsName: `*.us-west-2.vpce.aws.clickhouse.cloud` }) }, seen: [...OPEN_TCP, dnsSeen(name, [])] })).find(({ id }) => id === 'resolution')!
    expect(verdict.diagnosis?.symptomId).toBe('sticky-name')
  })

  it('query-reset: without a handshake that was seen, allow list and idling cannot be told apart', () => {
    const query = SYMPTOMS.find(({ id }) => id === 'query-reset')!
    expect(query.explanation).toMatch(/cannot be told apart/)
    const verdicts = judgeChecks(factsOf({ seen: [...OPEN_TCP, dnsSeen(NAME, [A1, A2]), querySeen('reset')] }))
    expect(verdicts.at(-1)!.diagnosis?.symptomId).toBe('query-reset')
  })

  it('from outside the VPC nothing is called broken', () => {
    for (const [, , facts] of CASES.filter(([id]) => id.startsWith('tcp-') || id.startsWith('dns-') || id.startsWith('nothing-') || id.startsWith('public-'))) {
      const verdicts = judgeChecks(factsOf({ ...facts, seen: (facts?.seen ?? []).filter((result) => result.kind === 'dns' || (result.kind === 'tcp' && result.outcome !== 'open')), from: outside }))
      expect(verdicts.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual([])
    }
    expect(minutesAfter(0).getTime()).toBeGreaterThan(SEEN_AT.getTime())
  })
})
