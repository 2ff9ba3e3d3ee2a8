import { CreateVpcEndpointCommand, DescribeVpcEndpointsCommand, DescribeVpcsCommand, ModifyVpcAttributeCommand, paginateDescribeVpcEndpoints } from '@aws-sdk/client-ec2'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { control, ec2, refusal, startTestSandbox, sts, type TestSandbox } from '../test-sandbox'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox({ throttling: undefined })
})
beforeEach(() => control(sandbox, 'POST reset'))
afterAll(() => sandbox.remove())

const ID = 'vpce-0aaaaaaaaaaaaaaaa'
type Refusal = { error: string }

describe('the far side', () => {
  test.each([
    ['an unknown endpoint', 'pendingAcceptance', `POST endpoints/vpce-${'0'.repeat(17)}/accept`, 404, `There is no endpoint vpce-${'0'.repeat(17)} in the sandbox.`],
    ['accepting twice', 'available', `POST endpoints/${ID}/accept`, 409, `${ID} is available; it can be accepted only while it is pendingAcceptance.`],
    ['expiring what is accepted', 'available', `POST endpoints/${ID}/expire`, 409, `${ID} is available; it can be expired only while it is pendingAcceptance.`],
    ['rejecting what is rejected', 'rejected', `POST endpoints/${ID}/reject`, 409, `${ID} is rejected; it can be rejected only while it is pendingAcceptance or pending or available.`],
    ['an unknown act', 'available', `POST endpoints/${ID}/dance`, 404, `The sandbox’s control API has no POST /_sandbox/endpoints/${ID}/dance.`],
    ['an unknown call', 'available', 'POST dance', 404, 'The sandbox’s control API has no POST /_sandbox/dance.'],
    ['a state of no name', 'available', `POST endpoints/${ID}/state`, 400, 'Say which state, as {"state": "…"}.'],
  ])('refuses %s', async (_, state, call, status, error) => {
    await control(sandbox, 'POST world', { endpoints: [{ endpointId: ID, state }] })
    expect(await control<Refusal>(sandbox, call, {})).toEqual({ status, body: { error } })
  })

  test('keeps a reason for the story, which AWS does not tell', async () => {
    await control(sandbox, 'POST world', { endpoints: [{ endpointId: ID }] })
    await control(sandbox, `POST endpoints/${ID}/reject`, { reason: 'not a customer' })
    const { body } = await control<{ total: number; connections: { id: string; state: string; story: object[] }[] }>(sandbox, 'GET connections?state=rejected&limit=5')
    expect([body.total, body.connections[0]?.story.at(-1)]).toEqual([1, { at: expect.any(String), what: 'rejected', reason: 'not a customer' }])
  })

  test('accepts many at once, the oldest first', async () => {
    await control(sandbox, 'POST world', { endpoints: [{ endpointId: ID, createdAt: '2020-01-01T00:00:00Z' }, { count: 9 }] })
    expect((await control(sandbox, 'POST endpoints/accept-all', { count: 1 })).body).toEqual({ accepted: 1, ids: [ID] })
    expect((await control(sandbox, 'POST endpoints/accept-all', {})).body).toMatchObject({ accepted: 9 })
  })

  test('deletes by hand, at once where asked', async () => {
    await control(sandbox, 'POST world', { endpoints: [{ endpointId: ID, state: 'available' }] })
    await control(sandbox, `POST endpoints/${ID}/delete`, { immediately: true })
    expect((await ec2(sandbox).send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints).toEqual([])
  })
})

describe('the trust policy of a role', () => {
  const ROLE = 'arn:aws:iam::444455556666:role/CausewayAccess'
  const assume = (ExternalId?: string) => refusal(sts(sandbox).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'test', ExternalId })))

  test('is pasted: another ExternalId counts from then on, also after a restart of the world', async () => {
    expect(await assume('made-by-us-1')).toMatch(/^AccessDenied 403/)
    expect((await control(sandbox, 'POST roles', { roleArn: ROLE, externalId: 'made-by-us-1' })).status).toBe(200)
    expect([await assume('made-by-us-1'), await assume('causeway-sandbox-external-id'), await assume()]).toEqual(['no refusal', expect.stringMatching(/^AccessDenied/), expect.stringMatching(/^AccessDenied/)])
  })
  test('may ask for no ExternalId, which is a mistake, and the role may be deleted', async () => {
    await control(sandbox, 'POST roles', { roleArn: ROLE, externalId: null })
    expect([await assume(), await assume('anything')]).toEqual(['no refusal', 'no refusal'])
    expect((await control(sandbox, `DELETE roles?roleArn=${encodeURIComponent(ROLE)}`)).status).toBe(200)
    expect(await assume()).toMatch(/^AccessDenied/)
    expect((await control(sandbox, `DELETE roles?roleArn=${encodeURIComponent(ROLE)}`)).status).toBe(404)
  })
  test.each([
    [{ roleArn: 'arn:aws:iam::999999999999:role/X', externalId: 'abc' }, 404],
    [{ roleArn: 'role/X', externalId: 'abc' }, 400],
    [{ roleArn: ROLE, externalId: 'a' }, 400],
  ])('refuses %j', async (body, status) => expect((await control(sandbox, 'POST roles', body)).status).toBe(status))
})

