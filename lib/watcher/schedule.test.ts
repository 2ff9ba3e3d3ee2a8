import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jittered, secondsToNextLook, type LastLook } from './schedule'

const look = (change: Partial<LastLook> = {}): LastLook => ({ outcome: 'good', moving: false, quietLooks: 0, failedLooks: 0, ...change })

describe('when to look again', () => {
  it.each<[string, LastLook, number]>([
    ['something moves', look({ moving: true }), 15],
    ['something moves, however long it has been quiet', look({ moving: true, quietLooks: 40 }), 15],
    ['the first quiet look', look({ quietLooks: 1 }), 22.5],
    ['quiet for long: at most five minutes', look({ quietLooks: 40 }), 300],
    ['the first failure: the usual time', look({ outcome: 'failed', moving: true, failedLooks: 1 }), 15],
    ['failing again: twice as long', look({ outcome: 'throttled', moving: true, failedLooks: 2 }), 30],
    ['failing for long: at most two minutes', look({ outcome: 'failed', moving: true, failedLooks: 30 }), 120],
  ])('%s', (_what, last, seconds) => {
    expect(secondsToNextLook(last, 15)).toBe(seconds)
  })

  it('keeps a longer setting of its own above every ceiling', () => {
    expect(secondsToNextLook(look({ quietLooks: 40 }), 3600)).toBe(3600)
    expect(secondsToNextLook(look({ outcome: 'failed', failedLooks: 9 }), 3600)).toBe(3600)
  })

  it('spreads looks by up to a fifth, and only ever earlier', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999999, noNaN: true }), fc.integer({ min: 1, max: 3600 }), (random, seconds) => {
        const wait = jittered(seconds, random)
        expect(wait).toBeLessThanOrEqual(seconds)
        expect(wait).toBeGreaterThanOrEqual(seconds * 0.8)
      }),
    )
  })
})
