import { describe, expect, it } from 'vitest'
import { formatAgo, formatDuration, formatUtc } from './time-format'

const S = 1000
const M = 60 * S
const H = 60 * M
const D = 24 * H

describe('a length of time reads in its two largest units', () => {
  it.each([
    [-1, '0 s'],
    [0, '0 s'],
    [999, '0 s'],
    [S, '1 s'],
    [M - 1, '59 s'],
    [M, '1 m'],
    [H - 1, '59 m'],
    [H, '1 h'],
    [3 * H + 12 * M + 59 * S, '3 h 12 m'],
    [D - 1, '23 h 59 m'],
    [D, '1 d'],
    [2 * D + 4 * H, '2 d 4 h'],
    [14 * D - 1, '13 d 23 h'],
    [14 * D, '14 d'],
    [14 * D + 23 * H, '14 d'],
    [Number.NaN, 'unknown'],
    [Infinity, 'unknown'],
  ])('%d ms → %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})

describe('an instant reads as its distance from now', () => {
  const now = Date.parse('2026-11-23T14:02:11.000Z')
  it.each([
    ['2026-11-23T14:02:11.000Z', 'just now'],
    ['2026-11-23T14:02:10.001Z', 'just now'],
    ['2026-11-23T14:02:10.000Z', '1 s ago'],
    ['2026-11-23T10:50:00.000Z', '3 h 12 m ago'],
    ['2026-11-23T14:02:11.999Z', 'just now'],
    ['2026-11-23T14:02:12.000Z', 'in 1 s'],
    ['2026-11-23T15:02:11.000+01:00', 'just now'],
    ['not a time', 'unknown'],
    ['', 'unknown'],
  ])('%s → %s', (at, text) => expect(formatAgo(at, now)).toBe(text))
})

describe('an exact time is UTC and says so', () => {
  it.each([
    ['2026-11-23T14:02:11.987Z', '2026-11-23 14:02:11 UTC'],
    ['2026-11-23T00:30:00+01:00', '2026-11-22 23:30:00 UTC'],
    ['soon', 'unknown'],
  ])('%s → %s', (at, text) => expect(formatUtc(at)).toBe(text))
})
