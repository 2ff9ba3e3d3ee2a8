import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { closeClients } from '@/lib/aws/clients'
import { forgetBuckets } from '@/lib/aws/limiter'
import { adoptConfig, config } from '@/lib/config'
import { saveAccount } from '@/lib/db/accounts'
import type { AuditEntry } from '@/lib/db/audit'
import { closeDatabase, openDatabase, write } from '@/lib/db/client'
import { listEvents } from '@/lib/db/events'
import { insertPerson } from '@/lib/db/people'
import { findRequest } from '@/lib/db/requests'
import { migratedFile } from '@/lib/db/temporary-file'
import { connectAccounts } from '@/lib/operations/accounts'
import { checkPlan } from '@/lib/operations/check-plan'
import { createEndpoint } from '@/lib/operations/create-endpoint'
import { saveDraft } from '@/lib/operations/save-draft'
import { startRequest } from '@/lib/operations/start-request'
import { SYSTEM } from '@/lib/privatelink/actor'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import type { EndpointState } from '@/lib/privatelink/state'
import { control, startTestSandbox, type TestSandbox } from '@/lib/sandbox/test-sandbox'
import type { SandboxOptions } from '@/lib/sandbox/server'
import { stopWatcher } from '@/lib/watcher/start'
import { abandonIntents, forgetMemory, settleAbandoned } from './test-memory'

export const ACTOR: Actor & { kind: 'user' } = { kind: 'user', userId: 'user-tester', name: 'tester', role: 'operator', from: null }
const BY = { actor: SYSTEM, now: new Date() }
/** Makes the tester somebody who has access: keys that act in their name ask for that. For after `startWorld`. */
export const letTesterIn = (now = new Date()) =>
  write((tx) => insertPerson(tx, { userId: ACTOR.userId, name: ACTOR.name, role: ACTOR.role, email: 'tester@people.example', passwordHash: 'not-a-hash', now }), { unaudited: 'arranged by a test' })
/** What a test tells the audit trail when it sets a request's clock or state itself. */
export const BY_HAND: AuditEntry = { at: new Date(), actor: SYSTEM, action: 'request.set-by-a-test', object: { kind: 'request', id: '', name: '' } }
export const REGION = 'us-west-2'
export const PLATFORM = { accountId: '111122223333', region: REGION }
export const DATA = { accountId: '444455556666', region: REGION }
export const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const DATA_ROLE = { kind: 'assume-role', roleArn: `arn:aws:iam::${DATA.accountId}:role/CausewayAccess`, externalId: 'causeway-sandbox-external-id' } as const

const hex = (n: number) => n.toString(16).padStart(17, '0')
/** The nth network: a VPC with a subnet in two zones and a group that lets ClickHouse's ports in. */
export const network = (n: number) => ({
  vpcId: `vpc-${hex(n)}`,
  subnetIdByZone: { 'usw2-az1': `subnet-${hex(2 * n)}`, 'usw2-az2': `subnet-${hex(2 * n + 1)}` },
  securityGroupIds: [`sg-${hex(n)}`],
})
const NETWORKS = 12

type Seen = { id: string; account: string; vpc: string; state: string; tags: { key: string; value: string }[] }
type Count = { action: string; account: string; region: string; count: number; ok: number; failed: number; throttled: number }
type Fault = { action?: string; kind: string; times?: number; delayMs?: number; account?: string; state?: string; code?: string; message?: string; status?: number }
export type TestWorld = Awaited<ReturnType<typeof startWorld>>

/**
 * A whole Causeway without its pages, in this process: the real sandbox over HTTP, a real database in a file, nothing put in
 * place of anything. `end` must run before the next one starts: a process has one of each.
 */
