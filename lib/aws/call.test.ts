import { afterEach, describe, expect, it, vi } from 'vitest'
import { adoptConfig, config } from '@/lib/config'
import { call } from './call'
import { connectionFor, useAccounts as resolveAccountsWith } from './clients'
import { AwsError } from './errors'
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { type Answered, type Asked, document, hang, identity, REACH, refusal, reset, startFarEnd, stsRefusal } from './far-end'
import { whoAmI } from './identity'
import { listVpcs } from './network'

let far: Awaited<ReturnType<typeof startFarEnd>>
afterEach(() => far.close())

const serve = async (answer: (asked: Asked) => Answered) => (far = await startFarEnd((asked) => (asked.action === 'GetCallerIdentity' ? '' : answer(asked))))
const refused = async (work: Promise<unknown>) => {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof AwsError)) throw new Error(`expected an AwsError, got ${String(error)}`)
  return error
}
const describeVpcs = (options: { timeoutMs?: number; signal?: AbortSignal } = {}, reach = REACH) => call(reach, 'ec2:DescribeVpcs', () => new DescribeVpcsCommand({}), options)
const NO_VPCS = document('DescribeVpcs', '<vpcSet/>')

describe('the SDK sends once', () => {
  const cases: [string, Answered, Partial<AwsError>][] = [
    ['B13 503 RequestLimitExceeded', refusal(503, 'RequestLimitExceeded'), { kind: 'throttled', awsCode: 'RequestLimitExceeded', retryable: true, outcomeKnown: true }],
    ['500 InternalError', refusal(500, 'InternalError'), { kind: 'server', retryable: true, outcomeKnown: false }],
    ['503 Unavailable', refusal(503, 'Unavailable'), { kind: 'server', retryable: true, outcomeKnown: false }],
    ['502 HTML', { status: 502, body: '<html><body>Bad <br> gateway' }, { kind: 'server', awsCode: null, outcomeKnown: false }],
    ['400 HTML', { status: 400, body: '<html><body>No</body></html>' }, { kind: 'garbage', awsCode: null, outcomeKnown: false }],
    ['403 UnauthorizedOperation', refusal(403, 'UnauthorizedOperation'), { kind: 'denied', retryable: false, outcomeKnown: true }],
    ['401 AuthFailure', refusal(401, 'AuthFailure'), { kind: 'credentials', retryable: false, outcomeKnown: true }],
    ['400 of an unknown code', refusal(400, 'NeverHeardOf'), { kind: 'invalid', awsCode: 'NeverHeardOf', retryable: false, outcomeKnown: true }],
    ['400 with a code from Object.prototype', refusal(400, 'constructor'), { kind: 'invalid', awsCode: 'constructor' }],
    ['a connection reset', reset, { kind: 'unreachable', retryable: true, outcomeKnown: false }],
  ]
  it.each(cases)('%s', async (_name, answered, facts) => {
    await serve(() => answered)
    expect(await refused(describeVpcs())).toMatchObject(facts)
    expect(far.count('DescribeVpcs')).toBe(1)
  })
})

describe('time', () => {
  it('B28 a socket that accepts and never answers is a timeout with its outcome unknown', async () => {
    await serve(() => hang)
    expect(await refused(describeVpcs({ timeoutMs: 100 }))).toMatchObject({ kind: 'timeout', retryable: true, outcomeKnown: false })
  })

  it('B28 leaves no socket behind after 1,000 of them', async () => {
    await serve(() => hang)
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 50 }, (_, n) => refused(describeVpcs({ timeoutMs: 150 }, { ...REACH, region: `us-west-${round * 50 + n}` })).then((error) => expect(error.kind).toBe('timeout'))))
    }
    await expect.poll(() => far.sockets.size).toBeLessThan(5)
  })

  it('B17 an answer that drips one byte a second ends with the deadline', async () => {
    await serve(() => (response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(drip))
    })
    expect(await refused(describeVpcs({ timeoutMs: 400 }))).toMatchObject({ kind: 'timeout', outcomeKnown: false })
    await expect.poll(() => far.sockets.size).toBeLessThanOrEqual(1)
  })

  it('gives up when the caller does', async () => {
    await serve(() => hang)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    expect(await refused(describeVpcs({ signal: controller.signal }))).toMatchObject({ kind: 'cancelled', outcomeKnown: false })
  })

  it('knows that nothing was sent where nobody listens', async () => {
    await serve(() => NO_VPCS)
    await far.close()
    expect(await refused(describeVpcs())).toMatchObject({ kind: 'unreachable', retryable: true, outcomeKnown: true })
  })

  it('uses one socket for calls after one another', async () => {
    await serve(() => NO_VPCS)
    for (let n = 0; n < 5; n++) await describeVpcs()
    expect(new Set(far.calls.filter((asked) => asked.action === 'DescribeVpcs')).size).toBe(5)
    expect(far.sockets.size).toBeLessThanOrEqual(2)
  })
})

