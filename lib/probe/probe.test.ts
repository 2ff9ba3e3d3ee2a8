import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProbeResult } from '@/lib/privatelink/probe-results'
import { control, type TestSandbox } from '@/lib/sandbox/test-sandbox'
import { findDialer } from './dialer'
import { probeAll, type ProbePlan } from './probe-all'
import { HOST, ID, loadWorld, planFor, startProbeSandbox, VPC, type World } from './test-probe'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startProbeSandbox()
  // The library that makes certificates is loaded once, and slowly where every core is busy.
  await fetch(`${sandbox.url}/_sandbox/ca.pem`)
}, 60_000)
afterAll(() => sandbox.remove())

/** `tcp open`, `tls ok`, … in the order of the layers, each once. */
const ORDER = ['dns', 'tcp', 'tls', 'https', 'native']
const told = (results: readonly ProbeResult[], from = 'tcp') =>
  [...new Set(results.filter(({ kind }) => ORDER.indexOf(kind) >= ORDER.indexOf(from)).map(({ kind, outcome }) => `${kind} ${outcome}`))].sort(
    (a, b) => ORDER.indexOf(a.split(' ')[0]!) - ORDER.indexOf(b.split(' ')[0]!),
  )

async function look(world: World = {}, plan: Partial<ProbePlan> = {}) {
  const addresses = await loadWorld(sandbox, world)
  return { addresses, ...(await probeAll(planFor(addresses, plan))) }
}
/** With private DNS, so that every path leads to the same addresses; the behaviour is that of one port. */
const behaving = (behaviour: string, port = 8443) => look({ endpoint: { privateDnsEnabled: true }, rest: { network: [{ vpceId: ID, port, behaviour }] } }, { ports: [port] })

describe('H70: what a connection meets is told apart, within ten seconds', () => {
  test.each<[string, number, string[]]>([
    ['open', 8443, ['tcp open', 'tls ok', 'https ok']],
    ['open', 9440, ['tcp open', 'tls ok', 'native refused-login']],
    ['refused', 8443, ['tcp refused']],
    ['timeout', 8443, ['tcp timeout']],
    ['no-route', 8443, ['tcp no-route']],
    ['unreachable', 8443, ['tcp unreachable']],
    ['reset', 8443, ['tcp open', 'tls reset']],
    ['reset', 9440, ['tcp open', 'tls reset']],
    ['eof', 8443, ['tcp open', 'tls eof']],
    ['half-open', 8443, ['tcp open', 'tls timeout']],
    ['endless-handshake', 8443, ['tcp open', 'tls timeout']],
    ['plain-text', 8443, ['tcp open', 'tls malformed']],
    ['old-tls', 8443, ['tcp open', 'tls old-protocol']],
    ['wrong-certificate', 8443, ['tcp open', 'tls name-mismatch']],
    ['expired-certificate', 8443, ['tcp open', 'tls expired']],
    ['self-signed-certificate', 8443, ['tcp open', 'tls self-signed']],
    ['untrusted-certificate', 8443, ['tcp open', 'tls untrusted']],
    ['large-certificate', 8443, ['tcp open', 'tls malformed']],
    ['slow', 8443, ['tcp open', 'tls ok', 'https ok']],
    ['not-clickhouse', 8443, ['tcp open', 'tls ok', 'https not-clickhouse']],
    ['not-clickhouse', 9440, ['tcp open', 'tls ok', 'native not-clickhouse']],
    ['redirect', 8443, ['tcp open', 'tls ok', 'https redirect']],
    ['error-status', 8443, ['tcp open', 'tls ok', 'https status']],
    ['large-body', 8443, ['tcp open', 'tls ok', 'https too-large']],
    ['slow-headers', 8443, ['tcp open', 'tls ok', 'https timeout']],
    ['no-newline', 8443, ['tcp open', 'tls ok', 'https ok']],
    ['binary-body', 8443, ['tcp open', 'tls ok', 'https not-clickhouse']],
  ])('%s on %i', { timeout: 60_000 }, async (behaviour, port, expected) => {
    const from = performance.now()
    const { results } = await behaving(behaviour, port)
    expect(told(results)).toEqual(expected)
    expect(results.every(({ evidence }) => evidence.length > 0 && evidence.length <= 4000)).toBe(true)
    expect(performance.now() - from).toBeLessThan(25_000)
  })

  test('the sandbox’s redirect to instance metadata is told and not followed', async () => {
    const { results } = await behaving('redirect')
    const https = results.filter((one) => one.kind === 'https')
    expect(https.map(({ status }) => status)).toEqual([302, 302, 302])
    expect(https[0]?.evidence).toContain('169.254.169.254')
  })
})

