import 'server-only'
import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import { randomInt } from 'node:crypto'
import { decode, encode, RECURSION_DESIRED, type Answer, type DecodedPacket } from 'dns-packet'
import type { DnsOutcome, DnsResult } from '@/lib/privatelink/probe-results'
import type { Dialer, NameServer } from './dialer'
import { codeOf, LIMITS, startWatch, textOf, toEvidence, visible } from './limits'

type RecordType = 'A' | 'AAAA'
type Answered = { outcome: DnsOutcome; addresses: string[]; cnames: string[]; evidence: string }

const RCODES: Readonly<Record<number, DnsOutcome>> = { 0: 'answered', 2: 'servfail', 3: 'nxdomain', 5: 'refused' }

/** Asks `server` (`system`, or an address the administrator allows) once for the A and AAAA records of a name that was judged before. */
export async function resolve(dialer: Dialer, { name, server }: { name: string; server: string }, signal: AbortSignal): Promise<DnsResult> {
  const nameServers = dialer.nameServers(server)
  const watch = startWatch()
  const [v4, v6] = await Promise.all([ask(nameServers, name, 'A', signal), ask(nameServers, name, 'AAAA', signal)])
  const all = [...new Set([...v4.addresses, ...v6.addresses])]
  const outcome = all.length > 0 ? 'answered' : v4.outcome === 'nodata' && v6.outcome !== 'nodata' ? v6.outcome : v4.outcome
  const addresses = all.slice(0, LIMITS.addresses)
  const cut = all.length > addresses.length ? `\n(${all.length} addresses; the first ${LIMITS.addresses} are kept.)` : ''
  const evidence = `${toEvidence(`${v4.evidence}\n${v6.evidence}`).slice(0, LIMITS.evidence - cut.length)}${cut}`
  return { kind: 'dns', name, server, ...watch(), outcome, addresses, cnames: v4.cnames.length > 0 ? v4.cnames : v6.cnames, evidence }
}

/** The first name server that answers at all; `timeout` when none does. */
async function ask(nameServers: readonly NameServer[], name: string, type: RecordType, signal: AbortSignal): Promise<Answered> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(LIMITS.dnsMs)])
  let last: Answered = failed('timeout', `; ${type} ${name}: there is no name server to ask`)
  for (const nameServer of nameServers) {
    const isLast = nameServer === nameServers.at(-1)
    const own = isLast ? within : AbortSignal.any([within, AbortSignal.timeout(LIMITS.dnsMs / 2)])
    last = await askOne(nameServer, name, type, own)
    if (last.outcome !== 'timeout') return last
  }
  return last
}

const failed = (outcome: DnsOutcome, evidence: string): Answered => ({ outcome, addresses: [], cnames: [], evidence })

async function askOne(nameServer: NameServer, name: string, type: RecordType, signal: AbortSignal): Promise<Answered> {
  const id = randomInt(65_536)
  const additionals: Answer[] = [{ type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] }]
  const query = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name }], additionals })
  const asked = `; ${type} ${name} @${nameServer.address}`
  try {
    const bytes = await overUdp(nameServer, query, signal)
    const short = decode(bytes)
    const packet = short.flag_tc ? decode(await overTcp(nameServer, query, signal)) : short
    if (packet.id !== id || packet.type !== 'response') return failed('malformed', `${asked}: the answer belongs to another question`)
    return read(packet, name, type, asked)
  } catch (thrown) {
    if (signal.aborted) return failed('timeout', `${asked}: no answer in time`)
    const isRefused = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET'].includes(codeOf(thrown))
    return failed(isRefused ? 'timeout' : 'malformed', `${asked}: ${codeOf(thrown)} ${textOf(thrown)}`)
  }
}

/** Only what leads from the name: its aliases, and the records of the last of them. What else is in the packet is not an answer. */
function read(packet: DecodedPacket, name: string, type: RecordType, asked: string): Answered {
  const rcode = (packet as DecodedPacket & { rcode?: string }).rcode ?? 'NOERROR'
  const records = packet.answers ?? []
  const lines = records.slice(0, 80).map((record) => `${record.name} ${'ttl' in record ? record.ttl : ''} ${record.type} ${'data' in record ? visible(String(record.data)).slice(0, 300) : ''}`)
  const evidence = [`${asked}: ${rcode}`, ...lines].join('\n')
  const coded = RCODES[(packet.flags ?? 0) & 15] ?? 'malformed'
  if (coded !== 'answered') return failed(coded, evidence)
  const cnames: string[] = []
  let at = plain(name)
  for (let step = 0; ; step++) {
    const alias = records.find((record) => record.type === 'CNAME' && plain(record.name) === at)
    if (!alias || alias.type !== 'CNAME') break
    if (step >= LIMITS.aliases) return { outcome: 'malformed', addresses: [], cnames, evidence: `${evidence}\n; more than ${LIMITS.aliases} aliases` }
    at = plain(alias.data)
    cnames.push(visible(at))
  }
  const addresses = records.flatMap((record) => (record.type === type && plain(record.name) === at ? [String(record.data)] : []))
  return { outcome: addresses.length > 0 ? 'answered' : 'nodata', addresses, cnames, evidence }
}

const plain = (name: string) => name.toLowerCase().replace(/\.$/, '')

/** A connected socket, so that only the server that was asked can answer. */
function overUdp({ address, port }: NameServer, query: Buffer, signal: AbortSignal): Promise<Buffer> {
  return new Promise((done, reject) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    const stop = () => finish(() => reject(new Error('no answer')))
    const finish = (then: () => void) => {
      signal.removeEventListener('abort', stop)
      socket.removeAllListeners()
      socket.on('error', () => undefined).close()
      then()
    }
    socket.once('error', (cause) => finish(() => reject(cause)))
    socket.on('message', (bytes) => {
      // Another id is somebody guessing; the real answer may still come.
      if (bytes.length >= 2 && bytes.readUInt16BE(0) === query.readUInt16BE(0)) finish(() => done(bytes))
    })
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    socket.connect(port, address, () => socket.send(query, () => undefined))
  })
}

/** The whole of an answer that did not fit; the protocol itself ends it at 65,535 bytes. */
function overTcp({ address, port }: NameServer, query: Buffer, signal: AbortSignal): Promise<Buffer> {
  return new Promise((done, reject) => {
    const socket = connect(port, address)
    let seen = Buffer.alloc(0)
    const stop = () => finish(() => reject(new Error('no answer')))
    const finish = (then: () => void) => {
      signal.removeEventListener('abort', stop)
      socket.on('error', () => undefined).destroy()
      then()
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    socket.once('error', (cause) => finish(() => reject(cause)))
    socket.once('close', () => finish(() => reject(Object.assign(new Error('closed too early'), { code: 'EPROTO' }))))
    socket.once('connect', () => socket.write(Buffer.concat([Buffer.from([query.length >> 8, query.length & 255]), query])))
    socket.on('data', (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk])
      if (seen.length >= 2 && seen.length >= 2 + seen.readUInt16BE(0)) finish(() => done(seen.subarray(2, 2 + seen.readUInt16BE(0))))
    })
  })
}
