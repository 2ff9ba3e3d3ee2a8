import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeRequest } from '@/lib/db/requests'
import { listen, type Announcement } from './announce'
import { recoverIntents } from './finish-intent'
import { lookAt } from './look'
import { lookStatusOf } from './look-status'
import { dieBeforeCalling } from './testing/test-memory'
import { DATA, network, PLATFORM, SERVICE, startWorld, type TestWorld, BY_HAND } from './testing/test-world'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

const DESCRIBE = 'DescribeVpcEndpoints'
const stateOf = (requestId: string) => world.rows().find((row) => row.requestId === requestId)?.state
/** Three endpoints, seen once, so that a look has nothing new to tell. */
async function quietThree() {
  const made = [await world.submitted(1), await world.submitted(2), await world.submitted(3)]
  await lookAt(PLATFORM)
  await lookAt(PLATFORM)
  return made
}

describe('B26 what the far side does becomes a state, with its event', () => {
  it.each<[string, string, Record<string, unknown>, string, string | null]>([
    ['rejects', 'reject', { reason: 'unknown account' }, 'rejected', null],
    ['lets it expire', 'expire', {}, 'expired', null],
    ['fails it', 'fail', { code: 'InternalError', message: 'No capacity in usw2-az1.' }, 'failed', 'No capacity in usw2-az1.'],
    ['makes it partial', 'state', { state: 'partial' }, 'partial', null],
    ['spells it the SDK’s way', 'state', { state: 'Rejected' }, 'rejected', null],
  ])('B26 %s', async (_what, act, said, state, problem) => {
    const { requestId, endpointId } = await world.submitted()
    await world.act(endpointId!, act, said)
    expect(await lookAt(PLATFORM)).toMatchObject({ changed: 1, problem: null })
    const request = await world.untilState(requestId, 'rejected' === state ? 'rejected' : (each) => each.state === state)
    expect(request.problem).toBe(problem)
    const [change] = (await world.eventsOf(requestId)).filter(({ kind }) => kind === 'state-changed')
    expect(change).toMatchObject({ from: 'pending-acceptance', to: state, actor: { kind: 'watcher' } })
  })

  it('B26 accepts: connecting, then available, each told once', async () => {
    await world.load({ base: 'current', timings: { pendingMs: 3_000 } })
    const { requestId, endpointId } = await world.submitted()
    await world.act(endpointId!, 'accept')
    await lookAt(PLATFORM)
    expect(stateOf(requestId)).toBe('pending')
    await expect.poll(async () => (await lookAt(PLATFORM), stateOf(requestId))).toBe('available')
    await lookAt(PLATFORM)
    const told = (await world.eventsOf(requestId)).filter(({ kind }) => kind === 'state-changed').map(({ to }) => to)
    expect(told).toEqual(['pending', 'available'])
  })

  it('B26 deletes it by hand: deleting as AWS says, then gone and not “deleted”, since nobody deleted it here', async () => {
    await world.load({ base: 'current', timings: { deletingMs: 0, deletedMs: 0 } })
    const { requestId, endpointId } = await world.submitted()
    await lookAt(PLATFORM)
    await world.act(endpointId!, 'delete', { immediately: true })
    for (let n = 0; n < 3; n++) await lookAt(PLATFORM)
    expect(stateOf(requestId)).toBe('gone')
    expect((await world.eventsOf(requestId)).at(-1)).toMatchObject({ kind: 'vanished', detail: { missedLooks: '3' } })
  })
})

describe('B21 a word that nobody has documented', () => {
  it.each([
    ['a word', 'frobnicating'],
    ['nothing', ' '],
    ['a word with a control character', 'avail\u0001able'],
    ['markup', '<b>available</b>'],
    ['a word from Object.prototype', 'constructor'],
  ])('B21 %s is “unrecognised”, never a success', async (_what, state) => {
    const { requestId, endpointId } = await world.submitted()
    await world.act(endpointId!, 'state', { state: 'available' })
    await lookAt(PLATFORM)
    await world.break({ action: DESCRIBE, kind: 'unknown-state', state })
    await lookAt(PLATFORM)
    expect(stateOf(requestId)).toBe('unrecognised')
    await lookAt(PLATFORM)
    expect(stateOf(requestId), 'and back, once AWS says a word we know').toBe('available')
  })
})

