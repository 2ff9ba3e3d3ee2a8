import ipaddr from 'ipaddr.js'
import { single, type InboundHeaders } from './refusal'

/**
 * Where a request comes from: the other end of the connection, unless that is a trusted proxy. Then it is the last address of
 * `X-Forwarded-For` that is not a trusted proxy's own, because everything further left was written by whoever asked.
 */
export function clientAddress(remote: string | undefined, headers: InboundHeaders, trusted: readonly string[]): string {
  const peer = canonical(remote ?? '')
  if (peer === null) return 'unknown'
  if (!isTrusted(peer, trusted)) return peer
  const said = (single(headers, 'x-forwarded-for') ?? '').split(',').map((each) => canonical(each.trim()))
  for (const address of said.reverse()) {
    // what is not an address was not written by a proxy: nothing left of it can be believed
    if (address === null) return peer
    if (!isTrusted(address, trusted)) return address
  }
  return peer
}

/** One spelling for each address; an IPv4 address in IPv6 clothes is an IPv4 address. */
function canonical(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null
}

function isTrusted(address: string, trusted: readonly string[]): boolean {
  const parsed = ipaddr.parse(address)
  return trusted.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return parsed.kind() === base.kind() && parsed.match([base, bits])
  })
}
