import ipaddr from 'ipaddr.js'

/** A CIDR as its first and last address. Addresses of the two families are kept apart, never compared. */
export type Range = { family: 'ipv4' | 'ipv6'; first: bigint; last: bigint; cidr: string }

/** Reads `10.0.0.0/16` or `2001:db8::/32` (host bits are allowed and cleared), or null where it is not one. */
export function parseCidr(text: string): Range | null {
  if (!/^[0-9a-fA-F.:]{2,45}\/\d{1,3}$/.test(text)) return null
  const [written, prefixText] = text.split('/') as [string, string]
  // `10.1/16` and octal forms mean different things to different programs.
  if (!written.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(written)) return null
  if (!ipaddr.isValid(written)) return null
  const address = ipaddr.parse(written)
  const bytes = address.toByteArray()
  const bits = bytes.length * 8
  const prefix = Number(prefixText)
  if (prefix > bits) return null
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const size = 1n << BigInt(bits - prefix)
  const first = (value / size) * size
  const network = ipaddr.fromByteArray(toBytes(first, bytes.length)).toString()
  return { family: address.kind(), first, last: first + size - 1n, cidr: `${network}/${prefix}` }
}

function toBytes(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 255n))
}

/** Whether every address of `inner` is in at least one of `outers`, together if need be. */
export function isCovered(inner: Range, outers: readonly Range[]): boolean {
  const sorted = outers.filter((each) => each.family === inner.family).sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  let next = inner.first
  for (const { first, last } of sorted) {
    if (first > next) return false
    if (last >= next) next = last + 1n
    if (next > inner.last) return true
  }
  return false
}

export const overlaps = (a: Range, b: Range): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last

/** `0.0.0.0/0` or `::/0`, however written. */
export const isEverywhere = (range: Range): boolean => range.cidr.endsWith('/0')

/** Orders CIDRs by address, then the wider first; what cannot be read comes last, by its text. */
export function compareCidrs(a: string, b: string): number {
  const [x, y] = [parseCidr(a), parseCidr(b)]
  if (!x || !y) return x ? -1 : y ? 1 : compareText(a, b)
  if (x.family !== y.family) return x.family === 'ipv4' ? -1 : 1
  if (x.first !== y.first) return x.first < y.first ? -1 : 1
  return x.last === y.last ? 0 : x.last > y.last ? -1 : 1
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
