import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reader, write } from '@/lib/db/client'
import { drainSwitches } from '@/lib/operations/finish-switch'
import type { Place } from '@/lib/operations/testing/test-scenario'
import { bringAbout } from '@/lib/operations/testing/test-scenario-world'
import { startWorld, type TestWorld } from '@/lib/operations/testing/test-world'
import { call, forgetPace, key, person, tokenFor } from './test-api'

// Checks, mending, the query, evidence and private DNS by API, in a sandbox whose network is really tried.

let world: TestWorld
let [well, closed, off, dark]: Place[] = []
let operator = ''
let viewer = ''

beforeAll(async () => {
  world = await startWorld()
  ;[well, closed, off, dark] = await bringAbout(world, [
    { what: 'all is well', symptomId: null },
    { what: 'the group lets nothing in', symptomId: null, rules: [] },
    { what: 'private DNS is off', symptomId: null, privateDns: false },
    { what: 'private DNS is off, and will be on', symptomId: null, privateDns: false },
  ])
  operator = (await tokenFor(await person('operator'))).secret
  viewer = (await tokenFor(await person('viewer'))).secret
}, 60_000)
afterAll(async () => {
  await drainSwitches(100)
  await world.end()
})
beforeEach(forgetPace)

type Shown = { id: string; outcome: string; diagnosis: { mend: { what: string; seen: string; ports: number[] } | null } | null }
const at = ({ requestId }: Place, rest = '') => `/requests/${requestId}${rest}`
const post = (path: string, body?: unknown, secret = operator) => call(path, secret, { method: 'POST', ...(body !== undefined && { body }), headers: key() })
const outcomes = (checks: unknown) => Object.fromEntries((checks as { verdicts: Shown[] }).verdicts.map(({ id, outcome }) => [id, outcome]))
const mendIn = (checks: unknown) => (checks as { verdicts: Shown[] }).verdicts.flatMap(({ diagnosis }) => diagnosis?.mend ?? [])[0]

/** Everything that the database holds, as text. */
const kept = async () => JSON.stringify([await reader().checksRun.findMany(), await reader().audit.findMany(), await reader().idempotentAnswer.findMany(), await reader().reportToken.findMany(), await reader().evidence.findMany()])

describe('checks', () => {
  it('are run and read, with the proof that is missing', async () => {
    expect((await call(at(well!, '/checks'), operator)).body).toMatchObject({ ranAt: null })
    const ran = await post(at(well!, '/checks'))
    expect(ran).toMatchObject({ status: 200, body: { tone: 'unknown', ranBy: 'operator by API token' } })
    expect(outcomes(ran.body)).toMatchObject({ tcp: 'pass', resolution: 'pass', https: 'pass', query: 'unknown' })
    expect((await call(at(well!, '/checks'), viewer)).body).toMatchObject({ ranAt: ran.body.ranAt })
    expect(await post(at(well!, '/checks'), undefined, viewer)).toMatchObject({ status: 403 })
  }, 30_000)

  it('name the rule that is missing, which is added as it was seen and no other', async () => {
    const ran = await post(at(closed!, '/checks'))
    const mend = mendIn(ran.body)!
    expect(mend).toMatchObject({ what: 'add-rule', ports: [8443, 9440] })
    const { what: _, ...agreed } = mend
    expect(await post(at(closed!, '/mend/add-rule'), { ...agreed, seen: 'f'.repeat(32) })).toMatchObject({ status: 409, body: { code: 'change-differs' } })
    const mended = await post(at(closed!, '/mend/add-rule'), agreed)
    expect(mended).toMatchObject({ status: 200, body: { outcome: 'mended' } })
    expect(outcomes(mended.body.checks)).toMatchObject({ configuration: 'pass' })
    expect(await post(at(closed!, '/mend/add-rule'), agreed)).toMatchObject({ body: { outcome: 'was-right-already' } })
  }, 30_000)

  it('turn on the DNS of a VPC, which was on', async () => {
    expect(await post(at(dark!, '/mend/vpc-dns'), { seen: 'f'.repeat(32) })).toMatchObject({ status: 200, body: { outcome: 'was-right-already' } })
    expect(await post(at(dark!, '/mend/vpc-dns'), { seen: 'f'.repeat(32) }, viewer)).toMatchObject({ status: 403 })
  }, 30_000)
})