export async function startWorld({ watchSeconds = 15, sandbox: sandboxOptions = {} }: { watchSeconds?: number; sandbox?: Partial<SandboxOptions> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-verbs-'))
  const databaseFile = join(folder, 'causeway.db')
  const sandbox = await startTestSandbox(sandboxOptions)
  forgetMemory()
  forgetBuckets()
  adoptConfig({ ...config(), awsMode: 'sandbox', sandboxPort: sandbox.port, databaseFile, watchSeconds })
  await openDatabase(migratedFile(databaseFile))
  connectAccounts()
  await saveAccount({ accountId: PLATFORM.accountId, name: 'platform', source: { kind: 'default' }, createdAt: new Date() }, BY)
  await saveAccount({ accountId: DATA.accountId, name: 'data', source: DATA_ROLE, createdAt: new Date() }, BY)
  await addNetworks(sandbox)
  const file = new Sqlite(databaseFile, { readonly: true })

  const world = {
    sandbox,
    /** What the whole database says, as text: equal before and after means that nothing was written. */
    table: () => JSON.stringify(['EndpointRequest', 'RequestBody', 'Event'].map((name) => file.prepare(`SELECT * FROM "${name}"`).all())),
    /** The tables of evidence and its keys, as text. */
    dump: () => JSON.stringify(['Evidence', 'ReportToken', 'Audit', 'Event'].map((name) => file.prepare(`SELECT * FROM "${name}"`).all())),
    rows: () => file.prepare<[], { requestId: string; state: string; endpointId: string | null }>('SELECT "requestId", "state", "endpointId" FROM "EndpointRequest"').all(),
    /** SQLite's own mark of somebody else's commit: the same number means that none happened. */
    dataVersion: () => file.pragma('data_version', { simple: true }) as number,
    break: async (fault: Fault) => told(control(sandbox, 'POST faults', fault)),
    mend: async () => told(control(sandbox, 'DELETE faults')),
    /** Any other call of the control API. */
    tell: async (call: string, body: unknown) => told(control(sandbox, call, body)),
    load: async (description: unknown) => told(control(sandbox, 'POST world', description)),
    act: async (endpointId: string, act: string, said: Record<string, unknown> = {}) => told(control(sandbox, `POST endpoints/${endpointId}/${act}`, said)),
    /** Calls of an action that reached the sandbox, however they were answered. */
    callsOf: async (action: string, accountId?: string) => (await counts(sandbox)).filter((one) => one.action === action && (accountId ?? one.account) === one.account).reduce((sum, one) => sum + one.count, 0),
    forgetCalls: async () => told(control(sandbox, 'DELETE calls')),
    endpointsOf: async (requestId: string) => (await allEndpoints(sandbox)).filter((one) => one.tags.some(({ key, value }) => key === 'causeway:request-id' && value === requestId)),
    endpoints: () => allEndpoints(sandbox),
    eventsOf: async (requestId: string) => (await listEvents(requestId)).reverse(),
    draftReady,
    submit,
    submitted: async (n = 1, account = PLATFORM) => untilState((await submit((await draftReady(n, account)).requestId)).requestId, 'pending-acceptance'),
    untilState,
    /** What a kill leaves: files. Whatever was under way is never heard of again in this test. */
    crash: () => abandonIntents(),
    end: async () => {
      const stopped = stopWatcher()
      abandonIntents()
      closeClients()
      await sandbox.remove()
      await Promise.all([stopped, settleAbandoned()])
      file.close()
      await closeDatabase()
      forgetMemory()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}

async function addNetworks(sandbox: TestSandbox): Promise<void> {
  const vpcs = [PLATFORM, DATA].flatMap(({ accountId }, at) => Array.from({ length: NETWORKS }, (_, n) => describeNetwork(accountId, n + 1 + at * 100)))
  await told(control(sandbox, 'POST world', { base: 'current', vpcs }))
}

function describeNetwork(account: string, n: number) {
  const { vpcId, subnetIdByZone, securityGroupIds } = network(n)
  const ingress = [8443, 9440].map((port) => ({ port, cidr: '10.0.0.0/16' }))
  const subnets = Object.entries(subnetIdByZone).map(([zoneId, subnetId], k) => ({ subnetId, zoneId, cidr: `10.0.${k}.0/24` }))
  return { account, region: REGION, vpcId, name: `net-${n}`, cidr: '10.0.0.0/16', subnets, securityGroups: [{ groupId: securityGroupIds[0], name: 'clickhouse', ingress }] }
}

/** A draft with every step done, in the nth network (those of the data account begin at 101). */
async function draftReady(n = 1, { accountId } = PLATFORM): Promise<EndpointRequest> {
  const context = { actor: ACTOR, now: new Date() }
  const { requestId } = await startRequest({ hostnamesText: `team${n}.${REGION}.aws.clickhouse.cloud` }, { ...context, idempotencyKey: crypto.randomUUID() })
  return saveDraft(requestId, { accountId, ...network(n) }, context)
}

/** Presses the button of the review, having just seen it. */
async function submit(requestId: string): Promise<EndpointRequest> {
  const request = await findRequest(requestId)
  if (!request) throw new Error(`no request ${requestId}`)
  const { planHash, blocked } = await checkPlan(request.draft, requestId, { tryPermission: false })
  if (!planHash) throw new Error(blocked ?? 'no plan')
  return createEndpoint(requestId, { actor: ACTOR, now: new Date(), planHash })
}

/** Waits for a state; fails with what the request is instead. */
async function untilState(requestId: string, wanted: EndpointState | ((request: EndpointRequest) => boolean), ms = 30_000): Promise<EndpointRequest> {
  const deadline = performance.now() + ms
  for (;;) {
    const request = await findRequest(requestId)
    if (request && (typeof wanted === 'function' ? wanted(request) : request.state === wanted)) return request
    if (performance.now() > deadline) throw new Error(`after ${ms} ms the request is ${request?.state ?? 'not there'}: ${request?.problem ?? 'no problem noted'}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function told<Answer>(asked: Promise<{ status: number; body: Answer }>): Promise<Answer> {
  const { status, body } = await asked
  if (status !== 200) throw new Error(`the sandbox answered ${status}: ${JSON.stringify(body)}`)
  return body
}

const counts = async (sandbox: TestSandbox) => (await told(control<{ calls: Count[] }>(sandbox, 'GET calls'))).calls
const allEndpoints = async (sandbox: TestSandbox) => (await told(control<{ endpoints: Seen[] }>(sandbox, 'GET state'))).endpoints
