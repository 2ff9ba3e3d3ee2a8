import { describe, expect, it } from 'vitest'
import { isStale, type Look } from './look'

const T = Date.parse('2026-11-23T14:00:00.000Z')
const look = (change: Partial<Look>): Look => ({
  lastGoodAt: new Date(T).toISOString(),
  lastTriedAt: null,
  nextAt: null,
  problem: null,
  everySeconds: 15,
  ...change,
})

describe('a page is stale after three intervals without a complete look', () => {
  it.each([
    ['right after a look', look({}), 0, false],
    ['at exactly three intervals', look({}), 45_000, false],
    ['a moment later', look({}), 45_001, true],
    ['a slower interval allows more', look({ everySeconds: 300 }), 900_000, false],
    ['a clock that went back', look({}), -60_000, false],
    ['never looked since the start: not heard, but not stale either', look({ lastGoodAt: null }), 1e9, false],
    ['no interval known yet', look({ everySeconds: 0 }), 1e9, false],
  ])('%s', (_, given, passed, expected) => expect(isStale(given, T + passed)).toBe(expected))
})
