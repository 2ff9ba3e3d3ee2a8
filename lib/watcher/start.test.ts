import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adoptConfig, config } from '@/lib/config'
import { finishIntent, recoverIntents } from '@/lib/operations/finish-intent'
import { lookAt } from '@/lib/operations/look'
import { lookStatusOf } from '@/lib/operations/look-status'
import { dieBeforeCalling } from '@/lib/operations/testing/test-memory'
import { DATA, PLATFORM, startWorld, type TestWorld } from '@/lib/operations/testing/test-world'
import { startWatcher, stopWatcher, watcherHealth } from './start'

const WATCH_SECONDS = 1
let world: TestWorld
beforeEach(async () => void (world = await startWorld({ watchSeconds: WATCH_SECONDS })))
afterEach(() => world.end())

const DESCRIBE = 'DescribeVpcEndpoints'
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** How many looks it takes until what the far side does now is stored. In looks and not in seconds: those are the machine's. */
async function looksUntil(change: Promise<unknown>, requestId: string, state: Parameters<TestWorld['untilState']>[1]): Promise<number> {
  await change
  await world.forgetCalls()
  await world.untilState(requestId, state)
  return world.callsOf(DESCRIBE, PLATFORM.accountId)
}
/** The one that saw it, one that was under way, and one that may have begun before the calls were counted. */
const FEW_LOOKS = 3
/** Calls of the look within the next seconds. */
async function looksWithin(seconds: number, accountId?: string): Promise<number> {
  await world.forgetCalls()
  await sleep(seconds * 1_000)
  return world.callsOf(DESCRIBE, accountId)
}
const makeAvailable = async (n = 1, account = PLATFORM) => {
  const made = await world.submitted(n, account)
  await world.act(made.endpointId!, 'state', { state: 'available' })
  await lookAt(account)
  return world.untilState(made.requestId, 'available')
}

describe('the watcher', () => {
  it('notices what the far side does by the next look', async () => {
    const { requestId, endpointId } = await world.submitted()
    startWatcher()
    await sleep(300)
    expect(await looksUntil(world.act(endpointId!, 'accept'), requestId, 'available')).toBeLessThanOrEqual(FEW_LOOKS)
    const second = await world.submitted(2)
    expect(await looksUntil(world.act(second.endpointId!, 'reject'), second.requestId, 'rejected')).toBeLessThanOrEqual(FEW_LOOKS)
  })

  it('B29 started twice, or ten times, is one loop', async () => {
    await world.submitted()
    for (let n = 0; n < 10; n++) startWatcher()
    await sleep(300)
    const looks = await looksWithin(4)
    expect(looks).toBeGreaterThanOrEqual(2)
    // Jitter only shortens, by a fifth: five in four seconds, and one for the edge.
    expect(looks).toBeLessThanOrEqual(6)
  })

  it('B35 an account that hangs holds up nobody else', async () => {
    await world.submitted(101, DATA)
    const { requestId, endpointId } = await world.submitted(1)
    await world.break({ action: '*', kind: 'hang', account: DATA.accountId, times: 100 })
    await world.forgetCalls()
    startWatcher()
    await sleep(300)
    await world.act(endpointId!, 'accept')
    await world.untilState(requestId, 'available')
    expect(await world.callsOf(DESCRIBE, DATA.accountId), 'and is not asked again while it hangs').toBe(1)
    expect(watcherHealth()).toEqual([])
  })

  it('asks less and less where nothing moves, and at once again when something does', async () => {
    await makeAvailable(1)
    startWatcher()
    await expect.poll(() => lookStatusOf(PLATFORM).everySeconds).toBeGreaterThan(2)
    const second = await world.submitted(2)
    await expect.poll(() => lookStatusOf(PLATFORM).everySeconds).toBe(WATCH_SECONDS)
    await world.act(second.endpointId!, 'accept')
    await world.untilState(second.requestId, 'available')
  })

  it('asks nothing of accounts where nothing is open', async () => {
    startWatcher()
    await sleep(200)
    expect(await looksWithin(1.5)).toBe(0)
    expect(watcherHealth()).toEqual([])
  })

  it('B13 gives AWS time when it throttles, and is back afterwards', async () => {
    const { requestId, endpointId } = await world.submitted()
    await world.break({ action: DESCRIBE, kind: 'throttle', times: 2 })
    startWatcher()
    await expect.poll(() => lookStatusOf(PLATFORM).problem).toMatch(/throttling/)
    expect(world.rows()).toEqual([expect.objectContaining({ state: 'pending-acceptance' })])
    expect((await world.untilState(requestId, 'pending-acceptance')).problem).toBeNull()
    expect(await looksUntil(world.act(endpointId!, 'accept'), requestId, 'available')).toBeLessThanOrEqual(FEW_LOOKS + 1)
    expect(lookStatusOf(PLATFORM).problem).toBeNull()
  })

  it('says when it looks next, and no later than it does', async () => {
    await world.submitted()
    startWatcher()
    await expect.poll(() => lookStatusOf(PLATFORM).nextAt).not.toBeNull()
    const { nextAt, everySeconds } = lookStatusOf(PLATFORM)
    expect(everySeconds).toBe(WATCH_SECONDS)
    await sleep(Date.parse(nextAt!) - Date.now() + 500)
    expect(Date.parse(lookStatusOf(PLATFORM).lastTriedAt!)).toBeGreaterThanOrEqual(Date.parse(nextAt!) - 100)
  })

  it('goes on after a mistake of our own', async () => {
    const { requestId, endpointId } = await world.submitted()
    startWatcher()
    const well = config()
    adoptConfig({ ...well, sandboxPort: null })
    await expect.poll(() => lookStatusOf(PLATFORM).problem).toMatch(/Causeway itself failed/)
    adoptConfig(well)
    await world.act(endpointId!, 'reject')
    await world.untilState(requestId, 'rejected')
  })
})

