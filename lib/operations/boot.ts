import 'server-only'
import { closeClients } from '@/lib/aws/clients'
import { config } from '@/lib/config'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { log } from '@/lib/log'
import { startWatcher, stopWatcher } from '@/lib/watcher/start'
import { connectAccounts } from './accounts'
import { announce } from './announce'
import { drainIntents, recoverIntents } from './finish-intent'
import { drainSwitches, recoverSwitches } from './finish-switch'
import { prepareSetUp } from './set-up'

const DRAIN_MS = 7_000

const shared = globalThis as unknown as { __causewayBoot?: Promise<void>; __causewayStop?: () => Promise<void> }

/** Opens the database, takes up what a crash left behind, starts watching. Once for each process, however often it is called. */
export function boot(): Promise<void> {
  return (shared.__causewayBoot ??= bootOnce())
}

async function bootOnce(): Promise<void> {
  const started = performance.now()
  const report = await openDatabase(config().databaseFile)
  connectAccounts()
  const [intents, switches] = await Promise.all([recoverIntents(), recoverSwitches(), prepareSetUp()])
  startWatcher()
  shared.__causewayStop = stop
  log().info({ ...report, intents, switches, ms: Math.round(performance.now() - started) }, 'booted')
}

/** Open pages are let go first, then creates under way get their time while the watcher ends, then nothing writes any more and the file is closed. */
async function stop(): Promise<void> {
  announce({ type: 'goodbye' })
  await Promise.all([drainIntents(DRAIN_MS), drainSwitches(DRAIN_MS), stopWatcher()])
  closeClients()
  await closeDatabase()
  log().info('stopped')
}
