import { createServer as createHttps } from 'node:https'
import type { Server, Socket } from 'node:net'
import { createServer as createTls } from 'node:tls'
import type { Behaviour } from '../world/types'
import type { CertificateKind, CertificateOffice } from './authority'
import { answerHttp } from './clickhouse-http'
import { answerNative } from './clickhouse-native'

const NATIVE_PORT = 9440
const SLOW_MS = 1500

const CERTIFICATE: Partial<Record<Behaviour, CertificateKind>> = {
  'wrong-certificate': 'wrong',
  'expired-certificate': 'expired',
  'self-signed-certificate': 'self-signed',
  'untrusted-certificate': 'untrusted',
  'large-certificate': 'large',
}

/** What happens to an open connection that never gets to TLS; each gets the socket at its first byte. */
const BELOW_TLS: Partial<Record<Behaviour, (socket: Socket) => void>> = {
  reset: (socket) => socket.resetAndDestroy(),
  eof: (socket) => socket.end(),
  'half-open': () => undefined,
  'plain-text': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n'),
  'endless-handshake': trickle,
}

/** ClickHouse, or whatever stands there, at the far end of connections that were let through. */
export class FarEnd {
  private readonly servers = new Map<string, Server>()

  constructor(private readonly office: CertificateOffice) {}

  /** Takes over a connection that is open. `socket` may not have been read from beyond its preamble. */
  async take(socket: Socket, { port, behaviour, region }: { port: number; behaviour: Behaviour; region: string }): Promise<void> {
    const odd = BELOW_TLS[behaviour]
    if (odd) {
      socket.once('data', () => {
        socket.resume()
        odd(socket)
      })
      return void socket.resume()
    }
    if (behaviour === 'slow') await new Promise((done) => setTimeout(done, SLOW_MS).unref())
    const server = await this.serverFor(port === NATIVE_PORT, behaviour, region)
    if (!socket.destroyed) server.emit('connection', socket)
  }

  private async serverFor(isNative: boolean, behaviour: Behaviour, region: string): Promise<Server> {
    const credentials = await this.office.certificateFor(CERTIFICATE[behaviour] ?? 'good', region)
    const key = [isNative, behaviour, region, credentials.cert].join(' ')
    const found = this.servers.get(key)
    if (found) return found
    const old = behaviour === 'old-tls' ? ({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const) : {}
    const options = { ...credentials, ...old, handshakeTimeout: 60_000 }
    const server = isNative
      ? createTls(options, (socket) => speakNative(socket, behaviour))
      : createHttps({ ...options, requestTimeout: 60_000 }, (request, response) => {
          answerHttp(request, response, behaviour).catch(() => response.destroy())
        })
    // A client that does not like the certificate hangs up; that is its right.
    server.on('tlsClientError', () => undefined)
    server.on('clientError', (_: Error, socket: Socket) => socket.destroy())
    if (this.servers.size > 100) this.servers.clear()
    this.servers.set(key, server)
    return server
  }
}

function speakNative(socket: Socket, behaviour: Behaviour): void {
  socket.on('error', () => socket.destroy())
  if (behaviour === 'not-clickhouse' || behaviour === 'binary-body') return void socket.end('SSH-2.0-OpenSSH_9.6\r\n')
  answerNative(socket)
}

/** The header of a long handshake record, and then a byte of it now and then. */
function trickle(socket: Socket): void {
  socket.write(Buffer.from([22, 3, 3, 63, 255, 2, 0, 63, 251]))
  const timer = setInterval(() => socket.write(Buffer.from([0])), 200)
  socket.once('close', () => clearInterval(timer))
}
