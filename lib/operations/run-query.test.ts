import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChecksRun } from '@/lib/db/checks'
import { getRequest } from '@/lib/db/requests'
import { readPart } from '@/lib/db/parts'
import { listAudit } from '@/lib/db/read-audit'
import { standingsAmong } from '@/lib/db/standings'
import { conclude } from '@/lib/privatelink/checks'
import { deriveProof } from '@/lib/privatelink/checks/proof'
import { addEvidence } from './add-evidence'
import { deleteEvidence } from './delete-evidence'
import { proofOf } from './proof-of'
import { runChecks } from './run-checks'
import { runQuery } from './run-query'
import type { Place, Scenario } from './testing/test-scenario'
import { bringAbout } from './testing/test-scenario-world'
import { ACTOR, startWorld, type TestWorld } from './testing/test-world'
import { seeChecks } from './view-checks'

const SCENARIOS: Scenario[] = [{ what: 'all is well', symptomId: null }, { what: 'private DNS is off', symptomId: null, privateDns: false }]
const CANARY = 'wrong-canary-password'
const LOGIN = { user: 'default', password: 'sandbox-password' }

let world: TestWorld
let [well, off]: Place[] = []
const by = () => ({ actor: ACTOR, now: new Date() })
beforeAll(async () => {
  world = await startWorld()
  ;[well, off] = await bringAbout(world, SCENARIOS)
}, 60_000)
afterAll(() => world.end())

const standing = async () => (await readPart(standingsAmong([well!.requestId]))).get(well!.requestId)

async function known(requestId: string) {
  const { verdicts, picture } = await seeChecks(await getRequest(requestId), new Date())
  return { conclusion: conclude(verdicts), proof: deriveProof(verdicts, picture).at(-1)! }
}

describe('a query at the end', () => {
  it('waits for the checks', async () => {
    await expect(runQuery(well!.requestId, { ...LOGIN, ...by() })).rejects.toMatchObject({ code: 'checks-first' })
    await Promise.all([well!, off!].map(({ requestId }) => runChecks(requestId, by())))
  }, 30_000)

  it('with a wrong password says that the network works, and keeps neither user nor password', async () => {
    const seen = await runQuery(well!.requestId, { user: 'canary-user', password: CANARY, ...by() })
    expect(seen.outcome).toBe('auth-failed')
    expect((await known(well!.requestId)).conclusion.symptomId).toBe('authentication-failed')
    expect(await proofOf(await getRequest(well!.requestId), new Date())).toBeNull()
    const kept = JSON.stringify([await findChecksRun(well!.requestId), world.dump()])
    expect(kept).toContain('request.query-run')
    expect(kept).not.toMatch(/canary/)
  })

  it('with the right one completes the proof, and the next run of the checks does not forget it', async () => {
    expect(await runQuery(well!.requestId, { ...LOGIN, ...by() })).toMatchObject({ outcome: 'ok', host: well!.name, port: 8443 })
    expect((await listAudit({}, { limit: 1 })).rows).toMatchObject([{ action: 'request.query-run', actorId: ACTOR.userId }])
    expect((await known(well!.requestId)).proof.state).toBe('done')
    expect((await proofOf(await getRequest(well!.requestId), new Date()))?.lines.at(-1)).toBe('A query was answered over the private way.')
    await runChecks(well!.requestId, by())
    expect(await known(well!.requestId)).toMatchObject({ conclusion: { tone: 'good', symptomId: null }, proof: { state: 'done' } })
  }, 30_000)

  it('and lists follow: proved, not when somebody pastes that it fails, again when that is taken back', async () => {
    expect(await standing()).toBe('proved')
    const text = `$ nc -zv ${well!.addresses[0]} 9440\nNcat: TIMEOUT.\n`
    const { evidenceId } = await addEvidence(well!.requestId, { text, place: 'vpc' }, by())
    expect(await standing()).toBe('broken')
    await deleteEvidence(evidenceId, by())
    expect(await standing()).toBe('proved')
  })

  it('sends nothing where the name does not lead to the endpoint, or to somewhere else as well', async () => {
    await expect(runQuery(off!.requestId, { ...LOGIN, ...by() })).rejects.toMatchObject({ code: 'not-private' })
    await off!.answers([off!.addresses[0], '44.226.112.8'])
    await expect(runQuery(off!.requestId, { ...LOGIN, ...by() })).rejects.toMatchObject({ code: 'not-private' })
  })

  it.each([['reset', 'reset'], ['wrong-certificate', 'error'], ['not-clickhouse', 'error']] as const)('meets %s: %s', async (behaviour, outcome) => {
    await well!.meets(behaviour, { port: 8443 })
    expect((await runQuery(well!.requestId, { user: 'canary-user', password: CANARY, ...by() })).outcome).toBe(outcome)
  })

  it('is for those who may', async () => {
    await expect(runQuery(well!.requestId, { ...LOGIN, actor: { ...ACTOR, role: 'viewer' }, now: new Date() })).rejects.toMatchObject({ code: 'not-allowed' })
  })
})