describe('what follows from the world', () => {
  const inbound = (...ingress: object[]) => ({ securityGroups: [{ name: 'clickhouse', ingress }] })
  test.each<[string, World, string[]]>([
    ['an endpoint that waits', { endpoint: { state: 'pendingAcceptance' } }, ['tcp timeout']],
    ['a rejected endpoint', { endpoint: { state: 'rejected' } }, ['tcp timeout']],
    ['a group without a rule for the port', { vpc: inbound({ port: 443, cidr: '10.9.0.0/16' }) }, ['tcp timeout']],
    ['a group that lets another network in', { vpc: inbound({ port: 8443, cidr: '10.8.0.0/16' }) }, ['tcp timeout']],
    ['a network ACL that denies', { vpc: { networkAcls: [{ name: 'shut', subnets: ['zone-0', 'zone-1', 'zone-2'], entries: [] }] } }, ['tcp open', 'tcp timeout', 'tls ok', 'https ok']],
    ['an endpoint off the allow list', { endpoint: { isDisallowed: true } }, ['tcp open', 'tls reset']],
  ])('%s', { timeout: 30_000 }, async (_, world, expected) => {
    expect(told((await look(world)).results).sort()).toEqual(expected.sort())
  })

  test('the far side takes the endpoint off the list, and puts it back', async () => {
    const addresses = await loadWorld(sandbox)
    await control(sandbox, `POST endpoints/${ID}/disallow`, {})
    expect(told((await probeAll(planFor(addresses))).results)).toEqual(['tcp open', 'tls reset'])
    await control(sandbox, `POST endpoints/${ID}/allow`, {})
    expect(told((await probeAll(planFor(addresses))).results)).toEqual(['tcp open', 'tls ok', 'https ok'])
  })

  test('one zone alone can be broken', async () => {
    const addresses = await loadWorld(sandbox)
    await control(sandbox, 'POST network', { vpceId: ID, port: 8443, address: addresses[1], behaviour: 'timeout' })
    const { results } = await probeAll(planFor(addresses))
    expect(results.flatMap((one) => (one.kind === 'tcp' ? [[one.address, one.outcome]] : [])).sort()).toEqual(addresses.map((address, at) => [address, at === 1 ? 'timeout' : 'open']).sort())
  })
})

describe('H69: names', () => {
  const dns = (answer: unknown) => look({ rest: { dns: [{ vpcId: VPC, name: HOST, answer }] } })
  const named = (results: readonly ProbeResult[]) => results.find((one) => one.kind === 'dns')!

  test.each<[string, unknown, string]>([
    ['NXDOMAIN', 'nxdomain', 'nxdomain'],
    ['SERVFAIL', 'servfail', 'servfail'],
    ['REFUSED', 'refused', 'refused'],
    ['silence', 'timeout', 'timeout'],
    ['garbage', 'garbage', 'malformed'],
    ['no record', [], 'nodata'],
    ['a loop of aliases', { cname: HOST }, 'servfail'],
    ['an alias to nothing', { cname: 'gone.example.com' }, 'nxdomain'],
    ['64 kB of TXT beside no address', { text: ['x'.repeat(64_000)] }, 'nodata'],
  ])('%s', async (_, answer, outcome) => expect(named((await dns(answer)).results)).toMatchObject({ outcome, addresses: [] }))

  test('a name that first leads home and then to instance metadata is asked once, and the checked address is used', async () => {
    const [home] = await loadWorld(sandbox)
    const rest = { base: 'current', dns: [{ vpcId: VPC, name: HOST, answer: { addresses: [home], ttl: 0, later: { addresses: ['169.254.169.254'], ttl: 0 } } }] }
    expect((await control(sandbox, 'POST world', rest)).status).toBe(200)
    const first = await probeAll(planFor([home!]))
    expect([told(first.results, 'dns'), named(first.results).addresses]).toEqual([['dns answered', 'tcp open', 'tls ok', 'https ok'], [home]])
    const second = await probeAll(planFor([]))
    expect([told(second.results, 'dns'), named(second.results).withheld]).toEqual([['dns answered'], [{ address: '169.254.169.254', why: expect.stringContaining('link-local') }]])
  })

  test('a mixed answer is told whole, and only what is permitted is connected to', async () => {
    const { results, addresses } = await dns(['10.9.0.200', '44.230.1.2', '192.168.1.1', '127.0.0.1', 'fd00:ec2::254'])
    expect(named(results).addresses).toEqual(['10.9.0.200', '44.230.1.2', '192.168.1.1', '127.0.0.1', 'fd00:ec2::254'])
    expect(named(results).withheld?.map(({ address }) => address)).toEqual(['192.168.1.1', '127.0.0.1', 'fd00:ec2::254'])
    const dialled = new Set(results.flatMap((one) => (one.kind === 'tcp' ? [one.address] : [])))
    expect(dialled).toEqual(new Set([...addresses, '10.9.0.200', '44.230.1.2']))
  })

  test('of a thousand addresses sixty-four are kept', async () => {
    const { results } = await dns({ addresses: Array.from({ length: 1000 }, (_, n) => `192.168.${n >> 8}.${n & 255}`) })
    expect([named(results).addresses.length, named(results).evidence]).toEqual([64, expect.stringContaining('1000 addresses')])
  })

  test('an alias is followed to the endpoint, and told', async () => {
    const zone = { name: 'us-west-2.vpce.aws.clickhouse.cloud', records: [{ name: '*.us-west-2.vpce.aws.clickhouse.cloud', type: 'CNAME', values: ['target.us-west-2.vpce.aws.clickhouse.cloud'] }, { name: 'target.us-west-2.vpce.aws.clickhouse.cloud', type: 'A', values: ['10.9.0.200'] }] }
    const { results } = await look({ vpc: { privateZones: [zone] } })
    expect(named(results)).toMatchObject({ outcome: 'answered', cnames: ['target.us-west-2.vpce.aws.clickhouse.cloud'], addresses: ['10.9.0.200'] })
  })

  test('a resolver that is not allowed is refused before any packet', async () => {
    const dialer = await findDialer({ vpcId: VPC })
    expect(() => dialer.nameServers('8.8.8.8')).toThrow(/not one the administrator allows/)
    await expect(probeAll(planFor([], { servers: ['constructor'] }))).rejects.toThrow(/PROBE_RESOLVERS/)
  })
})

