import { AUTHORITATIVE_ANSWER, RECURSION_AVAILABLE, RECURSION_DESIRED, decode, encode, type Answer, type DecodedPacket, type Packet } from 'dns-packet'
import { isIPv4 } from 'node:net'
import type { DnsOverride } from '../world/types'
import type { World } from '../world/world'
import { findOverride, lookUp, type Known, type Scope } from './names'

const RCODE = { answer: 0, servfail: 2, nxdomain: 3, refused: 5 } as const
/** As most resolvers: more aliases than these are a loop. */
const MAX_CHAIN = 16
const PLAIN_UDP = 512

/** A reply in bytes, or null where the resolver keeps silent. */
export type Replied = Buffer | null
type Context = { world: World; now: number; scope: Scope; /** How often each override was asked for. */ asked: WeakMap<DnsOverride, number> }

/** Answers one DNS message. `isUdp`: too long answers are cut, as the protocol wants. Throws where the bytes are no message. */
export function answerMessage(bytes: Buffer, { isUdp, ...context }: Context & { isUdp: boolean }): Replied {
  const query = decode(bytes)
  const question = query.questions?.[0]
  if (query.type !== 'query' || !question) return null
  const { records, outcome } = follow(question.name.toLowerCase().replace(/\.$/, ''), question.type, context)
  if (outcome === 'timeout') return null
  if (outcome === 'garbage') return Buffer.concat([bytes.subarray(0, 2), Buffer.from('this is no DNS answer, whatever it looks like')])
  const flags = AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | ((query.flags ?? 0) & RECURSION_DESIRED) | RCODE[outcome]
  const edns = query.additionals?.find((record) => record.type === 'OPT')
  const reply: Packet = { type: 'response', id: query.id ?? 0, flags, questions: [question], answers: records }
  const whole = encode(edns ? { ...reply, additionals: [{ type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] }] } : reply)
  const limit = isUdp ? limitOf(query) : 65_535
  return whole.length <= limit ? whole : encode({ ...reply, flags: flags | (isUdp ? 0x0200 : 0), answers: isUdp ? [] : records.slice(0, 1000) })
}

function limitOf(query: DecodedPacket): number {
  const edns = query.additionals?.find((record) => record.type === 'OPT')
  return edns && 'udpPayloadSize' in edns ? Math.max(PLAIN_UDP, Math.min(4096, edns.udpPayloadSize)) : PLAIN_UDP
}

function follow(name: string, type: string, context: Context): { records: Answer[]; outcome: Known['outcome'] } {
  const records: Answer[] = []
  let at = name
  for (let step = 0; step <= MAX_CHAIN; step++) {
    const known = knownOf(at, type, context)
    if (known.outcome !== 'answer') return { records, outcome: known.outcome }
    if (known.cname === undefined) return { records: [...records, ...recordsOf(at, type, known)], outcome: 'answer' }
    records.push({ type: 'CNAME', name: at, ttl: known.ttl, data: known.cname })
    if (type === 'CNAME') return { records, outcome: 'answer' }
    at = known.cname
  }
  return { records, outcome: 'servfail' }
}

function knownOf(name: string, type: string, { world, now, scope, asked }: Context): Known {
  const override = findOverride({ world, scope, name })
  if (!override) return lookUp({ world, now, scope, name })
  const before = asked.get(override) ?? 0
  // AAAA is asked beside A, so only A counts as another question.
  if (type !== 'AAAA') asked.set(override, before + 1)
  return before > 0 ? (override.answer.later ?? override.answer) : override.answer
}

function recordsOf(name: string, type: string, { addresses, text, ttl }: Known): Answer[] {
  const ofType = (wanted: 'A' | 'AAAA', isIts: (address: string) => boolean): Answer[] =>
    type === wanted || type === 'ANY' ? addresses.filter(isIts).map((data) => ({ type: wanted, name, ttl, data })) : []
  const strings = type === 'TXT' || type === 'ANY' ? (text ?? []) : []
  return [
    ...ofType('A', isIPv4),
    ...ofType('AAAA', (address) => !isIPv4(address)),
    ...strings.map((line): Answer => ({ type: 'TXT', name, ttl, data: line.match(/[\s\S]{1,255}/g) ?? [''] })),
  ]
}