describe('stopping the watcher', () => {
  it('ends it: no call afterwards, and it says that it does not run', async () => {
    await world.submitted()
    startWatcher()
    await sleep(500)
    await stopWatcher()
    expect(await looksWithin(1.5)).toBe(0)
    expect(watcherHealth()).toEqual(['The watcher is not running.'])
    await stopWatcher()
  })

  it('at any moment of its first round begins no look afterwards', async () => {
    await world.submitted()
    for (let turns = 0; turns < 6; turns++) {
      startWatcher()
      await sleep(0)
      for (let n = 0; n < turns; n++) await new Promise((resolve) => setImmediate(resolve))
      await stopWatcher()
      const lastTriedAt = lookStatusOf(PLATFORM).lastTriedAt
      await sleep(60)
      expect(lookStatusOf(PLATFORM).lastTriedAt, `stopped after ${turns} turns`).toBe(lastTriedAt)
    }
  })

  it('B28 does not wait for an account that hangs', async () => {
    await world.submitted()
    await world.break({ action: DESCRIBE, kind: 'hang' })
    startWatcher()
    await expect.poll(() => world.callsOf(DESCRIBE)).toBeGreaterThan(0)
    const began = performance.now()
    await stopWatcher()
    expect(performance.now() - began, 'it hangs for ever').toBeLessThan(20_000)
  })

  it('lets it be started again', async () => {
    const { requestId, endpointId } = await world.submitted()
    startWatcher()
    await stopWatcher()
    startWatcher()
    await world.act(endpointId!, 'reject')
    await world.untilState(requestId, 'rejected')
  })
})

it('A2 intents that nothing works on are taken up, those under way are not taken up twice', async () => {
  const { requestId } = await world.draftReady()
  dieBeforeCalling()
  await world.submit(requestId)
  world.crash()
  await Promise.all([recoverIntents(), recoverIntents()])
  finishIntent(requestId, { actor: { kind: 'recovery' }, fresh: false })
  await world.untilState(requestId, 'pending-acceptance')
  expect(await world.callsOf('CreateVpcEndpoint')).toBe(1)
  expect(await world.endpoints()).toHaveLength(1)
})