describe('a described world', () => {
  test('loads ten thousand endpoints, which are read in ten pages of a thousand', async () => {
    const loaded = await control(sandbox, 'POST world', { endpoints: [{ count: 10_000, tags: { 'causeway:request-id': 'req-{n}' } }] })
    expect(loaded).toMatchObject({ status: 200, body: { endpoints: 10_000 } })
    const ids = new Set<string>()
    let pages = 0
    let last: string | undefined
    for await (const page of paginateDescribeVpcEndpoints({ client: ec2(sandbox), pageSize: 1000 }, {})) {
      pages++
      for (const endpoint of page.VpcEndpoints ?? []) ids.add(endpoint.VpcEndpointId!)
      last = page.VpcEndpoints?.at(-1)?.Tags?.[0]?.Value
    }
    expect([pages, ids.size, last]).toEqual([10, 10_000, 'req-9999'])
  })

  test.each([
    ['an unknown word', { colour: 1 }],
    ['an unknown region', { vpcs: [{ region: 'mars-1', cidr: '10.0.0.0/16' }] }],
    ['a subnet outside its VPC', { vpcs: [{ cidr: '10.0.0.0/16', subnets: [{ zoneId: 'usw2-az1', cidr: '10.1.0.0/24' }] }] }],
    ['a zone of another region', { vpcs: [{ cidr: '10.0.0.0/16', subnets: [{ zoneId: 'use1-az1', cidr: '10.0.0.0/24' }] }] }],
    ['endpoints where there is no service', { endpoints: [{ region: 'sa-east-1' }] }],
    ['endpoints in an unknown VPC', { endpoints: [{ vpcId: 'nowhere' }] }],
    ['more endpoints than addresses', { base: 'empty', vpcs: [{ name: 'tiny', cidr: '10.0.0.0/28', subnets: [{ zoneId: 'usw2-az1', cidr: '10.0.0.0/28' }] }], endpoints: [{ vpcId: 'tiny', count: 12 }] }],
  ])('refuses %s and changes nothing', async (_, world) => {
    const before = await ec2(sandbox).send(new DescribeVpcsCommand({}))
    const answer = await control<Refusal>(sandbox, 'POST world', world)
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(/\w/)])
    expect((await ec2(sandbox).send(new DescribeVpcsCommand({}))).Vpcs).toEqual(before.Vpcs)
  })

  test('takes permissions away', async () => {
    await control(sandbox, 'POST world', { accounts: [{ accountId: '111122223333', denied: ['ec2:ModifyVpcAttribute'] }] })
    const { Vpcs } = await ec2(sandbox).send(new DescribeVpcsCommand({}))
    const modify = (VpcId: string | undefined) => ec2(sandbox).send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsSupport: { Value: true } }))
    expect(await refusal(modify(Vpcs?.[0]?.VpcId))).toMatch(
      /^UnauthorizedOperation 403: You are not authorized to perform this operation\. User: arn:aws:iam::111122223333:user\/platform .* Encoded authorization failure message: \S+$/,
    )
    expect(await refusal(modify('vpc-00000000000000000'))).toMatch(/^InvalidVpcID.NotFound 400/)
  })
})

describe('token buckets', () => {
  test('CreateVpcEndpoint has four, per account and region, and the counters tell', async () => {
    const create = (region: string) => ec2(sandbox, { region }).send(new CreateVpcEndpointCommand({ VpcEndpointType: 'Interface', VpcId: 'vpc-00000000000000000', ServiceName: 'x' }))
    const outcomes: string[] = []
    for (let n = 0; n < 5; n++) outcomes.push((await refusal(create('us-west-2'))).split(':')[0]!)
    expect(outcomes).toEqual([...Array<string>(4).fill('InvalidVpcID.NotFound 400'), 'RequestLimitExceeded 503'])
    expect(await refusal(create('us-east-1'))).toMatch(/^InvalidVpcID.NotFound 400/)
    const { body } = await control<{ calls: object[] }>(sandbox, 'GET calls')
    expect(body.calls[0]).toEqual({ action: 'CreateVpcEndpoint', account: '111122223333', region: 'us-west-2', count: 5, ok: 0, failed: 4, throttled: 1 })
    await control(sandbox, 'DELETE calls')
    expect((await control<{ calls: object[] }>(sandbox, 'GET calls')).body.calls).toEqual([])
  })
})

describe('who may use the control API', () => {
  test.each([
    ['a page of another origin', { origin: 'https://evil.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['a look-alike', { origin: 'http://localhost.evil.example' }, 403],
    ['a name that points here', { host: 'evil.example' }, 403],
    ['the dashboard', { origin: 'http://localhost:3000' }, 200],
    ['a program', {}, 200],
  ])('%s', async (_, headers, status) => {
    const answered = await new Promise<number | undefined>((done, fail) =>
      request(`${sandbox.url}/_sandbox/calls`, { headers }, (response) => done(response.resume().statusCode)).on('error', fail).end(),
    )
    expect(answered).toBe(status)
  })
})

test('behaviours of the network are kept for listeners to come', async () => {
  await control(sandbox, 'POST world', { endpoints: [{ endpointId: ID }] })
  expect((await control(sandbox, 'POST network', { vpceId: ID, port: 8443, behaviour: 'no-route' })).status).toBe(200)
  expect((await control<{ network: object[] }>(sandbox, 'GET network')).body.network).toEqual([{ id: `${ID}:8443`, vpceId: ID, port: 8443, behaviour: 'no-route' }])
  expect((await control(sandbox, 'POST network', { vpceId: ID, port: 0, behaviour: 'open' })).status).toBe(400)
  expect((await control(sandbox, 'POST network', { vpceId: `vpce-${'0'.repeat(17)}`, port: 8443, behaviour: 'open' })).status).toBe(404)
})
