import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { log } from '@/lib/log'
import { createNonce, securityHeaders } from './headers'
import { METHOD_REFUSED } from './inbound'
import { createListener, type Door, type Handler } from './listener'
import type { Refusal } from './refusal'

/** A server that does not wait for ever: the whole head within 10 s, the whole request within 30 s, idle connections 15 s. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 15_000, connectionsCheckingInterval: 2_000 }
/** Twice Node's default, so that an address too long is read and answered as such. */
const LARGEST_HEAD = 32_768

/** The HTTP server, not listening yet. What Node would answer by itself is answered here, with the same headers as all else. */
export function createWebServer(handler: Handler, door: Door): Server {
  const listener: RequestListener = createListener(handler, door)
  // a missing Host is answered by the listener: Node's own answer would lack the headers
  const server = createServer({ ...TIMEOUTS, maxHeaderSize: LARGEST_HEAD, requireHostHeader: false }, listener)
  server.on('checkContinue', listener)
  server.on('checkExpectation', listener)
  server.on('connect', (_request, socket) => answerRaw(socket, METHOD_REFUSED, door))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    log().debug({ code: error.code }, 'A request could not be read')
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    answerRaw(socket, refusalFor(error.code), door)
  })
  return server
}

function refusalFor(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, message: 'The request head is too large.' }
  if (code === 'HPE_INVALID_METHOD') return METHOD_REFUSED
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, message: 'The request did not arrive in time.' }
  return { status: 400, message: 'The request is malformed.' }
}

function answerRaw(socket: Duplex, { status, message, headers }: Refusal, door: Door): void {
  const all = {
    ...securityHeaders({ nonce: createNonce(), dev: door.dev, https: door.appUrl.startsWith('https:') }),
    ...headers,
    'cache-control': 'no-store',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(message) + 1),
    connection: 'close',
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${message}\n`, () => socket.destroy())
}
