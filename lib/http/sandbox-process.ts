import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'

export type SandboxOptions = {
  /** The bundled program, e.g. dist/sandbox.mjs. */
  entry: string
  /** Null: take a free one. */
  port: number | null
  data: string
  acceptAfter: number | null
  logLevel: string
}
export type Sandbox = {
  port: number
  /** Undefined when a sandbox that somebody else runs is used. */
  pid: () => number | undefined
  /** Ends the child; resolves when it is gone. */
  stop: () => Promise<void>
}

const LOOPBACK = '127.0.0.1'
const START_MS = 15_000
/** An old child may still be saving its world when we are restarted on the same port. */
const PORT_WAIT_MS = 3_000
const STOP_MS = 2_000
const BACK_OFF_MS = { first: 100, most: 5_000, calm: 30_000 }

/**
 * Starts the simulated AWS as a child of this process and keeps it running: when it dies unasked it is started again on the same
 * port, so clients find their world again. Throws an `AppError` (code `sandbox`) when it cannot be started.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const port = options.port ?? (await freePort())
  if (!(await portBecomesFree(port))) {
    if (!(await answersAsSandbox(port)))
      throw new AppError(`Port ${port} (SANDBOX_PORT) is taken by another program. Stop that program, or remove SANDBOX_PORT to use a free port.`, { code: 'sandbox' })
    log().info({ sandboxPort: port }, 'Using the sandbox that already runs on this port')
    return { port, pid: () => undefined, stop: async () => {} }
  }
  return supervise(options, port)
}

async function supervise(options: SandboxOptions, port: number): Promise<Sandbox> {
  let stopping = false
  let child = await launch(options, port)

  async function watch(): Promise<void> {
    let pause = BACK_OFF_MS.first
    while (!stopping) {
      const since = Date.now()
      const [code, signal] = (await gone(child)) ?? []
      if (stopping) return
      pause = Date.now() - since > BACK_OFF_MS.calm ? BACK_OFF_MS.first : Math.min(pause * 2, BACK_OFF_MS.most)
      log().warn({ code, signal, sandboxPort: port, againInMs: pause }, 'The sandbox ended unasked and is started again')
      await wait(pause)
      if (stopping) return
      child = await launch(options, port).catch((err: unknown) => {
        log().error({ err }, 'The sandbox could not be started again')
        return child
      })
    }
  }
  void watch()

  const stop = async () => {
    stopping = true
    if (hasEnded(child)) return
    const ended = gone(child)
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(late)
  }
  return { port, pid: () => child.pid, stop }
}

/** Spawns one child and waits until it says over IPC that it listens. */
async function launch(options: SandboxOptions, port: number): Promise<ChildProcess> {
  const accept = options.acceptAfter === null ? {} : { SANDBOX_ACCEPT_AFTER: String(options.acceptAfter) }
  const child = spawn(process.execPath, [options.entry, '--port', String(port), '--data', options.data], {
    // Nothing of ours but what it needs: this process may hold real AWS credentials.
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, LOG_LEVEL: options.logLevel, SANDBOX_DATA: options.data, ...accept },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Its own process group: Ctrl-C in a terminal reaches us first, and calls under way may still need it.
    detached: process.platform !== 'win32',
  })
  const timeout = AbortSignal.timeout(START_MS)
  const listening = new Promise<true>((resolve) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'listening') resolve(true)
    })
  })
  const failed = Promise.race([gone(child), once(timeout, 'abort')]).then(() => false)
  if (await Promise.race([listening, failed])) return child
  child.kill('SIGKILL')
  throw new AppError(`The sandbox did not start on port ${port}. Its own lines above say why; SANDBOX_DATA must be a file it can read and write.`, { code: 'sandbox' })
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}

/** Resolves when the child has ended, also when it could not be spawned at all. */
function gone(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  if (hasEnded(child) && child.pid !== undefined) return Promise.resolve([child.exitCode, child.signalCode])
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]))
    child.once('error', () => resolve([null, null]))
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, LOOPBACK)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function portBecomesFree(port: number): Promise<boolean> {
  const deadline = Date.now() + PORT_WAIT_MS
  while (!(await isFree(port))) {
    if (Date.now() > deadline) return false
    await wait(100)
  }
  return true
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, LOOPBACK, () => server.close(() => resolve(true)))
  })
}

async function answersAsSandbox(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${LOOPBACK}:${port}/_sandbox/calls`, { signal: AbortSignal.timeout(2_000), redirect: 'error' })
    return answer.ok && (answer.headers.get('content-type') ?? '').includes('json')
  } catch {
    return false
  }
}
