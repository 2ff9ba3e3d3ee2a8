import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { startSandbox, type Sandbox } from './sandbox-process'

// Stands for the real one: listens on --port, says so over IPC, answers with what it was started with.
const PROGRAM = `
import { createServer } from 'node:http'
const port = Number(process.argv[process.argv.indexOf('--port') + 1])
createServer((_, answer) => {
  answer.setHeader('content-type', 'application/json')
  answer.end(JSON.stringify({ pid: process.pid, words: process.argv.slice(2), env: process.env }))
}).listen(port, '127.0.0.1', () => process.send({ type: 'listening', port }))
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
`
const folder = mkdtempSync(join(tmpdir(), 'causeway-http-'))
const entry = join(folder, 'sandbox.mjs')
writeFileSync(entry, PROGRAM)
const broken = join(folder, 'broken.mjs')
writeFileSync(broken, 'process.exit(3)')
const options = { entry, port: null, data: '/tmp/world.json', acceptAfter: null, logLevel: 'silent' }

let running: Sandbox | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
  vi.unstubAllEnvs()
})

type Said = { pid: number; words: string[]; env: Record<string, string> }
const ask = async (port: number) => (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Said

async function listening(answer: (server: Server) => void): Promise<{ port: number; close: () => void }> {
  const server = createServer()
  answer(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

it('takes a free port, hands over where the world is, and nothing of our credentials', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-for-the-sandbox')
  running = await startSandbox({ ...options, acceptAfter: 20 })
  const said = await ask(running.port)
  expect(said.words).toEqual(['--port', String(running.port), '--data', '/tmp/world.json'])
  expect(said.env).toMatchObject({ SANDBOX_ACCEPT_AFTER: '20', SANDBOX_DATA: '/tmp/world.json' })
  expect(JSON.stringify(said)).not.toContain('not-for-the-sandbox')
})

it('is started again on the same port when it dies unasked', async () => {
  running = await startSandbox(options)
  const before = running.pid()
  process.kill(before ?? 0, 'SIGKILL')
  await expect.poll(() => ask(running?.port ?? 0).then((said) => said.pid !== before, () => false)).toBe(true)
})

it('stays ended when it was asked to', async () => {
  const sandbox = await startSandbox(options)
  const pid = sandbox.pid() ?? 0
  await sandbox.stop()
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
  await new Promise((done) => setTimeout(done, 500))
  await expect(ask(sandbox.port)).rejects.toThrow()
})

it('uses a sandbox that already answers on SANDBOX_PORT', async () => {
  const other = await listening((server) => server.on('request', (_, response) => response.setHeader('content-type', 'application/json').end('{}')))
  running = await startSandbox({ ...options, port: other.port })
  expect(running).toMatchObject({ port: other.port })
  expect(running.pid()).toBeUndefined()
  other.close()
})

it('refuses a port that another program holds', async () => {
  const other = await listening((server) => server.on('request', (_, response) => response.end('something else')))
  await expect(startSandbox({ ...options, port: other.port })).rejects.toThrow(/SANDBOX_PORT\) is taken by another program/)
  other.close()
})

it('waits for an old child that is just leaving its port', async () => {
  const leaving = await listening(() => {})
  setTimeout(leaving.close, 600)
  running = await startSandbox({ ...options, port: leaving.port })
  expect((await ask(leaving.port)).pid).toBe(running.pid())
})

it('refuses with a sentence when the program ends at once', async () => {
  await expect(startSandbox({ ...options, entry: broken })).rejects.toThrow(/did not start on port \d+/)
})
