import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { config } from '@/lib/config'
import { listAudit } from '@/lib/db/read-audit'
import { changeRequest } from '@/lib/db/requests'
import { verifyChain } from '@/lib/db/verify-audit'
import { TOKEN_TRUSTED_MS } from '@/lib/privatelink/intent'
import { adoptEndpoint } from './adopt-endpoint'
import { checkPlan } from './check-plan'
import { copyRequest } from './copy-request'
import { createEndpoint } from './create-endpoint'
import { deleteEndpoint } from './delete-endpoint'
import { discardDraft } from './discard-draft'
import { removeService, resetService, setService } from './edit-catalogue'
import { removePort, resetPort, setPort } from './edit-ports'
import { resetRate, setRate } from './edit-rates'
import { recoverIntents } from './finish-intent'
import { giveHostnames } from './give-hostnames'
import { breakNextCalls, mendCalls, playClickHouse, startWorldAnew } from './play-clickhouse'
import { retryCreate } from './retry-create'
import { saveDraft } from './save-draft'
import { startRequest } from './start-request'
import { takeOverEndpoints } from './take-over'
import { moreVerbs, TOLD_ELSEWHERE, type Case } from './testing/more-verbs'
import { dieBeforeCalling } from './testing/test-memory'
import { ACTOR, BY_HAND, network, PLATFORM, REGION, SERVICE, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

const ADMIN = { ...ACTOR, role: 'admin' as const, from: '10.0.0.7' }
const by = () => ({ actor: ADMIN, now: new Date() })
const key = () => ({ ...by(), idempotencyKey: crypto.randomUUID() })
const OWN_SERVICE = { serviceName: `com.amazonaws.vpce.${REGION}.vpce-svc-0123456789abcdef0`, region: REGION, zoneIds: ['usw2-az1'], note: 'ours' }
const ENDPOINT = `vpce-${'a'.repeat(17)}`
const RATE = { region: REGION, perZoneHourUsd: 0.02, perGbUsd: 0.02, asOf: '2026-11-26', source: 'the bill' }

const sure = (work: () => Promise<unknown>): Case['prepare'] => () => Promise.resolve(work)
const afterwards = (first: () => Promise<unknown>, work: () => Promise<unknown>): Case['prepare'] => async () => {
  await first()
  return work
}

async function parked() {
  const { requestId } = await world.draftReady()
  dieBeforeCalling()
  await world.submit(requestId)
  await changeRequest(requestId, (current) => ({ request: { ...current, stateSince: new Date(Date.now() - TOKEN_TRUSTED_MS - 60_000) }, events: [], audit: [BY_HAND] }))
  world.crash()
  await recoverIntents()
  await world.untilState(requestId, 'needs-review')
  return requestId
}

/** An endpoint that no request looks after. */
async function foundInAws() {
  await world.load({ base: 'current', endpoints: [{ endpointIds: [ENDPOINT], vpcId: network(1).vpcId, serviceName: SERVICE }] })
  return { ...PLATFORM, endpointId: ENDPOINT }
}

const CASES: Record<string, Case> = {
  startRequest: { file: 'start-request', tells: /^request\.draft-started$/, prepare: sure(() => startRequest({ hostnamesText: `a.${REGION}.aws.clickhouse.cloud` }, key())) },
  saveDraft: { file: 'save-draft', tells: /^request\.draft-changed$/, prepare: async () => { const { requestId } = await world.draftReady(); return () => saveDraft(requestId, { note: 'a word' }, by()) } },
  discardDraft: { file: 'discard-draft', tells: /^request\.discarded$/, prepare: async () => { const { requestId } = await world.draftReady(); return () => discardDraft(requestId, by()) } },
  createEndpoint: { file: 'create-endpoint', tells: /^request\.create-requested$/, prepare: async () => { const { requestId, draft } = await world.draftReady(); const { planHash } = await checkPlan(draft, requestId, { tryPermission: false }); return () => createEndpoint(requestId, { ...by(), planHash: planHash! }) } },
  deleteEndpoint: { file: 'delete-endpoint', tells: /^request\.delete-requested$/, prepare: async () => { const { requestId } = await world.submitted(); return () => deleteEndpoint(requestId, by()) } },
  copyRequest: { file: 'copy-request', tells: /^request\.copied-from$/, prepare: async () => { const { requestId } = await world.submitted(); await changeRequest(requestId, (current) => ({ request: { ...current, state: 'rejected' }, events: [], audit: [BY_HAND] })); return () => copyRequest(requestId, key()) } },
  retryCreate: { file: 'retry-create', tells: /^request\.create-(retried|requested)$/, prepare: async () => { const requestId = await parked(); return () => retryCreate(requestId, by()) } },
  adoptEndpoint: { file: 'adopt-endpoint', tells: /^request\.endpoint-adopted$/, prepare: async () => { const { requestId } = await world.draftReady(); await world.load({ base: 'current', endpoints: [{ endpointIds: [ENDPOINT], vpcId: network(1).vpcId, serviceName: SERVICE }] }); return () => adoptEndpoint(requestId, ENDPOINT, by()) } },
  takeOverEndpoints: { file: 'take-over', tells: /^request\.endpoint-adopted$/, prepare: async () => { const found = await foundInAws(); return () => takeOverEndpoints([found], { hostnamesText: '', ...by() }) } },
  giveHostnames: { file: 'give-hostnames', tells: /^request\.hostnames-given$/, prepare: async () => { const [taken] = await takeOverEndpoints([await foundInAws()], { hostnamesText: '', ...by() }); if (!taken?.taken) throw new Error('not taken over'); return () => giveHostnames(taken.requestId, `a.${REGION}.aws.clickhouse.cloud`, by()) } },
  setRate: { file: 'edit-rates', tells: /^rate\.changed$/, prepare: sure(() => setRate(RATE, by())) },
  resetRate: { file: 'edit-rates', tells: /^rate\.reset$/, prepare: afterwards(() => setRate(RATE, by()), () => resetRate(REGION, by())) },
  setService: { file: 'edit-catalogue', tells: /^service\.added$/, prepare: sure(() => setService(OWN_SERVICE, by())) },
  'setService of a shipped one': { file: 'edit-catalogue', tells: /^service\.changed$/, prepare: sure(() => setService({ ...OWN_SERVICE, serviceName: SERVICE }, by())) },
  removeService: { file: 'edit-catalogue', tells: /^service\.removed$/, prepare: afterwards(() => setService(OWN_SERVICE, by()), () => removeService(OWN_SERVICE.serviceName, by())) },
  'removeService of a shipped one': { file: 'edit-catalogue', tells: /^service\.hidden$/, prepare: sure(() => removeService(SERVICE, by())) },
  resetService: { file: 'edit-catalogue', tells: /^service\.reset$/, prepare: afterwards(() => removeService(SERVICE, by()), () => resetService(SERVICE, by())) },
  setPort: { file: 'edit-ports', tells: /^port\.added$/, prepare: sure(() => setPort({ port: 9000, name: 'plain', needed: false }, by())) },
  removePort: { file: 'edit-ports', tells: /^port\.hidden$/, prepare: sure(() => removePort(3306, by())) },
  resetPort: { file: 'edit-ports', tells: /^port\.reset$/, prepare: afterwards(() => removePort(3306, by()), () => resetPort(3306, by())) },
  playClickHouse: { file: 'play-clickhouse', tells: /^sandbox\.endpoint-played$/, prepare: async () => { const { endpointId } = await world.submitted(); return () => playClickHouse(endpointId!, 'accept', by()) } },
  breakNextCalls: { file: 'play-clickhouse', tells: /^sandbox\.fault-set$/, prepare: sure(() => breakNextCalls({ action: 'DescribeVpcs', kind: 'throttle', times: 1 }, by())) },
  mendCalls: { file: 'play-clickhouse', tells: /^sandbox\.faults-cleared$/, prepare: sure(() => mendCalls(by())) },
  startWorldAnew: { file: 'play-clickhouse', tells: /^sandbox\.started-anew$/, prepare: sure(() => startWorldAnew(by())) },
  ...moreVerbs(() => world, by),
}
/** Reads, and what only asks AWS to look: what a look finds is told by its events. */
const CHANGES_NOTHING_BY_ITSELF = ['refresh-request', 'compare-endpoint', 'find-untracked']

const all = () => listAudit({}, { limit: 500 }).then(({ rows }) => rows)

describe('every verb is told of', () => {
  it('this file knows all of them: each file of operations that asks who may', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'authorise.ts')
    const asking = files.filter((name) => readFileSync(join(import.meta.dirname, name), 'utf8').includes("from './authorise'")).map((name) => name.replace('.ts', ''))
    const known = new Set([...Object.values(CASES).map(({ file }) => file), ...CHANGES_NOTHING_BY_ITSELF, ...TOLD_ELSEWHERE])
    expect(asking.length).toBeGreaterThan(10)
    expect(asking.filter((name) => !known.has(name))).toEqual([])
  })

  it.each(Object.entries(CASES))('%s', async (_name, { tells, prepare }) => {
    const act = await prepare()
    const last = (await all())[0]?.id ?? 0
    await act()
    const told = (await all()).filter(({ id, action }) => id > last && tells.test(action))
    expect(told).toMatchObject([{ actorKind: 'user', actorId: ADMIN.userId, actorName: ADMIN.name, fromAddress: '10.0.0.7' }])
    expect((await verifyChain()).broken).toBeNull()
  })
})

describe('what cannot be told does not happen', () => {
  it.each(Object.entries(CASES))('%s', async (_name, { prepare }) => {
    const act = await prepare()
    const file = new Sqlite(config().databaseFile)
    try {
      const settings = () => JSON.stringify(['Rate', 'ServiceEdit', 'PortEdit', 'Account', 'ShareLink'].map((name) => file.prepare(`SELECT * FROM "${name}"`).all()))
      file.exec(`CREATE TRIGGER "full_disk" BEFORE INSERT ON "Audit" BEGIN SELECT RAISE(ABORT, 'no room for the trail'); END`)
      const before = [world.table(), settings(), JSON.stringify(await world.endpoints())]
      await expect(act()).rejects.toThrow()
      expect([world.table(), settings(), JSON.stringify(await world.endpoints())]).toEqual(before)
      file.exec('DROP TRIGGER "full_disk"')
      expect((await verifyChain()).broken).toBeNull()
    } finally {
      file.close()
    }
  })
})
