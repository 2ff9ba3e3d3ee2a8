import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { build } from 'esbuild'
import { findRegion } from '@/lib/privatelink/regions'
import { freePort } from '../support/free-port'

export type KillLoopResult = {
  kills: number
  requests: number
  endpoints: number
  /** Requests with more than one endpoint at AWS. */
  duplicates: string[]
  /** Requests that were submitted and have no endpoint, or endpoints that no request knows. */
  lost: string[]
  /** Requests whose endpoint id is not the one at AWS. */
  wrongIds: string[]
  integrity: string
}

type Options = { kills: number; createsPerLife: number; log?: (line: string) => void }

/** Several, because our own limiter lets each account and region make one endpoint in three and a half seconds, as AWS does. */
const REGIONS = ['us-west-2', 'us-east-1', 'us-east-2', 'eu-central-1', 'eu-west-1', 'ap-southeast-1']

/**
 * Creates endpoints in one life after another, each ended by SIGKILL at a random moment, against a sandbox in a process of its
 * own whose create answers are slow, so that many kills fall between the call and its answer. The last life is left to finish.
 * While one lives the next one's program is loaded, and waits: it opens nothing before its turn.
 */
export async function runKillLoop({ kills, createsPerLife, log = () => {} }: Options): Promise<KillLoopResult> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-kill-'))
  const sandbox = await startSandbox(folder)
  let next: ChildProcess | undefined
  try {
    const program = await bundle(folder)
    const targets = describeTargets(kills * createsPerLife)
    await loadWorld(sandbox.url, targets)
    const life = { program, folder, sandboxPort: sandbox.port }
    // The targets of the last two lives again: their forms are sent again, as a person would. The last life gets all of them.
    const targetsOf = (n: number) => (n === kills ? targets : targets.slice(Math.max(0, (n - 2) * createsPerLife), (n + 1) * createsPerLife))
    next = load(life, targetsOf(0))
    for (let n = 0; n < kills; n++) {
      const child = next
      next = load(life, targetsOf(n + 1))
      // Most kills aim at the time round the intent, the call and its answer; some fall anywhere.
      const aim = Math.random() < 0.75 ? { after: '"submitting"', withinMs: 250 } : { after: '"booted"', withinMs: 1_000 * createsPerLife }
      await liveAndDie(child, aim)
      if ((n + 1) % 10 === 0) log(`${n + 1} of ${kills} kills`)
    }
    await liveToTheEnd(next, targets.length)
    return await compare(sandbox.url, join(folder, 'causeway.db'), kills)
  } finally {
    next?.kill('SIGKILL')
    sandbox.process.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

type Target = { region: string; vpcId: string; subnetIdByZone: Record<string, string>; securityGroupIds: string[] }

function describeTargets(count: number): Target[] {
  const id = (prefix: string, n: number) => `${prefix}-${n.toString(16).padStart(17, '0')}`
  return Array.from({ length: count }, (_, n) => {
    const region = REGIONS[n % REGIONS.length]!
    const { zoneIds } = findRegion(region)!.services[0]!
    const subnetIdByZone = { [zoneIds[0]!]: id('subnet', 2 * n + 1), [zoneIds[1]!]: id('subnet', 2 * n + 2) }
    return { region, vpcId: id('vpc', n + 1), subnetIdByZone, securityGroupIds: [id('sg', n + 1)] }
  })
}

async function loadWorld(url: string, targets: Target[]): Promise<void> {
  const vpcs = targets.map(({ region, vpcId, subnetIdByZone, securityGroupIds }, n) => ({
    region,
    vpcId,
    name: `target-${n}`,
    cidr: '10.0.0.0/16',
    subnets: Object.entries(subnetIdByZone).map(([zoneId, subnetId], k) => ({ subnetId, zoneId, cidr: `10.0.${k}.0/24` })),
    securityGroups: [{ groupId: securityGroupIds[0], name: 'clickhouse', ingress: [{ port: 8443, cidr: '10.0.0.0/16' }, { port: 9440, cidr: '10.0.0.0/16' }] }],
  }))
  await post(`${url}/_sandbox/world`, { base: 'empty', vpcs, throttling: false })
  // Slow on both sides of the effect: the kill must be able to fall before it, and between it and the answer.
  await post(`${url}/_sandbox/faults`, { action: 'CreateVpcEndpoint', kind: 'slow', times: 1_000_000, delayMs: 60 })
}

async function post(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function startSandbox(folder: string): Promise<{ process: ChildProcess; url: string; port: number }> {
  const port = await freePort()
  const entry = await bundleOne('lib/sandbox/main.ts', join(folder, 'sandbox.mjs'))
  const child = spawn(process.execPath, [entry, '--port', String(port), '--data', join(folder, 'sandbox.json')], { stdio: ['ignore', 'pipe', 'inherit'] })
  await saw(child, 'sandbox listening')
  return { process: child, url: `http://127.0.0.1:${port}`, port }
}

const bundle = (folder: string) => bundleOne('e2e/processes/create-many.ts', join(folder, 'create-many.mjs'))

async function bundleOne(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': resolve('.'), 'server-only': resolve('scripts/empty-module.mjs') },
    nodePaths: [resolve('node_modules')],
    logLevel: 'error',
  })
  // Packages are found from the repository, wherever the bundle lies.
  const modules = join(outfile, '..', 'node_modules')
  if (!existsSync(modules)) symlinkSync(resolve('node_modules'), modules)
  return outfile
}

