import { DescribeVpcEndpointsCommand, ModifyVpcAttributeCommand, ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2'
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { Resolver } from 'node:dns/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../server'
import { control, ec2, startTestSandbox, type TestSandbox } from '../test-sandbox'

const ID = 'vpce-0aaaaaaaaaaaaaaaa'
const HOST = 'abc123.us-west-2.vpce.aws.clickhouse.cloud'
type Doors = { resolverPort: number; listeners: { address: string; port: number; localPort: number }[] }

let sandbox: TestSandbox
let vpcId: string
beforeAll(async () => {
  sandbox = await startTestSandbox()
  await fetch(`${sandbox.url}/_sandbox/ca.pem`)
}, 60_000)
afterAll(async () => {
  await sandbox.close()
  await sandbox.remove()
})

async function load(state = 'available') {
  await control(sandbox, 'POST world', { endpoints: [{ endpointId: ID, vpcId: 'platform-prod', securityGroups: ['clickhouse-clients'], state }] })
  const { body } = await control<{ connections: { vpc: string; networkInterfaces: { address: string }[] }[] }>(sandbox, 'GET connections')
  vpcId = body.connections[0]!.vpc
  return body.connections[0]!.networkInterfaces.map(({ address }) => address)
}
const doors = async (vpc = vpcId) => (await control<Doors>(sandbox, `GET doors?vpc=${vpc}`)).body
async function ask(name: string, vpc = vpcId): Promise<string[]> {
  const resolver = new Resolver({ timeout: 500, tries: 1 })
  resolver.setServers([`127.0.0.1:${(await doors(vpc)).resolverPort}`])
  return resolver.resolve4(name).catch((thrown: unknown) => [thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)])
}

test('a private name is nothing before private DNS, and the endpoint’s addresses after the change is done', async () => {
  const addresses = await load()
  expect([await ask(HOST), await ask(HOST, 'public')]).toEqual([['ENOTFOUND'], ['ENOTFOUND']])
  const client = ec2(sandbox)
  await client.send(new ModifyVpcEndpointCommand({ VpcEndpointId: ID, PrivateDnsEnabled: true }))
  await expect.poll(() => ask(HOST)).toEqual(addresses)
  expect(await ask(HOST, 'public')).toEqual(['ENOTFOUND'])
  await client.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsSupport: { Value: false } }))
  expect(await ask(HOST)).toEqual(['ETIMEOUT'])
  expect((await control<{ calls: { action: string; count: number }[] }>(sandbox, 'GET calls')).body.calls).toContainEqual(expect.objectContaining({ action: 'ModifyVpcEndpoint', count: 1 }))
})

test('the endpoint’s own names are public: the regional one has every address, a zonal one its own; rejected, they are gone', async () => {
  const addresses = await load()
  const { VpcEndpoints } = await ec2(sandbox).send(new DescribeVpcEndpointsCommand({}))
  const [regional = '', ...zonal] = VpcEndpoints![0]!.DnsEntries!.map(({ DnsName }) => DnsName ?? '')
  expect([await ask(regional), await ask(regional, 'public')]).toEqual([addresses, addresses])
  expect(await Promise.all(zonal.map((name) => ask(name)))).toEqual(addresses.map((address) => [address]))
  await control(sandbox, `POST endpoints/${ID}/reject`, {})
  expect(await ask(regional)).toEqual(['ENOTFOUND'])
})

test('a public name has public addresses, and what was described comes first and survives a restart', async () => {
  await load()
  const name = 'abc123.us-west-2.aws.clickhouse.cloud'
  const before = await ask(name)
  expect([before.length, before.every((address) => address.startsWith('44.'))]).toEqual([3, true])
  await control(sandbox, 'POST dns', { vpcId, name, answer: ['10.0.0.99'] })
  expect([await ask(name), await ask(name, 'public')]).toEqual([['10.0.0.99'], before])
  const authority = await (await fetch(`${sandbox.url}/_sandbox/ca.pem`)).text()
  await sandbox.close()
  const again = await startSandbox({ dataFile: sandbox.dataFile, throttling: false })
  sandbox = { ...sandbox, ...again }
  expect([await ask(name), await (await fetch(`${sandbox.url}/_sandbox/ca.pem`)).text()]).toEqual([['10.0.0.99'], authority])
  await control(sandbox, 'POST dns', { vpcId, name, answer: 'default' })
  expect(await ask(name)).toEqual(before)
})

test('a thousand addresses are fetched over TCP', async () => {
  await load()
  await control(sandbox, 'POST dns', { vpcId, name: HOST, answer: Array.from({ length: 1000 }, (_, n) => `10.1.${n >> 8}.${n & 255}`) })
  expect((await ask(HOST)).length).toBe(1000)
})

test('curl and openssl meet ClickHouse at a listener, with a certificate of the sandbox’s authority', async () => {
  await load()
  const caFile = `${sandbox.dataFile}.ca.pem`
  writeFileSync(caFile, await (await fetch(`${sandbox.url}/_sandbox/ca.pem`)).text())
  const { listeners } = await doors()
  const local = (port: number) => listeners.find((one) => one.port === port)!.localPort
  const run = promisify(execFile)
  const curl = async (path: string, ...more: string[]) =>
    (await run('curl', ['-s', '--noproxy', '*', '--cacert', caFile, '--connect-to', `::127.0.0.1:${local(8443)}`, ...more, `https://${HOST}:8443${path}`])).stdout
  expect(await curl('/')).toBe('Ok.\n')
  expect(await curl('/?query=SELECT%201', '-u', 'default:sandbox-password')).toBe('1\n')
  expect(await curl('/', '-H', 'X-ClickHouse-User: default', '-H', 'X-ClickHouse-Key: sandbox-password', '-d', 'SELECT 1')).toBe('1\n')
  expect(await curl('/?query=SELECT+1', '-u', 'default:wrong', '-w', '%{http_code}')).toMatch(/^Code: 516\. DB::Exception: default: Authentication failed[^]*403$/)
  const shaken = run('openssl', ['s_client', '-CAfile', caFile, '-verify_return_error', '-connect', `127.0.0.1:${local(9440)}`, '-servername', HOST])
  shaken.child.stdin?.end()
  expect((await shaken).stdout).toContain('Verify return code: 0 (ok)')
})

test.each([
  ['an unknown VPC', 'POST dns', { vpcId: 'vpc-00000000000000000', name: HOST, answer: [] }, 404],
  ['no name', 'POST dns', { vpcId: 'public', name: 'a b', answer: [] }, 400],
  ['no address', 'POST dns', { vpcId: 'public', name: HOST, answer: ['10.0.0.256'] }, 400],
  ['an unknown behaviour', 'POST network', { vpceId: ID, port: 8443, behaviour: 'dance' }, 400],
  ['doors of nowhere', 'GET doors?vpc=vpc-00000000000000000', undefined, 404],
])('refuses %s', async (_, call, body, status) => expect((await control(sandbox, call, body)).status).toBe(status))