describe('credentials', () => {
  it('refuses the credentials of another account before the first call', async () => {
    far = await startFarEnd((asked) => (asked.action === 'GetCallerIdentity' ? identity('999988887777') : NO_VPCS))
    const error = await refused(listVpcs(REACH))
    expect([error.kind, error.message, far.count('DescribeVpcs')]).toEqual(['wrong-account', expect.stringContaining('999988887777'), 0])
  })

  it('asks whose they are once for all regions', async () => {
    await serve(() => NO_VPCS)
    await Promise.all(['us-west-2', 'us-east-1', 'eu-west-1'].flatMap((region) => [listVpcs({ ...REACH, region }), listVpcs({ ...REACH, region })]))
    expect([far.count('GetCallerIdentity'), far.count('DescribeVpcs')]).toEqual([1, 6])
  })

  it('asks again after a refusal: the account may have been put right', async () => {
    let right = false
    far = await startFarEnd((asked) => (asked.action === 'GetCallerIdentity' ? identity(right ? REACH.accountId : '999988887777') : NO_VPCS))
    await refused(listVpcs(REACH))
    right = true
    expect(await listVpcs(REACH)).toEqual([])
  })

  it.each(['RequestExpired', 'ExpiredToken'])('B25 %s: one more try with fresh credentials', async (code) => {
    await serve(({ nth }) => (nth === 1 ? refusal(400, code) : NO_VPCS))
    expect(await listVpcs(REACH)).toEqual([])
    expect(far.count('DescribeVpcs')).toBe(2)
  })

  it('B25 RequestExpired for good: two calls, then the account needs attention', async () => {
    await serve(() => refusal(400, 'RequestExpired'))
    const error = await refused(listVpcs(REACH))
    expect([error.kind, error.message, far.count('DescribeVpcs')]).toEqual(['credentials', expect.stringContaining('expired'), 2])
  })

  const ROLE = { kind: 'assume-role', roleArn: 'arn:aws:iam::111122223333:role/causeway', externalId: 'x-1' } as const
  const assumed = (nth: number) =>
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIATEST${nth}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t${nth}</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`

  it('assumes a role with its external id and a session name AWS accepts, once for several calls', async () => {
    await serve(({ action, nth }) => (action === 'AssumeRole' ? assumed(nth) : NO_VPCS))
    resolveAccountsWith(async () => ROLE)
    await Promise.all([listVpcs(REACH), listVpcs(REACH)])
    await listVpcs(REACH)
    const [asked, ...more] = far.calls.filter((asking) => asking.action === 'AssumeRole')
    expect(more).toEqual([])
    expect([asked!.params.get('ExternalId'), asked!.params.get('RoleArn')]).toEqual(['x-1', ROLE.roleArn])
    expect(asked!.params.get('RoleSessionName')).toMatch(/^[\w+=,.@-]{2,64}$/)
    expect(far.calls.findLast((asking) => asking.action === 'DescribeVpcs')!.headers['x-amz-security-token']).toBe('t1')
  })

  it('B25 an expired session: the role is assumed again and the call succeeds', async () => {
    await serve(({ action, nth, headers }) => {
      if (action === 'AssumeRole') return assumed(nth)
      return headers['x-amz-security-token'] === 't1' ? refusal(400, 'RequestExpired') : NO_VPCS
    })
    resolveAccountsWith(async () => ROLE)
    expect(await listVpcs(REACH)).toEqual([])
    expect(far.count('AssumeRole')).toBe(2)
  })

  it('F58, B25 a wrong external id or a deleted role names the account and no ARN, is asked once, and leaves other accounts alone', async () => {
    await serve(({ action }) => (action === 'AssumeRole' ? stsRefusal(403, 'AccessDenied', 'User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole on resource: y') : NO_VPCS))
    resolveAccountsWith(async (accountId) => (accountId === REACH.accountId ? { kind: 'default' } : ROLE))
    const error = await refused(listVpcs({ ...REACH, accountId: '444455556666' }))
    expect([error.kind, error.message, far.count('AssumeRole')]).toEqual(['credentials', expect.stringMatching(/^(?!.*arn:aws).*may not assume its role in account 444455556666/), 1])
    expect(await listVpcs(REACH)).toEqual([])
  })

  it('B25 a refused role is told in the same words to all that waited for it at once', async () => {
    await serve(({ action }) => (action === 'AssumeRole' ? stsRefusal(403, 'AccessDenied', 'no') : NO_VPCS))
    resolveAccountsWith(async () => ROLE)
    const errors = await Promise.all([1, 2, 3].map(() => refused(listVpcs(REACH))))
    expect(errors.map(({ message }) => message)).toEqual(errors.map(() => expect.stringMatching(/may not assume its role/)))
  })

  it.each([['empty', ''], ['HTML', '<html><body>Sign in</body></html>']])('B15 an %s answer to AssumeRole is garbage, not a role', async (_name, answered) => {
    far = await startFarEnd(({ action }) => (action === 'AssumeRole' ? answered : NO_VPCS))
    resolveAccountsWith(async () => ROLE)
    expect(await refused(listVpcs(REACH))).toMatchObject({ kind: 'garbage', outcomeKnown: true })
  })

  it('refuses an account nobody configured', async () => {
    await serve(() => NO_VPCS)
    resolveAccountsWith(async () => null)
    expect(await refused(listVpcs(REACH))).toMatchObject({ kind: 'credentials', message: expect.stringContaining(REACH.accountId) })
  })

  it('B32 corrects its clock from AWS’s answer and succeeds at the second try', async () => {
    const ahead = 3 * 3_600_000
    await serve(({ headers }) => {
      const sent = String(headers['x-amz-date']).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
      const late = Math.abs(Date.parse(sent) - (Date.now() + ahead)) > 900_000
      return { ...(late ? refusal(400, 'RequestExpired') : { body: NO_VPCS }), headers: { date: new Date(Date.now() + ahead).toUTCString() } }
    })
    expect(await listVpcs(REACH)).toEqual([])
    expect(far.count('DescribeVpcs')).toBe(2)
  })
})

describe('modes', () => {
  const OWN = { AWS_ACCESS_KEY_ID: 'AKIAREALANDSECRET001', AWS_SECRET_ACCESS_KEY: 'real', AWS_SESSION_TOKEN: 'real-token', AWS_REGION: 'eu-west-3' }
  afterEach(() => vi.unstubAllEnvs())
  const stub = (variables: Record<string, string>) => Object.entries(variables).forEach(([name, value]) => vi.stubEnv(name, value))
  const authorizations = () => far.calls.map((asked) => String(asked.headers.authorization))

  it('in the sandbox a person’s own credentials, endpoints and switches are never used', async () => {
    stub({ ...OWN, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ENDPOINT_URL_EC2: 'http://127.0.0.1:9', AWS_USE_FIPS_ENDPOINT: 'true', AWS_PROFILE: 'mine', AWS_MAX_ATTEMPTS: '5' })
    await serve(() => NO_VPCS)
    for (const source of [{ kind: 'default' }, { kind: 'profile', profile: 'mine' }] as const) {
      resolveAccountsWith(async () => source)
      await listVpcs(REACH)
    }
    expect((await whoAmI()).accountId).toBe(REACH.accountId)
    expect(authorizations().every((line) => line.includes('Credential=AKIASANDBOXPLATFORM1/'))).toBe(true)
    expect(JSON.stringify(far.calls.map((asked) => asked.headers))).not.toContain('real-token')
  })

  it('against AWS the SDK’s own chain and AWS_ENDPOINT_URL decide', async () => {
    await serve(() => NO_VPCS)
    stub({ ...OWN, AWS_ENDPOINT_URL: `http://127.0.0.1:${far.port}` })
    adoptConfig({ ...config(), awsMode: 'aws' })
    expect(await listVpcs(REACH)).toEqual([])
    expect(authorizations().every((line) => line.includes('Credential=AKIAREALANDSECRET001/'))).toBe(true)
    expect(authorizations().at(-1)).toContain('/us-west-2/ec2/')
  })

  it('against AWS without any credentials the sentence says so', async () => {
    await serve(() => NO_VPCS)
    stub({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: '', AWS_EC2_METADATA_DISABLED: 'true', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', AWS_CONFIG_FILE: '/nonexistent', AWS_ENDPOINT_URL: `http://127.0.0.1:${far.port}` })
    adoptConfig({ ...config(), awsMode: 'aws' })
    expect(await refused(listVpcs(REACH))).toMatchObject({ kind: 'credentials', outcomeKnown: true, message: expect.stringContaining('no working AWS credentials') })
    expect(far.calls).toEqual([])
  })
})

it('closes the client that was unused longest once there are too many', async () => {
  await serve(() => NO_VPCS)
  const first = (await connectionFor(REACH)).ec2
  for (let n = 0; n < 80; n++) await connectionFor({ ...REACH, region: `us-west-${n + 3}` })
  expect((await connectionFor(REACH)).ec2).not.toBe(first)
})