type Life = { program: string; folder: string; sandboxPort: number }

/** A life that has not begun. */
function load({ program, folder, sandboxPort }: Life, targets: Target[]): ChildProcess {
  return spawn(process.execPath, [program, JSON.stringify({ targets })], {
    cwd: resolve('.'),
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      AWS_MODE: 'sandbox',
      SANDBOX_PORT: String(sandboxPort),
      DATABASE_URL: `file:${join(folder, 'causeway.db')}`,
      WATCH_SECONDS: '1',
      LOG_LEVEL: 'error',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

const begin = (child: ChildProcess) => void child.stdin!.write('go')

async function liveAndDie(child: ChildProcess, { after, withinMs }: { after: string; withinMs: number }): Promise<void> {
  begin(child)
  await saw(child, after)
  await new Promise((resolve) => setTimeout(resolve, Math.random() * withinMs))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** What the killed lives left over is made at AWS's pace: one creation in 3.4 s once its bucket is empty. */
async function liveToTheEnd(child: ChildProcess, targets: number): Promise<void> {
  begin(child)
  await saw(child, '"finished"', 300_000 + targets * 4_000)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** Resolves when the process has printed this; rejects when it ends before, or after `ms`. */
function saw(child: ChildProcess, text: string, ms = 60_000): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const late = setTimeout(() => reject(new Error(`did not print ${text} within ${ms} ms:\n${printed.slice(-2000)}`)), ms)
    child.stdout!.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (!printed.includes(text)) return
      clearTimeout(late)
      resolve()
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`ended with ${code} before it printed ${text}:\n${printed.slice(-2000)}`))
    })
  })
}

type SandboxState = { endpoints: { id: string; tags: { key: string; value: string }[] }[] }

async function compare(url: string, databaseFile: string, kills: number): Promise<KillLoopResult> {
  const state = (await (await fetch(`${url}/_sandbox/state`)).json()) as SandboxState
  const atAws = new Map<string, string[]>()
  for (const { id, tags } of state.endpoints) {
    const requestId = tags.find((tag) => tag.key === 'causeway:request-id')?.value ?? `untagged ${id}`
    atAws.set(requestId, [...(atAws.get(requestId) ?? []), id])
  }
  const database = new Database(databaseFile, { readonly: true })
  const rows = database.prepare(`SELECT "requestId", "state", "endpointId" FROM "EndpointRequest" WHERE "state" NOT IN ('draft', 'refused')`).all() as {
    requestId: string
    state: string
    endpointId: string | null
  }[]
  const integrity = String(database.pragma('integrity_check', { simple: true }))
  database.close()

  const known = new Set(rows.map((row) => row.requestId))
  return {
    kills,
    requests: rows.length,
    endpoints: state.endpoints.length,
    duplicates: [...atAws].filter(([, ids]) => ids.length > 1).map(([requestId, ids]) => `${requestId}: ${ids.join(', ')}`),
    lost: [...rows.filter((row) => !atAws.has(row.requestId)).map((row) => `${row.requestId} (${row.state})`), ...[...atAws.keys()].filter((requestId) => !known.has(requestId))],
    wrongIds: rows.filter((row) => atAws.has(row.requestId) && !atAws.get(row.requestId)!.includes(row.endpointId ?? '')).map((row) => `${row.requestId}: ${row.endpointId}`),
    integrity,
  }
}