describe('H68: nothing else can be reached', () => {
  test('hosts, ports and addresses outside the request are withheld with a sentence', async () => {
    await loadWorld(sandbox)
    const plan = planFor(['127.0.0.1', '169.254.169.254', '0x7f.1'], { hosts: ['localhost', 'abc.clickhouse.cloud.evil.com', `${HOST}.`], ports: [22, 8443] })
    const { results, withheld } = await probeAll(plan)
    expect(results).toEqual([])
    expect(withheld.map(({ target }) => target)).toEqual(['22', 'localhost', 'abc.clickhouse.cloud.evil.com', `${HOST}.`, '127.0.0.1', '169.254.169.254', '0x7f.1'])
  })
})

describe('a whole run', () => {
  const HOSTS = ['a1', 'b2', 'c3'].map((id) => `${id}.us-west-2.vpce.aws.clickhouse.cloud`)
  const sockets = () => process.getActiveResourcesInfo().filter((kind) => /TCPSocketWrap|TLSWrap|UDPWRAP|UDPWrap/.test(kind)).length

  test('three hosts, four ports, three addresses: all is seen, in little time, and no socket stays', { timeout: 60_000 }, async () => {
    const plan = planFor(await loadWorld(sandbox, { endpoint: { privateDnsEnabled: true } }), { hosts: HOSTS, ports: [443, 3306, 8443, 9440] })
    await probeAll(plan)
    const [before, from, told] = [sockets(), performance.now(), [] as ProbeResult[]]
    const { results } = await probeAll({ ...plan, onResult: (result) => told.push(result) })
    const took = performance.now() - from
    const count = (kind: string, outcome: string) => results.filter((one) => one.kind === kind && one.outcome === outcome).length
    expect([count('dns', 'answered'), count('tcp', 'open'), count('tcp', 'refused'), count('tls', 'ok'), count('https', 'ok'), count('native', 'refused-login')]).toEqual([3, 6, 6, 18, 9, 9])
    expect(told).toEqual(results)
    process.stdout.write(`3 × 4 × 3 in ${Math.round(took)} ms\n`)
    expect(took).toBeLessThan(10_000)
    await expect.poll(sockets).toBeLessThanOrEqual(before + 2)
  })

  test('everything that hangs costs no more than the slowest timeout', { timeout: 60_000 }, async () => {
    const rest = { network: [443, 3306, 8443, 9440].map((port) => ({ vpceId: ID, port, behaviour: port === 9440 ? 'half-open' : 'timeout' })) }
    const plan = planFor(await loadWorld(sandbox, { endpoint: { privateDnsEnabled: true }, rest }), { hosts: HOSTS, ports: [443, 3306, 8443, 9440] })
    const from = performance.now()
    const { results } = await probeAll(plan)
    expect(told(results)).toEqual(expect.arrayContaining(['tcp timeout', 'tls timeout']))
    expect(performance.now() - from).toBeLessThan(14_000)
  })

  test('whoever asked can stop it', async () => {
    const plan = planFor(await loadWorld(sandbox, { rest: { network: [{ vpceId: ID, port: 8443, behaviour: 'timeout' }] } }))
    await expect(probeAll({ ...plan, signal: AbortSignal.timeout(100) })).rejects.toThrow(/abort|timeout/i)
  })
})
