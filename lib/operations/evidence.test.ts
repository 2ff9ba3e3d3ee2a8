import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { write } from '@/lib/db/client'
import { listEvidence } from '@/lib/db/evidence'
import { hashOfSecret } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import { addEvidence } from './add-evidence'
import { deleteEvidence } from './delete-evidence'
import { makeScript, TOKEN_LASTS_MS } from './make-script'
import { receiveReport } from './receive-report'
import { ACTOR, letTesterIn, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
let requestId: string
beforeEach(async () => {
  world = await startWorld()
  requestId = (await world.submitted()).requestId
  await letTesterIn(NOW)
})
afterEach(() => world.end())

const NOW = new Date('2026-11-26T10:00:00.000Z')
const by = { actor: ACTOR, now: NOW }
const BY_TEST = { unaudited: 'arranged by a test' }
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`)
  return [error.code, error.status]
}
const PASTE = '$ nc -zv team1.us-west-2.aws.clickhouse.cloud 9440\nNcat: TIMEOUT.\nand something else\n'

describe('addEvidence', () => {
  it('keeps the text, what it says, who and where, and tells the history', async () => {
    await addEvidence(requestId, { text: PASTE, place: 'laptop' }, by)
    const [kept] = await listEvidence(requestId)
    expect(kept).toMatchObject({ text: PASTE, place: 'laptop', origin: 'paste', at: NOW, actor: { name: 'tester', userId: 'user-tester' }, blanked: [] })
    expect(kept?.reading.findings).toMatchObject([{ tool: 'nc', result: { kind: 'tcp', outcome: 'timeout' } }])
    expect(kept?.reading.notUnderstood).toMatchObject([{ lines: [3, 3] }])
    expect((await world.eventsOf(requestId)).at(-1)).toMatchObject({ kind: 'evidence-added', detail: { origin: 'paste', place: 'laptop', findings: '1' } })
  })

  it('G67 blanks secrets before anything is stored, and says that it did', async () => {
    await addEvidence(requestId, { text: `clickhouse-client --password hunter2Canary\n${PASTE}export AWS_SECRET_ACCESS_KEY=hunter2Canary`, place: 'vpc' }, by)
    const [kept] = await listEvidence(requestId)
    expect(JSON.stringify(kept)).not.toContain('hunter2Canary')
    expect(kept?.blanked).toEqual(['a password', 'an AWS key'])
  })

  it('refuses nothing, too much, and who may not', async () => {
    expect(await refusal(addEvidence(requestId, { text: ' \n', place: 'vpc' }, by))).toEqual(['no-text', 400])
    expect(await refusal(addEvidence(requestId, { text: 'x'.repeat(256_001), place: 'vpc' }, by))).toEqual(['text-too-long', 413])
    expect(await refusal(addEvidence(requestId, { text: 'x', place: 'vpc' }, { ...by, actor: { ...ACTOR, role: 'viewer' } }))).toEqual(['not-allowed', 403])
    expect(await refusal(addEvidence(crypto.randomUUID(), { text: 'x', place: 'vpc' }, by))).toEqual(['not-found', 404])
    expect(await listEvidence(requestId)).toEqual([])
  })

  it('is deleted by who gave it and by nobody else', async () => {
    const { evidenceId } = await addEvidence(requestId, { text: PASTE, place: 'vpc' }, by)
    expect(await refusal(deleteEvidence(evidenceId, { ...by, actor: { ...ACTOR, userId: 'somebody', role: 'admin' } }))).toEqual(['not-own-evidence', 403])
    await deleteEvidence(evidenceId, by)
    expect(await listEvidence(requestId)).toEqual([])
    expect((await world.eventsOf(requestId)).at(-1)?.kind).toBe('evidence-removed')
    expect(await refusal(deleteEvidence(evidenceId, by))).toEqual(['not-found', 404])
  })
})

describe('the report of the script', () => {
  const tokenOf = async (now = NOW) => /^token=(\S+)$/m.exec(await makeScript(requestId, { dialect: 'sh', place: 'vpc' }, { actor: ACTOR, now }))![1]!
  const report = (given: Record<string, unknown> = {}) => JSON.stringify({ version: 1, request: requestId, ran: '2026-11-26T10:00:30Z', on: 'ip-10-0-0-5 Linux', results: [{ kind: 'tcp', target: '10.0.0.9', port: 9440, outcome: 'timeout', said: '' }], ...given })

  it('is taken once with its key, in the name of who made the script', async () => {
    const token = await tokenOf()
    await receiveReport(token, report(), { now: NOW })
    expect(await listEvidence(requestId)).toMatchObject([{ origin: 'script', place: 'vpc', actor: { kind: 'token', name: 'tester', userId: 'user-tester' }, reading: { findings: [{ tool: 'script', result: { address: '10.0.0.9', outcome: 'timeout', at: new Date('2026-11-26T10:00:30Z') } }] } }])
    expect(await refusal(receiveReport(token, report(), { now: NOW }))).toEqual(['bad-key', 401])
    expect(await listEvidence(requestId)).toHaveLength(1)
  })

  it('two at once with one key: one is taken', async () => {
    const token = await tokenOf()
    const both = await Promise.allSettled([1, 2].map(() => receiveReport(token, report(), { now: NOW })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it.each<[string, () => Promise<string>, Date]>([
    ['a wrong key', () => Promise.resolve(`cwr_${'a'.repeat(43)}`), NOW],
    ['a key of another shape', () => Promise.resolve('x'), NOW],
    ['the hash instead of the key', async () => hashOfSecret(await tokenOf()), NOW],
    ['a key an hour old', () => tokenOf(), new Date(NOW.getTime() + TOKEN_LASTS_MS)],
  ])('is refused with %s', async (_what, token, now) => {
    expect(await refusal(receiveReport(await token(), report(), { now }))).toEqual(['bad-key', 401])
    expect(await listEvidence(requestId)).toEqual([])
  })

  it.each<[string, { role: string } | { disabledAt: Date }, [string, number]]>([
    ['may do it no longer', { role: 'viewer' }, ['not-allowed', 403]],
    ['has no access any more', { disabledAt: NOW }, ['bad-key', 401]],
  ])('is refused when who made the script %s', async (_what, data, expected) => {
    const token = await tokenOf()
    await write((tx) => tx.person.update({ where: { id: ACTOR.userId }, data }), BY_TEST)
    expect(await refusal(receiveReport(token, report(), { now: NOW }))).toEqual(expected)
    expect(await listEvidence(requestId)).toEqual([])
  })

  it('is taken a moment before the hour is over', async () => {
    await receiveReport(await tokenOf(), report(), { now: new Date(NOW.getTime() + TOKEN_LASTS_MS - 1) })
  })

  it.each<[string, () => string, [string, number]]>([
    ['no JSON', () => '{', ['bad-report', 400]],
    ['an unknown field', () => report({ more: 1 }), ['bad-report', 400]],
    ['an outcome that is none', () => report({ results: [{ kind: 'tcp', target: 'a', port: 1, outcome: 'fine', said: '' }] }), ['bad-report', 400]],
    ['another request', () => report({ request: crypto.randomUUID() }), ['bad-report', 400]],
    ['more than 64 kB', () => report({ on: 'x'.repeat(65_536) }), ['report-too-large', 413]],
  ])('is refused with %s, and its key is still good', async (_what, body, expected) => {
    const token = await tokenOf()
    expect(await refusal(receiveReport(token, body(), { now: NOW }))).toEqual(expected)
    await receiveReport(token, report(), { now: NOW })
  })

  it('the key itself is nowhere in the database', async () => {
    const token = await tokenOf()
    expect(world.dump()).toContain(hashOfSecret(token))
    expect(world.dump()).not.toContain(token)
  })
})
