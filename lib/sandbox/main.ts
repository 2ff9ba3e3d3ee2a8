import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { startSandbox } from './server'
import { WorldFileError } from './world/journal'

/** The sandbox as a process of its own. Says one line when it listens; ends on SIGTERM, SIGINT, or with the parent that spawned it. */

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function readOptions() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' }, host: { type: 'string' } } })
    return values
  } catch (cause) {
    return refuse(`${cause instanceof Error ? cause.message : String(cause)}. Known are --port N, --data FILE and --host ADDRESS.`)
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 0
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  return refuse('The sandbox’s port (--port or SANDBOX_PORT) must be a number from 0 to 65535; 0 takes a free one.')
}

function readSeconds(text: string | undefined): number | null {
  if (text === undefined || text === '') return null
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text)
  return refuse('SANDBOX_ACCEPT_AFTER must be a number of seconds, or not be set.')
}

function explain(cause: unknown, port: number, dataFile: string): string {
  if (cause instanceof WorldFileError) return cause.message
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Stop it, or choose another port with --port or SANDBOX_PORT.`
  if (code === 'EACCES' && port < 1024) return `Port ${port} may not be opened by this user. Choose one above 1023.`
  return `The sandbox cannot start with ${dataFile}: ${cause instanceof Error ? cause.message : String(cause)}.`
}

const options = readOptions()
const port = readPort(options.port ?? process.env.SANDBOX_PORT)
const dataFile = resolve(options.data ?? (process.env.SANDBOX_DATA || './data/sandbox.json'))
const acceptAfterSeconds = readSeconds(process.env.SANDBOX_ACCEPT_AFTER)

try {
  const sandbox = await startSandbox({ port, host: options.host, dataFile, acceptAfterSeconds })
  const end = () => void sandbox.close().then(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
  process.once('disconnect', end)
  process.send?.({ type: 'listening', port: sandbox.port })
  say({ msg: 'sandbox listening', port: sandbox.port, url: sandbox.url })
} catch (cause) {
  refuse(explain(cause, port, dataFile))
}
