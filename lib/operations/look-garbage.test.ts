import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeClients } from '@/lib/aws/clients'
import { forgetBuckets } from '@/lib/aws/limiter'
import { insertRequestsInBulk } from '@/lib/db/seed-bulk'
import { sampleRequest } from '@/lib/db/sample-requests'
import type { EndpointState } from '@/lib/privatelink/state'
import { lookAt } from './look'
import { PLATFORM, SERVICE, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

const DESCRIBE = 'DescribeVpcEndpoints'
const STATES: EndpointState[] = ['available', 'pending-acceptance', 'rejected']
const AWS_WORDS = ['available', 'pendingAcceptance', 'rejected']

/** So many requests whose endpoints are at AWS, in three states, looked at until there is nothing left to learn. */
async function settled(count: number): Promise<void> {
  const requests = Array.from({ length: count }, (_, n) => sampleRequest(n, { ...PLATFORM, state: STATES[n % 3]! }))
  await insertRequestsInBulk(requests)
  const endpoints = AWS_WORDS.map((state, k) => ({ state, serviceName: SERVICE, endpointIds: requests.filter((_, n) => n % 3 === k).map(({ endpointId }) => endpointId) }))
  await world.load({ base: 'current', endpoints })
  for (let n = 0; n < 2; n++) expect(await lookAt(PLATFORM)).toMatchObject({ watched: count, problem: null })
}

describe('an answer that tells nothing', () => {
  it.each([
    ['B13 throttling', 'throttle'],
    ['B15 a page of HTML with 200', 'html200'],
    ['B15 an empty 200', 'empty200'],
    ['B15 a foreign document', 'foreign-root'],
    ['B16 JSON', 'json200'],
    ['B16 half of the answer', 'truncated'],
    ['B16 a 502 of a proxy', 'html502'],
    ['B16 a lie about gzip', 'gzip-lie'],
    ['B16 a 500', 'error500'],
    ['B16 a reset instead of an answer', 'reset-before'],
    ['B16 a reset after the answer was made', 'reset-after'],
    ['B17 50,000 elements in one another', 'deep-xml'],
    ['B17 50 MB', 'big-body'],
    ['B18 a DOCTYPE with entities', 'doctype-bomb'],
    ['B19 __proto__ and constructor', 'proto-elements'],
    ['B20 the same page token again', 'repeat-token'],
    ['B24 a missing permission', 'denied'],
  ])('%s changes nothing, and says why', async (_name, kind) => {
    await settled(9)
    const [before, version] = [world.table(), world.dataVersion()]
    await world.break({ action: DESCRIBE, kind, times: 2 })
    const report = await lookAt(PLATFORM)
    expect(report).toMatchObject({ watched: 9, changed: 0, problem: expect.stringMatching(/\S{3}/) as string, throttled: kind === 'throttle' })
    expect(world.table()).toBe(before)
    expect(world.dataVersion()).toBe(version)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    await world.mend()
    expect(await lookAt(PLATFORM)).toMatchObject({ watched: 9, problem: null })
  })

  it('B13 throttled again and again: no state changes, few calls, and well again at the first good answer', async () => {
    await settled(9)
    const before = world.table()
    await world.break({ action: DESCRIBE, kind: 'throttle', times: 1_000 })
    await world.forgetCalls()
    for (let n = 0; n < 10; n++) expect(await lookAt(PLATFORM)).toMatchObject({ changed: 0, throttled: true, problem: expect.stringMatching(/Nothing is lost/) as string })
    expect(await world.callsOf(DESCRIBE), 'one call a look, nothing sent again by the SDK').toBe(10)
    expect(world.table()).toBe(before)
    await world.mend()
    expect(await lookAt(PLATFORM)).toMatchObject({ problem: null, throttled: false })
    expect(world.table()).toBe(before)
  })
})

describe('P1 P5 2,500 endpoints in one account and region', () => {
  it('are three calls a look, and a look without news commits nothing', { timeout: 60_000 }, async () => {
    await settled(2_500)
    const [before, version] = [world.table(), world.dataVersion()]
    for (let n = 0; n < 3; n++) {
      await world.forgetCalls()
      expect(await lookAt(PLATFORM)).toEqual({ watched: 2_500, changed: 0, problem: null, throttled: false })
      expect(await world.callsOf(DESCRIBE)).toBe(3)
    }
    expect(world.dataVersion()).toBe(version)
    expect(world.table()).toBe(before)

    // B20: whatever page of the three fails, the other two are not believed, and nothing is missing because of it.
    for (const page of [1, 2, 3]) {
      await world.break({ action: DESCRIBE, kind: `fail-page:${page}` })
      expect(await lookAt(PLATFORM), `B20 page ${page} of 3 fails`).toMatchObject({ changed: 0, problem: expect.any(String) as string })
    }
    await world.break({ action: DESCRIBE, kind: 'repeat-token', times: 5 })
    expect(await lookAt(PLATFORM), 'B20 a token that comes again').toMatchObject({ changed: 0, problem: expect.stringMatching(/never ends|twice/) as string })
    await world.mend()
    expect(world.dataVersion()).toBe(version)

    const [one] = world.rows().filter(({ state }) => state === 'pending-acceptance')
    await world.act(one!.endpointId!, 'reject')
    await lookAt(PLATFORM)
    const changed = world.rows().filter(({ requestId, state }) => before.includes(requestId) && state === 'rejected')
    expect(changed).toHaveLength(Math.floor(2_500 / 3) + 1)
  })
})

describe('R4 a storm', () => {
  it('of sixty answers of any kind changes no state that AWS did not change', { timeout: 60_000 }, async () => {
    await settled(30)
    const states = () => JSON.stringify(world.rows())
    const before = states()
    const kinds = [
      'throttle', 'error500', 'html502', 'html200', 'empty200', 'json200', 'reset-before', 'reset-after', 'truncated', 'denied', 'expired-token',
      'repeat-token', 'foreign-root', 'deep-xml', 'doctype-bomb', 'proto-elements', 'gzip-lie', 'fail-page:1',
    ]
    const drawn = Array.from({ length: 60 }, () => kinds[Math.floor(Math.random() * kinds.length)]!)
    for (const kind of drawn) {
      forgetBuckets()
      await world.break({ action: DESCRIBE, kind, times: 2 })
      const { problem } = await lookAt(PLATFORM)
      expect(problem, `${kind}, of ${drawn.join(' ')}`).toEqual(expect.any(String))
      expect(states(), `${kind}, of ${drawn.join(' ')}`).toBe(before)
      await world.mend()
    }
    // Credentials that AWS called expired rest for a while; a test of the account ends that.
    closeClients()
    expect(await lookAt(PLATFORM)).toMatchObject({ problem: null, changed: 0 })
    expect(states()).toBe(before)
  })
})
