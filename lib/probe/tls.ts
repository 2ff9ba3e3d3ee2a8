import 'server-only'
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls'
import type { SeenCertificate, TlsOutcome, TlsResult } from '@/lib/privatelink/probe-results'
import type { Dialer } from './dialer'
import { codeOf, LIMITS, startWatch, textOf, toEvidence, visible } from './limits'
import { open } from './tcp'

export type NamedTarget = { servername: string; address: string; port: number }

const CERTIFICATE: Readonly<Record<string, TlsOutcome>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'name-mismatch',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
}

/** An open TLS connection and what OpenSSL says against its certificate (null: nothing). */
export type Secured = { socket: TLSSocket; against: string | null }
/** A handshake that did not come about. */
export class HandshakeError extends Error {
  constructor(
    readonly outcome: TlsOutcome,
    message: string,
  ) {
    super(message)
  }
}

/** Connects and shakes hands with SNI. Throws `HandshakeError`; a certificate that is not right does not throw but is told. */
export async function secure(dialer: Dialer, target: NamedTarget, signal: AbortSignal): Promise<Secured> {
  const raw = await open(dialer, target, signal).catch((thrown: unknown) => {
    throw new HandshakeError(codeOf(thrown) === 'ECONNRESET' ? 'reset' : 'timeout', `TCP: ${codeOf(thrown)} ${textOf(thrown)}`)
  })
  return new Promise((resolve, reject) => {
    const socket = connect({ socket: raw, servername: target.servername, ca: dialer.ca, rejectUnauthorized: false, minVersion: 'TLSv1.2' })
    const fail = (outcome: TlsOutcome, message: string) => {
      settle()
      for (const one of [socket, raw]) one.on('error', () => undefined).destroy()
      reject(new HandshakeError(outcome, message))
    }
    const timer = setTimeout(() => fail('timeout', 'The handshake did not end in time.'), LIMITS.tlsMs)
    const stop = () => fail('timeout', 'The handshake did not end in time.')
    const failed = (cause: Error) => fail(outcomeOf(cause), `${codeOf(cause)} ${textOf(cause)}`)
    const closed = () => fail('eof', 'The connection was closed during the handshake.')
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      socket.off('error', failed).off('close', closed)
    }
    signal.addEventListener('abort', stop, { once: true })
    socket.once('error', failed).once('close', closed)
    socket.once('secureConnect', () => {
      settle()
      socket.on('error', () => undefined)
      const { authorizationError } = socket
      resolve({ socket, against: socket.authorized ? null : String(authorizationError) })
    })
  })
}

function outcomeOf(cause: Error): TlsOutcome {
  const code = codeOf(cause)
  // Node closes a socket that ended in the handshake with ECONNRESET too; its words tell the two apart.
  if (code === 'ECONNRESET') return /before secure TLS connection/.test(cause.message) ? 'eof' : 'reset'
  if (code === 'EPIPE') return 'reset'
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/.test(code)) return 'old-protocol'
  return 'malformed'
}

/** Shakes hands, verifies, and hangs up. */
export async function handshakeTls(dialer: Dialer, target: NamedTarget, signal: AbortSignal): Promise<TlsResult> {
  const watch = startWatch()
  const about = { kind: 'tls' as const, ...target }
  try {
    const { socket, against } = await secure(dialer, target, signal)
    const [protocol, peer] = [socket.getProtocol(), socket.getPeerCertificate()]
    socket.destroy()
    const certificate = toSeen(peer)
    const outcome = against === null ? 'ok' : (CERTIFICATE[against] ?? 'untrusted')
    return { ...about, ...watch(), outcome, certificate, evidence: toEvidence(describe(protocol, certificate, against)) }
  } catch (thrown) {
    if (!(thrown instanceof HandshakeError)) throw thrown
    return { ...about, ...watch(), outcome: thrown.outcome, certificate: null, evidence: toEvidence(`TLS with ${target.servername} at ${target.address} port ${target.port}: ${thrown.message}`) }
  }
}

const MAX_NAMES = 100

function toSeen(peer: PeerCertificate): SeenCertificate | null {
  if (!peer.subject) return null
  const altNames = (peer.subjectaltname ?? '').split(', ').slice(0, MAX_NAMES).map((name) => visible(name.replace(/^(DNS|IP Address):/, '')).slice(0, 255))
  return { subject: nameOf(peer.subject), altNames: altNames.filter((name) => name !== ''), issuer: nameOf(peer.issuer), notAfter: new Date(peer.valid_to) }
}

const nameOf = (name: PeerCertificate['subject']) => visible([name.CN, name.O].flat().filter(Boolean).join(', ')).slice(0, 255)

const describe = (protocol: string | null, certificate: SeenCertificate | null, against: string | null) =>
  [
    `Protocol: ${protocol}`,
    `Subject: ${certificate?.subject}`,
    `Names: ${certificate?.altNames.join(', ')}`,
    `Issuer: ${certificate?.issuer}`,
    `Not after: ${certificate?.notAfter.toUTCString()}`,
    `Verification: ${against ?? 'ok'}`,
  ].join('\n')
