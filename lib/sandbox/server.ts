import { createServer, type Server } from 'node:http'
import { answerAws } from './aws'
import { answerControl } from './control'
import { makeSandbox, scheduleAcceptance } from './sandbox'
import { defaultTables } from './world/default-world'
import type { Settings, Timings } from './world/types'
import { DEFAULT_SETTINGS, World } from './world/world'

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
  /** In milliseconds. Both are stored with the world, and are what a reset or a newly described world begins with. */
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
  const settings = withOptions(DEFAULT_SETTINGS, options)
  const sandbox = makeSandbox(world, { acceptAfterMs, settings })
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 75_000 }, (request, response) => {
    const answer = /^\/_sandbox(\/|$)/.test(request.url ?? '') ? answerControl : answerAws
    // Both doors answer for their own mistakes; what still escapes must not take the process with it.
    answer(request, response, sandbox).catch(() => response.destroy())
  })
  // The port first: a sandbox that already runs on it must not have its world touched.
  const port = await listen(server, options.port ?? 0, host)
  try {
    world.open(() => defaultTables(now(), settings))
    if (options.timings || options.throttling !== undefined) world.commit([{ table: 'settings', put: withOptions(world.settings, options) }])
    scheduleAcceptance(sandbox)
  } catch (cause) {
    await stop(server)
    throw cause
  }
  const close = async () => {
    await stop(server)
    await sandbox.net.close()
    world.close()
  }
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port, close }
}

const withOptions = (settings: Settings, { timings, throttling }: SandboxOptions): Settings => ({
  ...settings,
  throttling: throttling ?? settings.throttling,
  timings: { ...settings.timings, ...timings },
})

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
