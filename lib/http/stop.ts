import type { Server } from 'node:http'
import { log } from '@/lib/log'

/** Set by the application's boot (lib/operations/boot): ends event streams, drains creates, stops the watcher, closes the database. */
const shared = globalThis as typeof globalThis & { __causewayStop?: () => Promise<void> | void }

const STOP_WITHIN_MS = 9_500
/** What requests under way get after the application has drained. */
const REQUESTS_MS = 2_000

type Running = { server: Server; closeApp: () => Promise<void>; stopSandbox: () => Promise<void>; exit: (code: number) => void }

/** Makes the one function that ends this process in order. Called again while it works, it gives up at once with code 1. */
export function createStop({ server, closeApp, stopSandbox, exit }: Running) {
  let stopping = false
  return async function stop(reason: string): Promise<void> {
    if (stopping) return exit(1)
    stopping = true
    log().info({ reason }, 'Stopping')
    const giveUp = setTimeout(() => {
      log().error('Stopping took too long and was cut off; what was unfinished continues at the next start')
      exit(1)
    }, STOP_WITHIN_MS)
    giveUp.unref()
    const code = await inOrder(server, closeApp, stopSandbox)
    log().info({ code }, 'Stopped')
    exit(code)
  }
}

/** A connection kept alive is idle only once its answer is through, so idle ones are looked for again and again. */
async function connectionsEnd(server: Server, closed: Promise<void>): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 20)
  const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}

async function inOrder(server: Server, closeApp: () => Promise<void>, stopSandbox: () => Promise<void>): Promise<number> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  try {
    await shared.__causewayStop?.()
    await connectionsEnd(server, closed)
    await closeApp()
    return 0
  } catch (err) {
    log().error({ err }, 'Stopping failed')
    return 1
  } finally {
    // last: the creates that were drained above still talked to it
    await stopSandbox()
  }
}
