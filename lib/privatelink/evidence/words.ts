import ipaddr from 'ipaddr.js'
import type { SaidDns, SaidTcp } from './finding'

/** Names and addresses as tools write them, and the operating systems' words for what went wrong. */

export const isAddress = (text: string): boolean => text.length < 46 && /^[\da-f.:]+$/i.test(text) && (text.includes(':') ? ipaddr.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text))

/** Lower case, without the dot at the end and without what stands around it; null where it is no name. */
export function toName(text: string | undefined | null): string | null {
  const name = text?.toLowerCase().replace(/\.$/, '') ?? ''
  return /^[a-z0-9_*](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/.test(name) ? name : null
}

export const toPort = (text: string | undefined | null): number | null => {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0
  return port > 0 && port < 65_536 ? port : null
}

/** `host` and `address` of what was asked: a name, or an address asked for itself. */
export const asked = (text: string | undefined | null): { host: string | null; address: string | null } =>
  text && isAddress(text) ? { host: null, address: text } : { host: toName(text), address: null }

/** `a:1`, `[::1]:1` or a bare name. */
export function hostAndPort(text: string): { host: string; port: number | null } {
  const match = /^\[([^\]]{1,60})\](?::(\d{1,5}))?$/.exec(text) ?? /^([^:]{1,253})(?::(\d{1,5}))?$/.exec(text)
  return match ? { host: match[1]!, port: toPort(match[2]) } : { host: text, port: null }
}

const CONNECT: readonly [RegExp, SaidTcp['outcome']][] = [
  [/connection refused|actively refused|errno=(?:111|61)\b/i, 'refused'],
  [/no route to host|host is unreachable|errno=(?:113|65)\b/i, 'no-route'],
  [/network is unreachable|network unreachable|errno=(?:101|51)\b/i, 'unreachable'],
  [/timed out|time-?out|operation now in progress|errno=(?:110|60)\b/i, 'timeout'],
  [/reset by peer|errno=(?:104|54)\b/i, 'reset'],
]
/** What the words for a connection that did not come about mean, or null. */
export const connectOutcome = (text: string): SaidTcp['outcome'] | null => CONNECT.find(([words]) => words.test(text))?.[1] ?? null

/**
 * glibc keeps three apart: no such name, a name without addresses, a resolver that did not answer properly. macOS, musl and curl
 * have one sentence for all of them, so with those the reason stays open.
 */
const RESOLVE: readonly [RegExp, SaidDns['outcome']][] = [
  [/name or service not known|forward host lookup failed: unknown host|no such host is known/i, 'nxdomain'],
  [/no address associated with/i, 'nodata'],
  [/temporary failure in name resolution|nodename nor servname|could not resolve|bad address|not found address of host|name does not resolve|unknown host|could not be resolved|name resolution of/i, 'unresolved'],
]
export const resolveOutcome = (text: string): SaidDns['outcome'] | null => RESOLVE.find(([words]) => words.test(text))?.[1] ?? null
