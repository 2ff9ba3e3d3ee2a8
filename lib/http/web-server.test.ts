import { once } from 'node:events'
import { request, type IncomingHttpHeaders, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentRequestId } from '@/lib/log'
import { createWebServer } from './web-server'

let server: Server
let port = 0
let seen: IncomingHttpHeaders = {}
let seenId: string | undefined

// Stands for Next: notes what reached it, sets the headers Next would, and fails where asked to.
beforeAll(async () => {
  // the allowed origins name the port, which is known only after listening: they are judged in origin.test.ts, here one is fixed
  const door = { appUrl: 'http://localhost:3000', listenHost: '127.0.0.1', dev: false, trustedProxies: [] }
  server = createWebServer(async (request, response) => {
    seen = request.headers
    seenId = currentRequestId()
    if (request.url === '/fails') throw new Error('a bug')
    if (request.url === '/fails-late') {
      response.write('half')
      throw new Error('a late bug')
    }
    let size = 0
    for await (const chunk of request) size += (chunk as Buffer).length
    response.setHeader('cache-control', 's-maxage=31536000')
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'content-type': 'text/html' })
    response.end(`<p>${size}</p>`)
  }, door)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((done) => {
  server.close(done)
  server.closeAllConnections()
}))

type Answer = { status: number; headers: IncomingHttpHeaders; body: string }
function ask(path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: Buffer } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { ...(body ? { 'content-length': String(body.length) } : {}), ...headers }, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
/** What the socket says to raw bytes, for what no client library would send. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (part) => (text += part))
    socket.on('close', () => resolve(text)).on('error', reject)
  })
}
const ours = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
const EVERYWHERE = ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'cache-control']

describe('every answer carries the security headers', () => {
  it.each([
    ['200', '/', {}, 200],
    ['404', '/missing', {}, 404],
    ['400 malformed escape', '/%zz', {}, 400],
    ['400 another host in the path', '//evil.example/', {}, 400],
    ['405 TRACE', '/', { method: 'TRACE' }, 405],
    ['405 PROPFIND', '/', { method: 'PROPFIND' }, 405],
    ['411 unknown length', '/', { method: 'POST', headers: { ...ours, 'transfer-encoding': 'chunked' } }, 411],
    ['413 two megabytes', '/', { method: 'POST', headers: ours, body: Buffer.alloc(2_097_152) }, 413],
    ['413 two megabytes, asked first', '/', { method: 'POST', headers: { ...ours, expect: '100-continue', 'content-length': '2097152' } }, 413],
    ['414 nine kilobytes', `/${'x'.repeat(9_000)}`, {}, 414],
    ['414 twenty kilobytes', `/${'x'.repeat(20_000)}`, {}, 414],
    ['417 other expectation', '/', { headers: { expect: 'miracles' } }, 417],
    ['421 rebound name', '/', { headers: { host: 'rebound.evil.example' } }, 421],
    ['403 foreign write', '/', { method: 'POST', headers: { origin: 'http://evil.example' }, body: Buffer.from('x') }, 403],
    ['500 handler failed', '/fails', {}, 500],
  ])('%s', async (_name, path, options, status) => {
    const answer = await ask(path, options)
    expect(answer.status).toBe(status)
    for (const name of EVERYWHERE) expect(answer.headers[name], name).toBeTruthy()
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers).not.toHaveProperty('x-powered-by')
    expect(answer.body).not.toContain('a bug')
  })

  it.each([
    ['a version that is none', 'GET / HTTX/9\r\n\r\n', 400],
    ['an unknown method', 'FROB / HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n', 405],
    ['TRACK', 'TRACK / HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 400],
    ['length and chunks', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a head of 40 kB', `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    ['a target that is a URL', 'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400],
  ])('%s on the bare socket', async (_name, bytes, status) => {
    const text = await raw(bytes)
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    for (const name of EVERYWHERE) expect(text.toLowerCase()).toContain(`\r\n${name}: `)
  })
})

describe('what reaches Next', () => {
  it('is the nonce of this answer and nothing a client forged', async () => {
    const answer = await ask('/', { headers: { 'x-middleware-subrequest': 'middleware', 'x-forwarded-host': 'evil.example', 'x-nonce': 'forged', 'content-security-policy': 'script-src *', rsc: '1' } })
    expect(seen['content-security-policy']).toBe(answer.headers['content-security-policy'])
    expect(answer.headers['content-security-policy']).toContain(`'nonce-${String(seen['x-nonce'])}'`)
    expect(seen).not.toHaveProperty('x-middleware-subrequest')
    expect(seen).not.toHaveProperty('x-forwarded-host')
    expect(seen.rsc).toBe('1')
    expect(seenId).toBe(answer.headers['x-request-id'])
  })

  it('is a write from another of our names, with the host its origin means', async () => {
    const answer = await ask('/', { method: 'POST', headers: { origin: 'http://127.0.0.1:3000' }, body: Buffer.from('12345') })
    expect(answer).toMatchObject({ status: 200, body: '<p>5</p>' })
    expect(seen['x-forwarded-host']).toBe('127.0.0.1:3000')
  })

  it('is a body announced with Expect', async () => {
    const answer = await ask('/', { method: 'POST', headers: { ...ours, expect: '100-continue' }, body: Buffer.from('123') })
    expect(answer).toMatchObject({ status: 200, body: '<p>3</p>' })
  })

  it('is a request with Upgrade, taken as a plain one', async () => {
    expect((await ask('/', { headers: { connection: 'Upgrade', upgrade: 'websocket' } })).status).toBe(200)
  })

  it('E48 is no refused write', async () => {
    seen = {}
    await ask('/', { method: 'POST', headers: { origin: 'null' }, body: Buffer.from('x') })
    expect(seen).toEqual({})
  })
})

it('a handler that fails after it began breaks the answer off instead of ending it', async () => {
  await expect(ask('/fails-late')).rejects.toThrow(/aborted|hang up|reset/i)
})

it('a head that never ends is answered 408 and closed', async () => {
  server.headersTimeout = 300
  const started = Date.now()
  const text = await raw('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  expect(text).toMatch(/^HTTP\/1.1 408 /)
  expect(Date.now() - started).toBeLessThan(10_000)
  server.headersTimeout = 10_000
})
