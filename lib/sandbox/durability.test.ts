import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { CreateVpcEndpointCommand, DescribeVpcEndpointsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { spawn, type ChildProcess } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox } from './server'
import { control, ec2, startTestSandbox, sts } from './test-sandbox'

const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'

let folder: string
let dataFile: string
const children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-durable-'))
  dataFile = join(folder, 'sandbox.json')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function spawnSandbox(args: string[] = [], env: Record<string, string> = {}, ipc = false) {
  const child = spawn(process.execPath, ['--import', resolve('node_modules/tsx/dist/esm/index.mjs'), resolve('lib/sandbox/main.ts'), '--data', dataFile, ...args], {
    env: { ...process.env, ...env },
    stdio: ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const ended = new Promise<{ code: number | null; stderr: string }>((done) => {
    let stderr = ''
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.once('exit', (code) => done({ code, stderr }))
  })
  const listening = new Promise<{ url: string; port: number }>((done) => {
    child.stdout?.once('data', (chunk: Buffer) => done(JSON.parse(chunk.toString()) as { url: string; port: number }))
  })
  return { child, ended, listening }
}

async function create(at: { url: string }, ClientToken: string): Promise<string> {
  const client = ec2(at)
  const { Vpcs } = await client.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: ['platform-prod'] }] }))
  const made = await client.send(new CreateVpcEndpointCommand({ VpcEndpointType: 'Interface', VpcId: Vpcs?.[0]?.VpcId, ServiceName: SERVICE, ClientToken }))
  return made.VpcEndpoint!.VpcEndpointId!
}

const list = async (at: { url: string }) => (await ec2(at).send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints!.map((one) => [one.VpcEndpointId, one.State])

describe('a world on disk', () => {
  test('what was answered is still there after kill -9, with its token and the time of its acceptance', async () => {
    const first = spawnSandbox()
    const at = await first.listening
    const id = await create(at, 'token')
    expect((await control(at, `POST endpoints/${id}/accept`)).status).toBe(200)
    first.child.kill('SIGKILL')
    await first.ended
    const again = await startSandbox({ dataFile })
    expect(await create(again, 'token')).toBe(id)
    await expect.poll(() => list(again)).toEqual([[id, 'available']])
    await again.close()
  })

  test('a session of a role survives, ends in time and needs its token', async () => {
    let now = Date.now()
    const before = await startTestSandbox({ dataFile, now: () => now })
    const asked = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::444455556666:role/CausewayAccess', RoleSessionName: 'x1', ExternalId: 'causeway-sandbox-external-id', DurationSeconds: 900 })
    const { AccessKeyId: accessKeyId, SessionToken: sessionToken } = (await sts(before).send(asked)).Credentials!
    await before.close()
    const after = await startSandbox({ dataFile, now: () => now })
    const who = () => sts(after, { accessKeyId, sessionToken }).send(new GetCallerIdentityCommand({}))
    expect((await who()).Account).toBe('444455556666')
    now += 900_000
    await expect(who()).rejects.toThrow('The security token included in the request is expired')
    await after.close()
  })

  test('a half-written last line was never answered, and is dropped', async () => {
    const before = await startTestSandbox({ dataFile })
    const id = await create(before, 'a')
    await before.close()
    appendFileSync(`${dataFile}.journal`, '[{"table":"endpoints","put":{"id":"vpce-')
    const after = await startSandbox({ dataFile })
    expect(await list(after)).toEqual([[id, 'pendingAcceptance']])
    await after.close()
  })

  test('a journal of a snapshot that was replaced is not played again', async () => {
    const before = await startTestSandbox({ dataFile })
    await create(before, 'a')
    const stale = readFileSync(`${dataFile}.journal`)
    await control(before, 'POST reset')
    await before.close()
    writeFileSync(`${dataFile}.journal`, stale)
    const after = await startSandbox({ dataFile })
    expect(await list(after)).toEqual([])
    await after.close()
  })

  test.each([
    ['no JSON', 'sandbox.json', '{"format":1', 'is not a sandbox world this version can read'],
    ['another JSON', 'sandbox.json', '[]', 'is not a sandbox world this version can read'],
    ['a damaged line in the middle of the journal', 'sandbox.json.journal', null, 'is damaged in line 2'],
  ])('%s is refused and left alone', async (_, name, content, words) => {
    const before = await startTestSandbox({ dataFile })
    await create(before, 'a')
    await before.close()
    const path = join(folder, name)
    const damaged = content ?? readFileSync(path, 'utf8').replace('\n[', '\n?')
    writeFileSync(path, damaged)
    await expect(startSandbox({ dataFile })).rejects.toThrow(words)
    expect(readFileSync(path, 'utf8')).toBe(damaged)
  })

  test('a journal whose snapshot is gone is set aside', async () => {
    const before = await startTestSandbox({ dataFile })
    await create(before, 'a')
    await before.close()
    rmSync(dataFile)
    const after = await startSandbox({ dataFile })
    expect([await list(after), existsSync(`${dataFile}.journal.orphan`)]).toEqual([[], true])
    await after.close()
  })
})

describe('the process', () => {
  test('says where it listens, accepts by itself after SANDBOX_ACCEPT_AFTER, and ends on SIGTERM', async () => {
    const { child, ended, listening } = spawnSandbox([], { SANDBOX_ACCEPT_AFTER: '0.2' })
    const at = await listening
    expect(at).toEqual({ msg: 'sandbox listening', port: at.port, url: `http://127.0.0.1:${at.port}` })
    const id = await create(at, 'a')
    await expect.poll(() => list(at)).toEqual([[id, 'available']])
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  test('tells its parent, and ends with it', async () => {
    const { child, ended } = spawnSandbox([], {}, true)
    const message = await new Promise((done) => child.once('message', done))
    expect(message).toMatchObject({ type: 'listening', port: expect.any(Number) })
    child.disconnect()
    expect((await ended).code).toBe(0)
  })

  test('refuses a taken port, a damaged world and a port that is none, each in a sentence', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => blocker.once('listening', done))
    const address = blocker.address()
    const port = typeof address === 'object' && address ? address.port : 0
    writeFileSync(dataFile, 'x')
    const [taken, damaged, odd] = await Promise.all([spawnSandbox(['--port', String(port)]).ended, spawnSandbox().ended, spawnSandbox(['--port', 'x']).ended])
    blocker.close()
    expect(taken).toEqual({ code: 1, stderr: `Port ${port} is taken by another program. Stop it, or choose another port with --port or SANDBOX_PORT.\n` })
    expect(damaged).toMatchObject({ code: 1, stderr: expect.stringMatching(/^\/.*sandbox\.json is not a sandbox world this version can read\. [^\n]+\n$/) })
    expect(odd).toMatchObject({ code: 1, stderr: expect.stringContaining('must be a number from 0 to 65535') })
  })
})
