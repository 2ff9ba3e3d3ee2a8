import { CreateVpcEndpointCommand, DescribeSubnetsCommand, DescribeVpcEndpointsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { control, ec2, raw, refusal, startTestSandbox, type TestSandbox } from '../test-sandbox'
import { FAULT_KINDS } from './fault'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterEach(() => control(sandbox, 'DELETE faults'))
afterAll(() => sandbox.remove())

const fault = (body: Record<string, unknown>) => control(sandbox, 'POST faults', { action: 'DescribeVpcs', ...body })
const ask = (action = 'DescribeVpcs') => raw(sandbox, `Action=${action}&Version=2016-11-15`)
const body = async () => (await ask()).text()

describe('a fault', () => {
  test.each([
    ['throttle', 503, '<Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message>'],
    ['error500', 500, '<Code>InternalError</Code>'],
    ['html502', 502, '<h1>502 Bad Gateway</h1>'],
    ['html200', 200, '<h1>Welcome to nginx!</h1>'],
    ['json200', 200, '{"message"'],
    ['denied', 403, '<Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/platform is not authorized to perform: ec2:DescribeVpcs'],
    ['expired-token', 400, '<Code>RequestExpired</Code>'],
    ['foreign-root', 200, '<ListBucketResult'],
    ['doctype-bomb', 200, '<!DOCTYPE bomb ['],
    ['proto-elements', 200, '<__proto__><polluted>'],
    ['deep-xml', 200, '<a><a><a><a>'],
    ['repeat-token', 200, '<nextToken>c2FtZS10b2tlbi1hZ2Fpbg==</nextToken></DescribeVpcsResponse>'],
    ['unknown-state', 200, '<state>frobnicating</state>'],
  ])('%s', async (kind, status, text) => {
    await fault({ kind })
    const response = await ask()
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(text)])
    expect((await ask()).status).toBe(200)
  })

  test('empty200 is empty, truncated is cut, big-body is fifty megabytes', async () => {
    await fault({ kind: 'empty200' })
    expect(await body()).toBe('')
    await fault({ kind: 'truncated' })
    expect(await body()).not.toContain('</DescribeVpcsResponse>')
    await fault({ kind: 'big-body' })
    expect((await body()).length).toBeGreaterThan(50_000_000)
  })

  test('reset-before has no effect, reset-after has one', async () => {
    const client = ec2(sandbox)
    const { Vpcs } = await client.send(new DescribeVpcsCommand({}))
    const create = () => client.send(new CreateVpcEndpointCommand({ VpcEndpointType: 'Interface', VpcId: Vpcs?.[0]?.VpcId, ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781' }))
    const count = async () => (await client.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints?.length
    await fault({ action: 'CreateVpcEndpoint', kind: 'reset-before' })
    await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await count()).toBe(0)
    await fault({ action: 'CreateVpcEndpoint', kind: 'reset-after' })
    await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await count()).toBe(1)
  })

  test('slow waits, hang waits for ever, drip comes byte by byte, gzip-lie lies', async () => {
    await fault({ kind: 'slow', delayMs: 120 })
    const asked = Date.now()
    await body()
    expect(Date.now() - asked).toBeGreaterThanOrEqual(115)
    for (const kind of ['hang', 'drip']) {
      await fault({ kind, delayMs: 50 })
      const outcome = await Promise.race([body(), new Promise((done) => setTimeout(() => done('still waiting'), 150))])
      expect(outcome).toBe('still waiting')
    }
    await fault({ kind: 'gzip-lie' })
    await expect(body()).rejects.toThrow()
  })

  test('fail-page:2 fails the second page only', async () => {
    await fault({ action: 'DescribeSubnets', kind: 'fail-page:2' })
    const client = ec2(sandbox)
    const first = await client.send(new DescribeSubnetsCommand({ MaxResults: 5 }))
    const second = () => client.send(new DescribeSubnetsCommand({ MaxResults: 5, NextToken: first.NextToken }))
    expect(await refusal(second())).toMatch(/^InternalError 500/)
    expect(await refusal(second())).toBe('no refusal')
  })

  test('repeat-token gives the first page again and again', async () => {
    await fault({ action: 'DescribeSubnets', kind: 'repeat-token', times: 2 })
    const client = ec2(sandbox)
    const first = await client.send(new DescribeSubnetsCommand({ MaxResults: 5 }))
    const second = await client.send(new DescribeSubnetsCommand({ MaxResults: 5, NextToken: first.NextToken }))
    expect([second.NextToken, second.Subnets?.[0]]).toEqual([first.NextToken, first.Subnets?.[0]])
  })

  test('meets only its action, account and region, as often as it was told', async () => {
    await fault({ action: '*', kind: 'error500', times: 2, account: '444455556666', region: 'eu-central-1' })
    const other = ec2(sandbox, { accessKeyId: 'AKIASANDBOXDATA00001', region: 'eu-central-1' })
    expect((await ask()).status).toBe(200)
    expect(await refusal(ec2(sandbox, { accessKeyId: 'AKIASANDBOXDATA00001' }).send(new DescribeVpcsCommand({})))).toBe('no refusal')
    const outcomes = [await refusal(other.send(new DescribeVpcsCommand({}))), await refusal(other.send(new DescribeSubnetsCommand({}))), await refusal(other.send(new DescribeVpcsCommand({})))]
    expect(outcomes.map((outcome) => outcome.split(':')[0])).toEqual(['InternalError 500', 'InternalError 500', 'no refusal'])
  })

  test('is listed until it is used up, and an unknown kind is refused', async () => {
    await fault({ kind: 'throttle', times: 2 })
    await ask()
    expect((await control<{ faults: unknown[] }>(sandbox, 'GET faults')).body.faults).toMatchObject([{ kind: 'throttle', times: 2, left: 1 }])
    expect((await fault({ kind: 'gremlins' })).status).toBe(400)
    expect(new Set(FAULT_KINDS).size).toBe(FAULT_KINDS.length)
  })
})
