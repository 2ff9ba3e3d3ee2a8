import { randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { CLIENT_ADDRESS_HEADER } from '@/lib/config'
import { log, withRequestId } from '@/lib/log'
import { cacheControl, createNonce, securityHeaders } from './headers'
import { dropInternalHeaders, judgeBody, judgeRequestLine, judgeRouterState } from './inbound'
import { clientAddress } from './client-address'
import { allowedOrigins, judgeHost, judgeWrite } from './origin'
import type { Refusal } from './refusal'
import { isSharedPath, shownPath } from './secret-path'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void
export type Door = { appUrl: string; listenHost: string; dev: boolean; trustedProxies: readonly string[] }

const FAILED: Refusal = {
  status: 500,
  message: 'Something failed on our side. The log names this request by its x-request-id.',
}
/** How long, and how much, of a refused body is read before the answer: a client that still writes may miss an earlier one. */
const DRAIN_MS = 2_000
const DRAIN_BYTES = 16_000_000

/** Wraps Next's handler: request id and log line, headers on every answer, refusals before Next sees anything. */
export function createListener(handler: Handler, door: Door) {
  const origins = allowedOrigins(door.appUrl)
  const https = door.appUrl.startsWith('https:')

  return (request: IncomingMessage, response: ServerResponse): void => {
    const requestId = randomUUID()
    withRequestId(requestId, () => {
      const nonce = createNonce()
      const headers = securityHeaders({ nonce, dev: door.dev, https, shared: isSharedPath(pathOf(request)) })
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.setHeader('x-request-id', requestId)
      keepCacheControl(request, response)
      logWhenDone(request, response, requestId)

      const refusal = judge(request, door, origins)
      if (refusal) return refuse(request, response, refusal)
      if (request.headers.expect) response.writeContinue()

      const address = clientAddress(request.socket.remoteAddress, request.headers, door.trustedProxies)
      dropInternalHeaders(request.headers, door)
      // Next reads the nonce from here; layouts and the log read the other two.
      const policy = headers['content-security-policy']
      Object.assign(request.headers, { 'content-security-policy': policy, 'x-nonce': nonce, 'x-request-id': requestId, [CLIENT_ADDRESS_HEADER]: address, 'x-causeway-path': request.url })
      tellNextTheHost(request, https)
      void hand(handler, request, response)
    })
  }
}

function judge(request: IncomingMessage, door: Door, origins: readonly string[]): Refusal | null {
  const { method = '', url = '', headers } = request
  return (
    judgeRequestLine(method, url) ??
    judgeShared(method, pathOf(request)) ??
    judgeHost(headers.host, door) ??
    judgeExpectation(headers.expect) ??
    judgeBody(headers) ??
    judgeRouterState(headers) ??
    judgeWrite({ method, path: pathOf(request), headers }, origins)
  )
}

/** Nobody is signed in there, so nothing can be meant by a write: not even an action of another page is found at such an address. */
function judgeShared(method: string, path: string): Refusal | null {
  if (!isSharedPath(path) || method === 'GET' || method === 'HEAD') return null
  return { status: 405, message: 'This page can only be read.', headers: { allow: 'GET, HEAD' } }
}

function judgeExpectation(expect: string | undefined): Refusal | null {
  if (expect === undefined || expect.toLowerCase() === '100-continue') return null
  return { status: 417, message: 'Only 100-continue can be expected here.' }
}

/** Next compares a write's Origin with the host it was asked for. Behind a proxy that is another name; ours was judged already. */
function tellNextTheHost({ headers }: IncomingMessage, https: boolean): void {
  if (headers.origin && URL.canParse(headers.origin)) headers['x-forwarded-host'] = new URL(headers.origin).host
  headers['x-forwarded-proto'] = https ? 'https' : 'http'
}

async function hand(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handler(request, response)
  } catch (err) {
    log().error({ err }, 'A request failed outside Next')
    if (response.headersSent) response.destroy()
    else refuse(request, response, FAILED)
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  response.statusCode = refusal.status
  for (const [name, value] of Object.entries(refusal.headers ?? {})) response.setHeader(name, value)
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  const answer = () => response.end(request.method === 'HEAD' ? undefined : `${refusal.message}\n`)

  const length = Number(request.headers['content-length'] ?? 0)
  const hasBody = length > 0 || request.headers['transfer-encoding'] !== undefined
  if (!hasBody || request.complete) return void answer()
  response.setHeader('connection', 'close')
  if (request.headers.expect || length > DRAIN_BYTES) return void answer()
  const timer = setTimeout(answer, DRAIN_MS)
  request.once('end', () => {
    clearTimeout(timer)
    answer()
  })
  request.once('close', () => clearTimeout(timer))
  request.resume()
}

/** Next sets Cache-Control late, so the last word is said when the head is written. */
function keepCacheControl(request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request)
  const write = response.writeHead.bind(response)
  const last = (status: number, ...rest: (string | OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined)[]) => {
    const [reason, headers] = typeof rest[0] === 'string' ? [rest[0], rest[1]] : [undefined, rest[0] ?? rest[1]]
    for (const [name, value] of pairs(headers)) if (value !== undefined) response.setHeader(name, value)
    const said = response.getHeader('cache-control')
    const allowed = cacheControl({ path, status, said: said === undefined ? undefined : String(said) })
    if (allowed !== undefined) response.setHeader('cache-control', allowed)
    return reason === undefined ? write(status) : write(status, reason)
  }
  response.writeHead = last as typeof response.writeHead
}

function pairs(headers: unknown): [string, OutgoingHttpHeader | undefined][] {
  if (typeof headers !== 'object' || headers === null) return []
  if (!Array.isArray(headers)) return Object.entries(headers)
  // Node takes a flat list too: name, value, name, value
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[String(name), headers[index + 1]] as [string, OutgoingHttpHeader]] : []))
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? ''
}

function logWhenDone(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const started = performance.now()
  const { method } = request
  const path = pathOf(request)
  const quiet = path.startsWith('/_next/') || path === '/api/health' || path === '/api/ready'
  response.once('close', () => {
    const ms = Math.round(performance.now() - started)
    const aborted = response.writableFinished ? {} : { aborted: true }
    // named here: a stream that the client leaves is closed outside the request's own context
    const entry = { requestId, method, path: shownPath(path), status: response.statusCode, ms, ...aborted }
    log()[quiet ? 'debug' : 'info'](entry, 'Answered')
  })
}
