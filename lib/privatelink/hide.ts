import ipaddr from 'ipaddr.js'
import type { EndpointRequest } from './request'
import { withoutSecrets } from './secrets'

/** Takes out of a text what its reader may not see. */
export type Hide = (text: string) => string

type Known = Pick<EndpointRequest, 'plan' | 'draft' | 'addresses'>

/** Ids of AWS resources say nothing of an account or a network, and their digits are no account id. */
const AWS_ID = /((?:vpce-svc|vpce|vpc|subnet|sg|sgr|eni)-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9a-f]))/
const E_MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
// Digits of any script, and in the groups of four in which AWS's console writes an account id.
const TWELVE_DIGITS = /(?<!\p{Nd})(?:\p{Nd}{12}|\p{Nd}{4}[^\p{L}\p{N}]\p{Nd}{4}[^\p{L}\p{N}]\p{Nd}{4})(?!\p{Nd})/gu
const IPV4 = /(?<!\d)(?:\d{1,3}\.){3}\d{1,3}(?!\d)(?:\/\d{1,2}(?!\d))?/g
// The names EC2 gives to machines: ip-10-0-3-17.us-west-2.compute.internal.
const IPV4_IN_NAME = /(?<![a-z0-9])ip-(?:\d{1,3}-){3}\d{1,3}(?!\d)/gi
const PERHAPS_IPV6 = /(?=(?:[0-9a-f]{0,4}:){2})[0-9a-f:.]{2,45}(?:%\w+)?(?:\/\d{1,3})?/gi

export const HIDDEN = { account: 'hidden-account', address: 'hidden-address', range: 'hidden-range', mail: 'hidden-e-mail' }

/**
 * A function that hides, in any text, what a shared request must not tell: e-mail addresses and what looks like a secret always; account
 * ids, IP addresses and ranges unless `showsInternals`. The request's own addresses and ranges get numbers, the same in every text, so
 * that a reader can follow one through a table, a drawing and a command. It goes by shape: a number written in words stays.
 */
export function hiderFor(known: Known, { showsInternals }: { showsInternals: boolean }): Hide {
  const always: Hide = (text) => withoutSecrets(text).replace(E_MAIL, HIDDEN.mail)
  if (showsInternals) return always
  const names = namesOf(known)
  const accounts = [known.plan?.accountId, known.draft.accountId].filter((each) => each !== null && each !== undefined).map(digitsApart)
  const dashed = [...names.keys()].filter((each) => ipaddr.IPv4.isValidFourPartDecimal(each)).map((each) => new RegExp(`(?<!\\d)${each.split('.').join('[-_]')}(?!\\d)`, 'g'))
  const part: Hide = (text) => {
    const withoutAddresses = text
      .replace(IPV4_IN_NAME, HIDDEN.address)
      .replace(IPV4, (found) => nameOf(found, names))
      .replace(PERHAPS_IPV6, (found) => withoutIpv6(found, names))
    const undashed = dashed.reduce((kept, pattern) => kept.replace(pattern, HIDDEN.address), withoutAddresses)
    return accounts.reduce((kept, pattern) => kept.replace(pattern, HIDDEN.account), undashed).replace(TWELVE_DIGITS, HIDDEN.account)
  }
  return (text) =>
    always(text)
      .split(AWS_ID)
      .map((each, at) => (at % 2 === 1 ? each : part(each)))
      .join('')
}

/** The same for every text of a value, however deep. Keys stay. */
export function hideDeep<T>(value: T, hide: Hide): T {
  if (typeof value === 'string') return hide(value) as T
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (Array.isArray(value)) return value.map((each: unknown) => hideDeep(each, hide)) as T
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hideDeep(each, hide)])) as T
}

/** The known account also where its digits stand inside a longer number, or apart. */
const digitsApart = (accountId: string) => new RegExp([...accountId].join('[^\\p{L}\\p{N}]?'), 'gu')

function namesOf({ plan, addresses }: Known): Map<string, string> {
  const ranges = [...new Set((plan?.subnets ?? []).map(({ cidr }) => cidr).filter(Boolean))]
  const own = [...new Set(addresses.map(({ address }) => address).filter(Boolean))]
  return new Map([...ranges.map((cidr, at): [string, string] => [cidr, `${HIDDEN.range}-${at + 1}`]), ...own.map((address, at): [string, string] => [address, `${HIDDEN.address}-${at + 1}`])])
}

function nameOf(found: string, names: Map<string, string>): string {
  const [address = '', length] = found.split('/')
  const named = names.get(found)
  if (named) return named
  const own = names.get(address)
  if (own) return length === undefined ? own : `${own}/${length}`
  return length === undefined || length === '32' ? HIDDEN.address : HIDDEN.range
}

/** Times and fingerprints have colons as well, so what was found is hidden only where it is an address; a stop at its end is the sentence's. */
function withoutIpv6(found: string, names: Map<string, string>): string {
  const [, before = '', middle = '', after = ''] = /^(:(?!:))?(.*?)([.:]*)$/.exec(found) ?? []
  for (const [head, text, tail] of [['', found, ''], [before, middle, after]] as const) {
    const [address = ''] = text.split(/[/%]/)
    if (text !== '' && ipaddr.IPv6.isValid(address)) return `${head}${nameOf(text, names)}${tail}`
  }
  return found
}
