import { once } from 'node:events'
import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createStop } from './stop'

const shared = globalThis as { __causewayStop?: () => Promise<void> }
let server: Server
let port = 0
let order: string[] = []
let codes: number[] = []

beforeEach(async () => {
  order = []
  codes = []
  // answers at once but for /stream, which stays open until the application ends it
  server = createServer((request, response) => {
    response.write('begun')
    if (request.url !== '/stream') return void response.end()
    shared.__causewayStop = async () => {
      order.push('application')
      response.end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  delete shared.__causewayStop
  server.closeAllConnections()
  server.close()
})

const stopOf = () =>
  createStop({
    server,
    closeApp: async () => void order.push('next'),
    stopSandbox: async () => void order.push('sandbox'),
    exit: (code) => void codes.push(code),
  })

it('A12 ends streams through the application, then Next, then the sandbox, and exits 0 at once', async () => {
  const [stream] = (await once(get({ port, host: '127.0.0.1', path: '/stream' }), 'response')) as [NodeJS.ReadableStream]
  stream.resume()
  const started = Date.now()
  await stopOf()('SIGTERM')
  expect(order).toEqual(['application', 'next', 'sandbox'])
  expect(codes).toEqual([0])
  expect(Date.now() - started, 'it waited until what does not end is cut off').toBeLessThan(1_900)
  expect(server.listening).toBe(false)
})

it('cuts off a request that does not end, after two seconds', async () => {
  const stuck = get({ port, host: '127.0.0.1', path: '/stream' })
  const [stream] = (await once(stuck, 'response')) as [NodeJS.ReadableStream]
  stream.on('error', () => {}).resume()
  shared.__causewayStop = async () => {}
  const started = Date.now()
  await stopOf()('SIGTERM')
  expect(codes).toEqual([0])
  expect(Date.now() - started).toBeGreaterThan(1_900)
})

it('a second signal gives up at once', async () => {
  let finish = () => {}
  shared.__causewayStop = () => new Promise((resolve) => (finish = resolve))
  const stop = stopOf()
  const first = stop('SIGTERM')
  await stop('SIGINT')
  expect(codes).toEqual([1])
  finish()
  await first
})

it('an application that fails to stop still ends the sandbox, and the exit code tells', async () => {
  shared.__causewayStop = async () => {
    throw new Error('the database would not close')
  }
  await stopOf()('SIGTERM')
  expect(order).toEqual(['sandbox'])
  expect(codes).toEqual([1])
})
