/** IPv4 arithmetic on subnets, in unsigned 32-bit numbers. */

export type Range = { first: number; size: number }

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/

/** The range of `10.0.0.0/16`, or null where the text is not a CIDR block on its own boundary. */
export function parseCidr(text: string): Range | null {
  const match = CIDR.exec(text)
  if (!match) return null
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number]
  if (Math.max(a, b, c, d) > 255 || bits > 32) return null
  const first = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
  const size = 2 ** (32 - bits)
  return first % size === 0 ? { first, size } : null
}

const toAddress = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')

export const isInside = (inner: Range, outer: Range) =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size

/** AWS keeps the first four addresses of a subnet and the last one for itself. */
const RESERVED = 5

export const usableAddresses = (cidr: string) => Math.max(0, (parseCidr(cidr)?.size ?? 0) - RESERVED)

/**
 * A free address of the subnet, or null where there is none. The search starts at a place that `seed` chooses, so that
 * addresses look dealt out by a cloud and not counted.
 */
export function pickAddress(subnet: { cidr: string; usedAddresses: number }, taken: ReadonlySet<string>, seed: number): string | null {
  const range = parseCidr(subnet.cidr)
  if (!range) return null
  const room = usableAddresses(subnet.cidr) - subnet.usedAddresses
  const start = range.first + 4 + subnet.usedAddresses
  for (let step = 0; step < room; step++) {
    const address = toAddress(start + ((seed + step) % room))
    if (!taken.has(address)) return address
  }
  return null
}

/** May an endpoint have this very address in the subnet? */
export function isAssignable(subnet: { cidr: string; usedAddresses: number }, address: string): boolean {
  const wanted = parseCidr(`${address}/32`)
  const range = parseCidr(subnet.cidr)
  if (!wanted || !range) return false
  return wanted.first >= range.first + 4 + subnet.usedAddresses && wanted.first < range.first + range.size - 1
}
