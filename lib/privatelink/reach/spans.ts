import ipaddr from 'ipaddr.js'
import { parseCidr } from '../addresses'

/** A run of addresses of one family, both ends included. */
export type Span = { family: 'ipv4' | 'ipv6'; first: bigint; last: bigint }

const order = (a: Span, b: Span): number => (a.family !== b.family ? (a.family === 'ipv4' ? -1 : 1) : a.first < b.first ? -1 : a.first > b.first ? 1 : 0)

/** Sorted, and joined where they touch or overlap: equal sets have equal spans. */
export function union(...sets: readonly (readonly Span[])[]): Span[] {
  const joined: Span[] = []
  for (const span of sets.flat().sort(order)) {
    const before = joined.at(-1)
    if (before && before.family === span.family && span.first <= before.last + 1n) {
      if (span.last > before.last) joined[joined.length - 1] = { ...before, last: span.last }
    } else joined.push({ family: span.family, first: span.first, last: span.last })
  }
  return joined
}

/** The addresses of CIDRs; what is not a CIDR adds nothing. */
export const spansOf = (cidrs: readonly string[]): Span[] => union(cidrs.flatMap((cidr) => parseCidr(cidr) ?? []))

/** One address as a span, or null where it is none. */
export function spanOfAddress(address: string): Span | null {
  return parseCidr(`${address}/${address.includes(':') ? 128 : 32}`)
}

export function intersect(a: readonly Span[], b: readonly Span[]): Span[] {
  return union(
    a.flatMap((x) =>
      b.flatMap((y) => {
        if (x.family !== y.family) return []
        const first = x.first > y.first ? x.first : y.first
        const last = x.last < y.last ? x.last : y.last
        return first <= last ? [{ family: x.family, first, last }] : []
      }),
    ),
  )
}

/** What is in `a` and not in `b`. */
export function subtract(a: readonly Span[], b: readonly Span[]): Span[] {
  let left = [...a]
  for (const cut of b) {
    left = left.flatMap((span) => {
      if (span.family !== cut.family || cut.last < span.first || span.last < cut.first) return [span]
      const before = cut.first > span.first ? [{ ...span, last: cut.first - 1n }] : []
      const after = cut.last < span.last ? [{ ...span, first: cut.last + 1n }] : []
      return [...before, ...after]
    })
  }
  return union(left)
}

/** Every address of `a` is in `b`. */
export const isWithin = (a: readonly Span[], b: readonly Span[]): boolean => subtract(a, b).length === 0

/** The fewest CIDRs that are exactly these addresses. */
export function toCidrs(spans: readonly Span[]): string[] {
  return union(spans).flatMap((span) => {
    const bits = span.family === 'ipv4' ? 32 : 128
    const blocks: string[] = []
    let next = span.first
    while (next <= span.last) {
      let size = 1n
      let prefix = bits
      while (prefix > 0 && next % (size * 2n) === 0n && next + size * 2n - 1n <= span.last) {
        size *= 2n
        prefix -= 1
      }
      blocks.push(`${addressText(next, bits / 8)}/${prefix}`)
      next += size
    }
    return blocks
  })
}

function addressText(value: bigint, length: number): string {
  return ipaddr.fromByteArray(Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 255n))).toString()
}
