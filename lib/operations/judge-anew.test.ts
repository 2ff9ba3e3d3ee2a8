import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { write } from '@/lib/db/client'
import { readPart } from '@/lib/db/parts'
import { forgetStanding, standingsAmong } from '@/lib/db/standings'
import { addEvidence } from './add-evidence'
import { deleteEvidence } from './delete-evidence'
import { resetPort, setPort } from './edit-ports'
import { judgeAnew } from './judge-anew'
import { judgeUnjudged } from './judge-unjudged'
import { runChecks } from './run-checks'
import { runQuery } from './run-query'
import { holdReading } from './testing/test-held-reading'
import type { Place } from './testing/test-scenario'
import { bringAbout } from './testing/test-scenario-world'
import { ACTOR, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
let place: Place
const by = () => ({ actor: ACTOR, now: new Date() })
const byAdmin = () => ({ actor: { ...ACTOR, role: 'admin' as const }, now: new Date() })
const LOGIN = { user: 'default', password: 'sandbox-password' }
beforeAll(async () => {
  world = await startWorld()
  place = (await bringAbout(world, [{ what: 'all is well', symptomId: null }]))[0]!
  await runChecks(place.requestId, by())
})
afterAll(() => world.end())

const standing = async () => (await readPart(standingsAmong([place.requestId]))).get(place.requestId)
const pasteFailure = (evidenceId?: string) => addEvidence(place.requestId, { text: `$ nc -zv ${place.addresses[0]} 9440\nNcat: TIMEOUT.\n`, place: 'vpc' }, { ...by(), evidenceId })

describe('what is learnt while something else is being judged', () => {
  it('evidence against it, while checks that ended are kept: the list shows what both say', async () => {
    const reading = holdReading('Evidence')
    const run = runChecks(place.requestId, by())
    const { evidenceId } = await reading.overtakenBy(run, pasteFailure)
    await run
    expect(await standing()).toBe('broken')
    await deleteEvidence(evidenceId, by())
  })

  it('that evidence is taken back, while it is judged: the list no longer shows it', async () => {
    const evidenceId = randomUUID()
    const reading = holdReading('Evidence')
    const paste = pasteFailure(evidenceId)
    await reading.overtakenBy(paste, () => deleteEvidence(evidenceId, by()))
    await paste
    expect(await standing()).toBe('unproved')
  })

  it('the answer to the query, while checks that ended are kept: it completes the proof', async () => {
    const reading = holdReading('ChecksRun')
    const run = runChecks(place.requestId, by())
    await reading.overtakenBy(run, () => runQuery(place.requestId, { ...LOGIN, ...by() }))
    await run
    expect(await standing()).toBe('proved')
  })
})

it('a judgement that has seen the last change counts, though who asked for it began before', async () => {
  await judgeAnew(place.requestId, new Date(0))
  expect(await standing()).toBe('proved')
})

it('what was learnt before a process ended is judged by the watcher’s loop, once', async () => {
  await write((tx) => forgetStanding(tx, place.requestId), { unaudited: 'a test' })
  expect(await standing()).toBeUndefined()
  expect(await judgeUnjudged(new Date())).toBe(1)
  expect(await standing()).toBe('proved')
  expect(await judgeUnjudged(new Date())).toBe(0)
})

it('a port that counts from now on, and that no group lets in, is told at once, and no longer when it does not count', async () => {
  await setPort({ port: 3306, name: 'MySQL interface', needed: true }, byAdmin())
  expect(await standing()).toBe('broken')
  await resetPort(3306, byAdmin())
  expect(await standing()).toBe('proved')
})
