import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { drain, forgetBuckets, take } from './limiter'
import type { Action } from './permissions'

const CREATE = 'ec2:CreateVpcEndpoint'
const DESCRIBE = 'ec2:DescribeVpcEndpoints'
let nth = 0
/** A reach of its own for each test: buckets live as long as the process. */
const freshReach = () => ({ accountId: '111122223333', region: `xx-test-${nth++}` })

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
afterEach(() => (forgetBuckets(), vi.useRealTimers()))

/** When each of `count` calls was let through, in seconds from now. */
async function timesOf(count: number, action: Action, reach = freshReach()): Promise<number[]> {
  const began = performance.now()
  const times: number[] = []
  const all = Promise.all(Array.from({ length: count }, () => take(reach, action).then(() => times.push((performance.now() - began) / 1000))))
  await vi.advanceTimersByTimeAsync(300_000)
  await all
  return times
}

describe('buckets', () => {
  it('P11 30 creates stay below AWS’s bucket and take at most 1.1 times its own floor of 87 s', async () => {
    const times = await timesOf(30, CREATE)
    expect(times.filter((time) => time < 0.5)).toHaveLength(4)
    expect(times.at(-1)).toBeLessThan(87 * 1.1)
    times.forEach((time, index) => expect(index + 1).toBeLessThanOrEqual(4 + 0.3 * time + 0.01))
  })

  it('describing takes half of what AWS allows', async () => {
    const times = await timesOf(250, DESCRIBE)
    expect(times.filter((time) => time < 0.1)).toHaveLength(50)
    expect(times.at(-1)).toBeCloseTo(20, 0)
  })

  it('P11 another account, region or action is not held up', async () => {
    const reach = freshReach()
    const busy = timesOf(30, CREATE, reach)
    const done: string[] = []
    void take(reach, 'ec2:DeleteVpcEndpoints').then(() => done.push('action'))
    void take({ ...reach, accountId: '444455556666' }, CREATE).then(() => done.push('account'))
    void take({ ...reach, region: 'eu-west-1' }, CREATE).then(() => done.push('region'))
    await vi.advanceTimersByTimeAsync(0)
    expect(done.sort()).toEqual(['account', 'action', 'region'])
    await busy
  })

  it('serves in the order of asking', async () => {
    const reach = freshReach()
    const order: number[] = []
    const all = Promise.all(Array.from({ length: 10 }, (_, n) => take(reach, CREATE).then(() => order.push(n))))
    await vi.advanceTimersByTimeAsync(60_000)
    await all
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('B13 an answer of RequestLimitExceeded empties the bucket', async () => {
    const reach = freshReach()
    await take(reach, DESCRIBE)
    drain(reach, DESCRIBE)
    let through = false
    void take(reach, DESCRIBE).then(() => (through = true))
    await vi.advanceTimersByTimeAsync(80)
    expect(through).toBe(false)
    await vi.advanceTimersByTimeAsync(100)
    expect(through).toBe(true)
  })

  it('B32 a wall clock that jumps changes nothing', async () => {
    const reach = freshReach()
    await Promise.all(Array.from({ length: 4 }, () => take(reach, CREATE)))
    vi.setSystemTime(Date.now() + 7_200_000)
    let through = false
    void take(reach, CREATE).then(() => (through = true))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(through).toBe(false)
  })
})

describe('giving up', () => {
  it('leaves the queue without taking a token', async () => {
    const reach = freshReach()
    await Promise.all(Array.from({ length: 4 }, () => take(reach, CREATE)))
    const controller = new AbortController()
    const gaveUp = expect(take(reach, CREATE, controller.signal)).rejects.toThrow('enough')
    let next = false
    void take(reach, CREATE).then(() => (next = true))
    controller.abort(new Error('enough'))
    await gaveUp
    await vi.advanceTimersByTimeAsync(3_500)
    expect(next).toBe(true)
  })

  it('does not even begin once the caller has given up', async () => {
    await expect(take(freshReach(), CREATE, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  })
})
