import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestSandbox, type TestSandbox } from './test-sandbox'

/** Other people's tools, where this machine has them. Where it has not, the test's name says so. */
const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0
const hasBoto3 = has('python3', '-c', 'import boto3')
const hasCli = has('aws', '--version')
const named = (name: string, isThere: boolean) => `${name}${isThere ? '' : ' (not installed here: nothing was checked)'}`

const run = promisify(execFile)
const script = fileURLToPath(new URL('./clients.boto3.py', import.meta.url))

let sandbox: TestSandbox

describe('clients that are not ours', () => {
  beforeAll(async () => {
    sandbox = await startTestSandbox({ timings: { pendingMs: 1200, modifyMs: 1200, deletingMs: 1000, deletedMs: 500, visibleAfterMs: 100 } })
  })
  afterAll(() => sandbox.remove())

  test(named('boto3 walks every action, paginator and waiter', hasBoto3), async () => {
    if (!hasBoto3) return console.info('boto3 is not installed: its walk was not checked')
    const { stdout } = await run('python3', [script, sandbox.url])
    expect(stdout).toMatch(/all well\n$/)
  })

  test(named('the AWS CLI reads and refuses', hasCli), async () => {
    if (!hasCli) return console.info('the AWS CLI is not installed: it was not checked')
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: 'AKIASANDBOXPLATFORM1',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_DEFAULT_REGION: 'us-west-2',
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_PAGER: '',
    }
    const aws = (...args: string[]) => run('aws', args, { env })
    const unknown = 'vpce-00000000000000000'
    const [identity, names, refused] = await Promise.allSettled([
      aws('sts', 'get-caller-identity', '--query', 'Account', '--output', 'text'),
      aws('ec2', 'describe-vpcs', '--filters', 'Name=tag:Name,Values=platform-*', '--query', 'Vpcs[].CidrBlock', '--output', 'text'),
      aws('ec2', 'describe-vpc-endpoints', '--vpc-endpoint-ids', unknown),
    ])
    expect(identity).toMatchObject({ value: { stdout: '111122223333\n' } })
    expect(names).toMatchObject({ value: { stdout: '10.0.0.0/16\n' } })
    const message = `(InvalidVpcEndpointId.NotFound) when calling the DescribeVpcEndpoints operation: The Vpc Endpoint Id '${unknown}' does not exist`
    expect(refused).toMatchObject({ reason: { stderr: expect.stringContaining(message) } })
  })
})
