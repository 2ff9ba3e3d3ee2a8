import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCidrs, isCovered, isEverywhere, overlaps, parseCidr } from './addresses'

const range = (cidr: string) => parseCidr(cidr)!

describe('parseCidr', () => {
  it.each([
    ['10.0.5.7/16', '10.0.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.1.2.3/32', '10.1.2.3/32'],
    ['2001:DB8:0::1/32', '2001:db8::/32'],
    ['::/0', '::/0'],
  ])('%s is %s', (text, cidr) => expect(parseCidr(text)?.cidr).toBe(cidr))

  it.each(['10.0.0.0', '10.0.0.0/33', '10.1/16', '010.0.0.0/8', '2001:db8::/129', '10.0.0.0/8/8', '10.0.0.0/-1', 'x/8', '', '1.2.3.4/ 8'])('%s is not one', (text) => expect(parseCidr(text)).toBeNull())
})

describe('isCovered', () => {
  it.each([
    ['10.0.0.0/16', ['10.0.0.0/16'], true],
    ['10.0.0.0/16', ['10.0.0.0/17', '10.0.128.0/17'], true],
    ['10.0.0.0/16', ['10.0.128.0/17', '10.0.0.0/17'], true],
    ['10.0.0.0/16', ['10.0.0.0/17', '10.0.128.0/18', '10.0.192.0/19'], false],
    ['10.0.0.0/16', ['10.0.0.1/32'], false],
    ['10.0.0.0/16', ['0.0.0.0/0'], true],
    ['10.0.0.0/16', ['::/0'], false],
    ['2001:db8::/56', ['::/0'], true],
    ['10.0.0.0/16', [], false],
  ] as const)('%s by %s: %s', (inner, outers, expected) => expect(isCovered(range(inner), outers.map(range))).toBe(expected))

  it('agrees with splitting a range in two, in either order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 8, max: 31 }), fc.boolean(), (octet, prefix, swap) => {
        const whole = range(`10.${octet}.0.0/${prefix}`)
        const half = (whole.last - whole.first + 1n) / 2n
        const halves = [
          { ...whole, last: whole.first + half - 1n },
          { ...whole, first: whole.first + half },
        ]
        expect(isCovered(whole, swap ? [...halves].reverse() : halves)).toBe(true)
        expect(isCovered(whole, halves.slice(1))).toBe(false)
      }),
    )
  })
})

it('orders by address and not by text, wider first, the unreadable last', () => {
  expect(['x', '10.0.10.0/24', '::/0', '10.0.9.0/24', '10.0.9.0/23', '10.0.8.0/23'].sort(compareCidrs)).toEqual(['10.0.9.0/23', '10.0.8.0/23', '10.0.9.0/24', '10.0.10.0/24', '::/0', 'x'])
})

it('knows everywhere and overlaps', () => {
  expect(isEverywhere(range('1.2.3.4/0'))).toBe(true)
  expect(isEverywhere(range('128.0.0.0/1'))).toBe(false)
  expect(overlaps(range('10.0.0.0/16'), range('10.0.255.0/24'))).toBe(true)
  expect(overlaps(range('10.0.0.0/16'), range('10.1.0.0/24'))).toBe(false)
})
