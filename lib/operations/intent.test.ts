import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drainIntents, recoverIntents } from './finish-intent'
import { dieBeforeCalling, hurry } from './testing/test-memory'
import { startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
let restoreTime = () => {}
beforeEach(async () => void (world = await startWorld()))
afterEach(async () => {
  restoreTime()
  restoreTime = () => {}
  await world.end()
})

const CREATE = 'CreateVpcEndpoint'
/** Longer than any test: the call has its effect and its answer never comes. */
const NEVER = 600_000

describe('a process that dies', () => {
  it('A1 before the intent is committed: nothing at AWS, the draft as it was, and it can be sent again', async () => {
    const { requestId } = await world.draftReady()
    const before = world.table()
    world.crash()
    expect(await recoverIntents()).toBe(0)
    expect(world.table()).toBe(before)
    expect(await world.callsOf(CREATE)).toBe(0)

    await world.submit(requestId)
    await world.untilState(requestId, 'pending-acceptance')
    expect(await world.endpointsOf(requestId)).toHaveLength(1)
  })

  it('A2 between the intent and the call: the next life looks, finds none, and makes one with the token of the intent', async () => {
    const { requestId } = await world.draftReady()
    dieBeforeCalling()
    const intent = await world.submit(requestId)
    expect(intent.state).toBe('creating')
    expect(await world.callsOf(CREATE)).toBe(0)

    world.crash()
    expect(await recoverIntents()).toBe(1)
    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(made.clientToken).toBe(intent.clientToken)
    expect(await world.endpointsOf(requestId)).toEqual([expect.objectContaining({ id: made.endpointId })])
    expect(await world.callsOf(CREATE)).toBe(1)
  })

  it('A3 between the call and its answer: the next life finds the endpoint by its tag and calls no second time', async () => {
    await world.break({ action: CREATE, kind: 'slow', delayMs: NEVER })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    await expect.poll(async () => (await world.endpointsOf(requestId)).length).toBe(1)

    world.crash()
    await recoverIntents()
    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(await world.endpointsOf(requestId)).toEqual([expect.objectContaining({ id: made.endpointId })])
    expect(await world.callsOf(CREATE)).toBe(1)
    expect((await world.eventsOf(requestId)).map(({ kind }) => kind)).toContain('endpoint-found')
  })

  it('A3 the same where AWS does not list it yet: the same token gives the same endpoint', async () => {
    await world.load({ base: 'current', timings: { visibleAfterMs: NEVER } })
    await world.break({ action: CREATE, kind: 'slow', delayMs: NEVER })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    await expect.poll(async () => (await world.endpointsOf(requestId)).length).toBe(1)

    world.crash()
    await recoverIntents()
    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(await world.endpointsOf(requestId)).toEqual([expect.objectContaining({ id: made.endpointId })])
    expect(await world.callsOf(CREATE)).toBe(2)
  })

  it('A3 two lives at once, the first not quite dead: one endpoint, attached once', async () => {
    await world.break({ action: CREATE, kind: 'slow', delayMs: 300 })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    await expect.poll(async () => (await world.endpointsOf(requestId)).length).toBe(1)
    world.crash()
    await recoverIntents()
    await world.untilState(requestId, 'pending-acceptance')
    await new Promise((resolve) => setTimeout(resolve, 500))
    const kinds = (await world.eventsOf(requestId)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'endpoint-created' || kind === 'endpoint-found')).toHaveLength(1)
    expect(await world.endpoints()).toHaveLength(1)
  })
})

describe('an answer that is lost', () => {
  it.each([
    ['A4 reset after the effect', 'reset-after', 1],
    ['A4 reset before the effect', 'reset-before', 2],
    ['A4 truncated', 'truncated', 1],
    ['A4 a 500', 'error500', 2],
    ['A4 a page of HTML with status 200', 'html200', 2],
  ])('%s: one endpoint, one request', async (_name, kind, calls) => {
    restoreTime = hurry({ 1_000: 30, 2_000: 30 })
    await world.break({ action: CREATE, kind })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(await world.endpointsOf(requestId)).toEqual([expect.objectContaining({ id: made.endpointId })])
    expect(await world.endpoints()).toHaveLength(1)
    expect(await world.callsOf(CREATE)).toBe(calls)
    expect(made.problem).toBeNull()
  })

  it('A5 comes later than we wait: “creating” with words that say it is being checked, never “failed”, then reconciled', async () => {
    restoreTime = hurry({ 15_000: 1_200, 20_000: 1_200, 1_000: 400, 2_000: 400 })
    await world.break({ action: CREATE, kind: 'slow', delayMs: NEVER })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    const checking = await world.untilState(requestId, ({ problem }) => problem !== null)
    expect(checking.state).toBe('creating')
    expect(checking.problem).toMatch(/in time\. Causeway checks what came of it/)

    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(made.problem).toBeNull()
    expect(await world.endpointsOf(requestId)).toHaveLength(1)
    expect((await world.eventsOf(requestId)).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['create-retried', 'endpoint-found']))
  })

  it('A5 tells of the same trouble once, however often it is tried', async () => {
    restoreTime = hurry({ 1_000: 20, 2_000: 20, 4_000: 20, 8_000: 20 })
    await world.break({ action: CREATE, kind: 'reset-before', times: 3 })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    await world.untilState(requestId, 'pending-acceptance')
    expect((await world.eventsOf(requestId)).filter(({ kind }) => kind === 'create-retried')).toHaveLength(1)
  })

  it('B13 throttled creates wait for AWS’s bucket and are no trouble worth a word', async () => {
    restoreTime = hurry({ 3_400: 30 })
    await world.break({ action: CREATE, kind: 'throttle' })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(made.problem).toBeNull()
    expect((await world.eventsOf(requestId)).map(({ kind }) => kind)).not.toContain('create-retried')
    expect(await world.callsOf(CREATE)).toBe(2)
  })
})

describe('stopping', () => {
  it('A12 with five creates under way ends soon; what is finished has its id, the rest is finished by the next start', async () => {
    await world.break({ action: CREATE, kind: 'slow', times: 5, delayMs: 400 })
    const drafts = await Promise.all([1, 2, 3, 4, 5].map((n) => world.draftReady(n)))
    await Promise.all(drafts.map(({ requestId }) => world.submit(requestId)))
    const began = performance.now()
    await drainIntents(7_000)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(world.rows().every(({ state, endpointId }) => (state === 'creating' ? endpointId === null : endpointId !== null))).toBe(true)
    expect(world.rows().filter(({ state }) => state === 'pending-acceptance').length).toBeGreaterThanOrEqual(4)

    world.crash()
    await recoverIntents()
    for (const { requestId } of drafts) await world.untilState(requestId, 'pending-acceptance')
    expect(await world.endpoints()).toHaveLength(5)
    for (const { requestId } of drafts) expect(await world.endpointsOf(requestId)).toHaveLength(1)
  })

  it('A12 with an answer that never comes gives up when its time is over and leaves a clean intent', async () => {
    await world.break({ action: CREATE, kind: 'slow', delayMs: NEVER })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    const began = performance.now()
    await drainIntents(300)
    expect(performance.now() - began, 'it waited for the answer').toBeLessThan(20_000)
    expect(world.rows()).toEqual([expect.objectContaining({ state: 'creating', endpointId: null })])
  })

  it('A12 begins no new create once it has drained', async () => {
    const { requestId } = await world.draftReady()
    await drainIntents(100)
    await world.submit(requestId)
    expect(await recoverIntents()).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await world.callsOf(CREATE)).toBe(0)
    expect(world.rows()).toEqual([expect.objectContaining({ state: 'creating' })])
  })
})
