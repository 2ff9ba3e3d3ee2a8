import { createServer, type Server } from 'node:http'
import { answerAws } from './aws'
import { answerControl } from './control'
import { makeSandbox, scheduleAcceptance } from './sandbox'
import { defaultTables } from './world/default-world'
import type { Timings } from './world/types'
import { World } from './world/world'

export type SandboxOptions = {
  /** Not given: a free one. */
  port?: number
  /** Not given: 127.0.0.1. */
  host?: string
  dataFile: string
  /** Seconds until ClickHouse's side accepts by itself; not given: never. */
  acceptAfterSeconds?: number | null
  /** Milliseconds; not given: the machine's clock. */
  now?: () => number
  /** Stored with the world, in milliseconds. */
  timings?: Partial<Timings>
  throttling?: boolean
}

export type RunningSandbox = { url: string; port: number; close: () => Promise<void> }

/**
 * Starts the simulated AWS and its control API on one port.
 * Throws WorldFileError where the data file cannot be read, and Node's error (EADDRINUSE, …) where the port cannot be had.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { host = '127.0.0.1', now = Date.now } = options
  const world = new World(options.dataFile, now)
  const acceptAfterMs = options.acceptAfterSeconds == null ? null : options.acceptAfterSeconds * 1000
  const sandbox = makeSandbox(world, acceptAfterMs)
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 75_000 }, (request, response) => {
    const answer = /^\/_sandbox(\/|$)/.test(request.url ?? '') ? answerControl : answerAws
    void answer(request, response, sandbox)
  })
  // The port first: a sandbox that already runs on it must not have its world touched.
  const port = await listen(server, options.port ?? 0, host)
  try {
    world.open(() => defaultTables(now()))
    configure(world, options)
    scheduleAcceptance(sandbox)
  } catch (cause) {
    await stop(server)
    throw cause
  }
  const close = async () => {
    await stop(server)
    world.close()
  }
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port, close }
}

function configure(world: World, { timings, throttling }: SandboxOptions): void {
  if (timings === undefined && throttling === undefined) return
  const { settings } = world
  world.commit([{ table: 'settings', put: { ...settings, throttling: throttling ?? settings.throttling, timings: { ...settings.timings, ...timings } } }])
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