describe('the query', () => {
  it('tells a wrong password from a broken network, completes the proof with the right one, and keeps neither', async () => {
    const canary = 'canary-of-a-password'
    expect(await post(at(well!, '/query'), { user: 'canary-user', password: canary })).toMatchObject({ status: 200, body: { outcome: 'auth-failed' } })
    expect(await post(at(well!, '/query'), { user: 'default', password: 'sandbox-password' })).toMatchObject({ status: 200, body: { outcome: 'ok', host: well!.name, port: 8443 } })
    expect((await call(at(well!, '/checks'), operator)).body).toMatchObject({ tone: 'good', proof: expect.arrayContaining([expect.objectContaining({ id: 'verify', state: 'done' })]) as unknown })
    expect(await kept()).not.toMatch(/canary|sandbox-password/)
  }, 30_000)

  it('is refused without saying the password again, and sends nothing where the name leads elsewhere', async () => {
    const refused = await post(at(well!, '/query'), { user: '', password: 'canary-of-a-password' })
    expect([refused.status, JSON.stringify(refused.body).includes('canary')]).toEqual([400, false])
    await post(at(off!, '/checks'))
    expect(await post(at(off!, '/query'), { user: 'default', password: 'sandbox-password' })).toMatchObject({ status: 409, body: { code: 'not-private' } })
  }, 30_000)
})

describe('evidence', () => {
  const PASTE = '$ nc -zv 10.0.0.9 9440\nConnection to 10.0.0.9 9440 port [tcp/*] succeeded!'

  it('is kept once for its key, read, and deleted by who gave it', async () => {
    const once = { method: 'POST', body: { text: `${PASTE}\nAuthorization: Bearer canary-bearer-0123456789`, place: 'vpc' }, headers: key() }
    const first = await call(at(well!, '/evidence'), operator, once)
    expect(first).toMatchObject({ status: 201, body: { own: true, findings: [{ tool: expect.any(String) as string }] } })
    // as after a crash between the evidence and its answer
    await write((tx) => tx.idempotentAnswer.updateMany({ data: { status: null, answer: null, at: new Date(Date.now() - 61_000) } }), { unaudited: 'a test' })
    await call(at(well!, '/evidence'), operator, once)
    const listed = await call(at(well!, '/evidence'), viewer)
    expect(listed.body.evidence).toMatchObject([{ evidenceId: first.body.evidenceId, own: false }])
    expect(await kept()).not.toContain('canary-bearer')
    const other = (await tokenFor(await person('operator', 'user-second'))).secret
    const one = at(well!, `/evidence/${String(first.body.evidenceId)}`)
    expect(await call(one, other, { method: 'DELETE' })).toMatchObject({ status: 403, body: { code: 'not-own-evidence' } })
    expect(await call(at(off!, `/evidence/${String(first.body.evidenceId)}`), operator, { method: 'DELETE' })).toMatchObject({ status: 404 })
    expect((await call(one, operator, { method: 'DELETE' })).body).toEqual({ evidence: [] })
    expect(await post(at(well!, '/evidence'), { text: ' ', place: 'vpc' })).toMatchObject({ status: 400, body: { code: 'no-text' } })
  })

  it('is asked for by a script whose key is in the answer only', async () => {
    const { status, body } = await post(at(well!, '/script'), { dialect: 'ps1' })
    const [reportKey] = /cwr_[\w-]+/.exec(String(body.text))!
    expect([status, body.fileName]).toEqual([201, 'causeway-check.ps1'])
    expect(await kept()).not.toContain(reportKey)
    expect(await post(at(well!, '/script'), {}, viewer)).toMatchObject({ status: 403 })
  })
})

describe('private DNS', () => {
  it('is looked at before, switched on with a name that moves, and off again', async () => {
    const before = await call(at(dark!, '/private-dns'), viewer)
    expect(before.body).toMatchObject({ enabled: false, blocked: null, moves: [dark!.name], wish: null, answers: [{ name: dark!.name, outcome: 'nxdomain' }, { name: dark!.publicName }] })
    expect(await post(at(dark!, '/private-dns/on'), { confirmed: 'yes' })).toMatchObject({ status: 400, body: { code: 'not-confirmed' } })
    expect(await post(at(dark!, '/private-dns/on'), { confirmed: dark!.name }, viewer)).toMatchObject({ status: 403 })
    expect(await post(at(dark!, '/private-dns/on'), { confirmed: dark!.name })).toMatchObject({ status: 202, body: { wanted: true, askedBy: 'operator' } })
    await expect.poll(async () => (await call(at(dark!, '/private-dns'), operator)).body, { timeout: 20_000, interval: 500 }).toMatchObject({ enabled: true, wish: { phase: 'done' } })
    expect(await post(at(dark!, '/private-dns/off'))).toMatchObject({ status: 202, body: { wanted: false } })
  }, 60_000)
})
