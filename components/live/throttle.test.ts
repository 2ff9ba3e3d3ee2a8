import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttle } from './throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('calls at once, and a burst once more at its end', () => {
  const call = vi.fn()
  const throttled = throttle(call, 300)
  throttled()
  expect(call).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 50; i += 1) throttled()
  vi.advanceTimersByTime(299)
  expect(call).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(call).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(10_000)
  expect(call).toHaveBeenCalledTimes(2)
})

it('keeps the distance while calls go on', () => {
  const call = vi.fn()
  const throttled = throttle(call, 300)
  for (let ms = 0; ms < 3_000; ms += 10) {
    throttled()
    vi.advanceTimersByTime(10)
  }
  expect(call.mock.calls.length).toBeGreaterThanOrEqual(10)
  expect(call.mock.calls.length).toBeLessThanOrEqual(11)
})

it('forgets a call that was to come when it is cancelled', () => {
  const call = vi.fn()
  const throttled = throttle(call, 300)
  throttled()
  throttled()
  throttled.cancel()
  vi.advanceTimersByTime(1_000)
  expect(call).toHaveBeenCalledTimes(1)
  throttled()
  expect(call).toHaveBeenCalledTimes(2)
})
