import 'server-only'
import type { TLSSocket } from 'node:tls'
import type { NativeOutcome, NativeResult } from '@/lib/privatelink/probe-results'
import type { Dialer } from './dialer'
import { codeOf, LIMITS, startWatch, textOf, toEvidence } from './limits'
import { HandshakeError, secure, type NamedTarget } from './tls'

/**
 * The greeting of ClickHouse’s native protocol (src/Core/Protocol.h): packet 0 is Hello in both directions, packet 2 an
 * exception. A user that exists nowhere, and no password: a refusal proves ClickHouse as well as a welcome.
 */
const USER = 'causeway-probe'
const REVISION = 54_429

/** Speaks the first word of the native protocol over TLS. */
export async function speakNative(dialer: Dialer, target: NamedTarget, signal: AbortSignal): Promise<NativeResult> {
  const watch = startWatch()
  const until = AbortSignal.any([signal, AbortSignal.timeout(LIMITS.overallMs)])
  const about = { kind: 'native' as const, ...target }
  try {
    const answer = await greet(dialer, target, until)
    return { ...about, ...watch(), ...judge(answer) }
  } catch (thrown) {
    const evidence = toEvidence(`native greeting to ${target.address} port ${target.port}: ${codeOf(thrown)} ${textOf(thrown)}`)
    return { ...about, ...watch(), outcome: outcomeOf(thrown, until), evidence }
  }
}

function outcomeOf(thrown: unknown, until: AbortSignal): NativeOutcome {
  if (until.aborted || (thrown instanceof HandshakeError && thrown.outcome === 'timeout')) return 'timeout'
  if (thrown instanceof HandshakeError) return thrown.outcome === 'reset' || thrown.outcome === 'eof' ? 'reset' : 'not-clickhouse'
  return 'reset'
}

/** A server Hello begins with its packet number, the name’s length and a name; an exception with packet 2 and its code. */
function judge(answer: Buffer): { outcome: NativeOutcome; evidence: string } {
  const text = toEvidence(answer.toString('utf8'))
  if (answer[0] === 0 && answer.toString('latin1', 2, 2 + (answer[1] ?? 0)).startsWith('ClickHouse')) return { outcome: 'ok', evidence: text }
  if (answer[0] === 2 && answer.length > 5 && /DB::/.test(text)) return { outcome: 'refused-login', evidence: text }
  return { outcome: 'not-clickhouse', evidence: answer.length === 0 ? 'The connection was closed without an answer.' : text }
}

async function greet(dialer: Dialer, target: NamedTarget, signal: AbortSignal): Promise<Buffer> {
  const { socket, against } = await secure(dialer, target, signal)
  try {
    if (against !== null) throw new HandshakeError('untrusted', `The certificate was not accepted: ${against}`)
    socket.write(hello())
    return await readAnswer(socket, signal)
  } finally {
    socket.destroy()
  }
}

/** Until the server hangs up, or is silent after its first packet, or has said more than a greeting needs. */
function readAnswer(socket: TLSSocket, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    let calm: ReturnType<typeof setTimeout> | undefined
    const stop = () => done(new Error('Nothing came back in time.'))
    const done = (cause?: Error) => {
      clearTimeout(calm)
      signal.removeEventListener('abort', stop)
      if (cause && length === 0) return reject(cause)
      resolve(Buffer.concat(chunks))
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    socket.once('error', done).once('close', () => done())
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      clearTimeout(calm)
      if (length > LIMITS.bytes) return done()
      calm = setTimeout(() => done(), 300)
    })
  })
}

function hello(): Buffer {
  return Buffer.concat([number(0), text('Causeway probe'), number(25), number(8), number(REVISION), text('default'), text(USER), text('')])
}

function number(value: number): Buffer {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128)
  return Buffer.from([...bytes, value])
}
const text = (value: string) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)])