describe('B22 an endpoint that is missing', () => {
  /** As if AWS did not list it: it is there, in a service that is not asked for. */
  const hide = async (endpointId: string) => world.act(endpointId, 'state', { state: 'gone' })
  const showAgain = async (endpointId: string) => world.load({ base: 'current', endpoints: [{ endpointIds: [endpointId], vpcId: network(1).vpcId, serviceName: SERVICE, state: 'available' }] })

  it.each([1, 2])('B22 in %i complete looks and back in the next was never gone', async (looks) => {
    const { requestId, endpointId } = await world.submitted()
    await world.act(endpointId!, 'state', { state: 'available' })
    await lookAt(PLATFORM)
    await hide(endpointId!)
    for (let n = 0; n < looks; n++) await lookAt(PLATFORM)
    expect(stateOf(requestId)).toBe('available')
    await showAgain(endpointId!)
    await lookAt(PLATFORM)
    expect(await world.untilState(requestId, 'available')).toMatchObject({ missedLooks: 0 })
    expect((await world.eventsOf(requestId)).map(({ kind }) => kind)).not.toContain('vanished')
  })

  it('B22 in three complete looks in a row is gone; looks that failed in between do not count', async () => {
    const { requestId, endpointId } = await world.submitted()
    await lookAt(PLATFORM)
    await hide(endpointId!)
    await lookAt(PLATFORM)
    await lookAt(PLATFORM)
    await world.break({ action: DESCRIBE, kind: 'html200', times: 3 })
    for (let n = 0; n < 3; n++) await lookAt(PLATFORM)
    expect(stateOf(requestId)).toBe('pending-acceptance')
    await lookAt(PLATFORM)
    expect(stateOf(requestId)).toBe('gone')
    expect((await world.eventsOf(requestId)).filter(({ kind }) => kind === 'vanished')).toHaveLength(1)
  })

  it('B22 right after it was made is not missing: AWS lists it late', async () => {
    await world.load({ base: 'current', timings: { visibleAfterMs: 600_000 } })
    const { requestId } = await world.submitted()
    for (let n = 0; n < 5; n++) await lookAt(PLATFORM)
    expect(await world.untilState(requestId, 'pending-acceptance')).toMatchObject({ missedLooks: 0 })
  })

  it('B22 right after it was made is not missing, though it was asked for long ago and waited for AWS’s bucket', async () => {
    const { requestId } = await world.draftReady()
    dieBeforeCalling()
    await world.submit(requestId)
    const asked = new Date(Date.now() - 8 * 60_000)
    await changeRequest(requestId, (current) => ({ request: { ...current, submittedAt: asked, stateSince: asked }, events: [], audit: [BY_HAND] }))
    world.crash()
    await world.load({ base: 'current', timings: { visibleAfterMs: 600_000 } })
    await recoverIntents()
    await world.untilState(requestId, 'pending-acceptance')
    for (let n = 0; n < 4; n++) await lookAt(PLATFORM)
    expect(stateOf(requestId)).toBe('pending-acceptance')
  })

  it('B23 one that is missing holds up none of the others', async () => {
    const [one, two, three] = await quietThree()
    await hide(two!.endpointId!)
    await world.act(one!.endpointId!, 'reject')
    await world.act(three!.endpointId!, 'fail')
    await lookAt(PLATFORM)
    expect([one, two, three].map((each) => stateOf(each!.requestId))).toEqual(['rejected', 'pending-acceptance', 'failed'])
  })
})

describe('a look', () => {
  it('is one call for the account and region, and writes nothing where nothing changed', async () => {
    await quietThree()
    const [before, version] = [world.table(), world.dataVersion()]
    await world.forgetCalls()
    expect(await lookAt(PLATFORM)).toEqual({ watched: 3, changed: 0, problem: null, throttled: false })
    expect(await world.callsOf(DESCRIBE)).toBe(1)
    expect(world.table()).toBe(before)
    expect(world.dataVersion()).toBe(version)
  })

  it('that is under way is shared by everybody who asks', async () => {
    await quietThree()
    await world.forgetCalls()
    const reports = await Promise.all(Array.from({ length: 20 }, () => lookAt(PLATFORM)))
    expect(new Set(reports).size).toBe(1)
    expect(await world.callsOf(DESCRIBE)).toBe(1)
  })

  it('of an account with nothing open asks AWS nothing', async () => {
    expect(await lookAt(DATA)).toMatchObject({ watched: 0, problem: null })
    expect(await world.callsOf(DESCRIBE, DATA.accountId)).toBe(0)
  })

  it('tells open pages which requests changed, and how it went', async () => {
    const [one] = await quietThree()
    const heard: Announcement[] = []
    const stop = listen((announcement) => void heard.push(announcement))
    await world.act(one!.endpointId!, 'reject')
    await lookAt(PLATFORM)
    stop()
    expect(heard).toEqual([
      { type: 'requests', requestIds: [one!.requestId] },
      { type: 'look', reach: PLATFORM, status: expect.objectContaining({ problem: null }) as object },
    ])
  })

  it('keeps the time of the last good look when the next one fails', async () => {
    await quietThree()
    const good = lookStatusOf(PLATFORM)
    await world.break({ action: DESCRIBE, kind: 'error500' })
    await lookAt(PLATFORM)
    const after = lookStatusOf(PLATFORM)
    expect(after.problem).toMatch(/internal error/)
    expect(after.lastGoodAt).toBe(good.lastGoodAt)
  })
})
