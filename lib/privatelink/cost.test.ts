import { describe, expect, it } from 'vitest'
import { monthlyCost, SHIPPED_RATES } from './cost'

const RATES = [{ region: 'us-west-2', perZoneHourUsd: 0.01, perGbUsd: 0.01, asOf: '2026-10-06', source: 'test' }]
const PB = 1024 * 1024

describe('monthlyCost', () => {
  it.each([
    [1, 7.3],
    [3, 21.9],
  ])('%s zones for 730 hours cost $%s', (zones, total) => {
    expect(monthlyCost({ region: 'us-west-2', zones }, RATES)).toMatchObject({ known: true, totalUsd: total, asOf: '2026-10-06', source: 'test' })
  })

  it.each([
    ['1,000 GB', 1000, 10],
    ['the whole first tier', PB, 10485.76],
    ['one PB into the second', 2 * PB, 10485.76 + 6291.46],
    ['the first two tiers', 5 * PB, 10485.76 + 4 * 6291.456],
    ['one PB into the third', 6 * PB, 10485.76 + 4 * 6291.456 + 4194.304],
  ])('data by tiers: %s', (_, gbPerMonth, usd) => {
    const { lines, totalUsd } = monthlyCost({ region: 'us-west-2', zones: 1, gbPerMonth }, RATES)
    expect(lines[1]!.amountUsd).toBeCloseTo(usd, 1)
    expect(totalUsd).toBeCloseTo(7.3 + usd, 1)
  })

  it.each([undefined, 0, -5, NaN, Infinity])('without a usable amount of data (%s) there is no line for it, and the sentence says that it comes on top', (gbPerMonth) => {
    const cost = monthlyCost({ region: 'us-west-2', zones: 2, ...(gbPerMonth === undefined ? {} : { gbPerMonth }) }, RATES)
    expect(cost.lines).toHaveLength(1)
    expect(cost.sentence).toMatch(/\$14\.60 a month.*Data comes on top/)
  })

  it('says of a region without a rate that it does not know', () => {
    expect(monthlyCost({ region: 'ap-south-1', zones: 3 }, SHIPPED_RATES)).toMatchObject({ known: false, lines: [], asOf: null, sentence: expect.stringMatching(/No rate is known for ap-south-1/) })
  })
})

describe('SHIPPED_RATES', () => {
  it('has each region once, dated, with a source that says how sure it is', () => {
    expect(new Set(SHIPPED_RATES.map((rate) => rate.region)).size).toBe(SHIPPED_RATES.length)
    for (const rate of SHIPPED_RATES) {
      expect(rate.asOf).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect(rate.source).toMatch(/AWS price list|Not confirmed|not compared/)
    }
  })
})
