/**
 * A Causeway without pages and without a clock: it looks when it is told to, and says what that cost. The same `lookAt` and
 * the same number of looks at once as the watcher's.
 *
 * argv: the database file. Orders come over IPC as `{ id, order, count }`, answers go back as `{ id, result | failure }`.
 */
import { connectAccounts } from '@/lib/operations/accounts'
import { lookAt, type LookReport } from '@/lib/operations/look'
import { openDatabase } from '@/lib/db/client'
import { listReaches } from '@/lib/db/requests'
import { watchLoop } from './loop-delay.mjs'
import { changeTogether, changeOneByOne } from './thousand-changes'

const LOOKS_AT_ONCE = 8

export type Order = { id: number; order: keyof typeof ORDERS; count: number }
export type LookCost = { ms: number; cpuMs: number; delay: { p50: number; p99: number; max: number }; reaches: number; watched: number; changed: number; problems: string[] }

async function look(): Promise<LookCost> {
  const loop = watchLoop()
  await new Promise((resolve) => setTimeout(resolve, 20))
  loop.read()
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const reaches = await listReaches()
  const waiting = [...reaches]
  const reports: LookReport[] = []
  const oneAfterTheOther = async () => {
    for (let reach = waiting.shift(); reach; reach = waiting.shift()) reports.push(await lookAt({ accountId: reach.accountId, region: reach.region }))
  }
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, oneAfterTheOther))
  const { user, system } = process.cpuUsage(cpu)
  const cost = { ms: performance.now() - began, cpuMs: (user + system) / 1000, delay: loop.read() }
  loop.stop()
  return {
    ...cost,
    reaches: reaches.length,
    watched: reports.reduce((sum, report) => sum + report.watched, 0),
    changed: reports.reduce((sum, report) => sum + report.changed, 0),
    problems: reports.flatMap(({ problem }) => problem ?? []),
  }
}

const ORDERS = { look, changeTogether, changeOneByOne }

process.on('message', (message: Order) => {
  const work: Promise<unknown> = ORDERS[message.order](message.count)
  work.then(
    (result) => process.send?.({ id: message.id, result }),
    (error: unknown) => process.send?.({ id: message.id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))

await openDatabase(process.argv[2]!)
connectAccounts()
process.send?.({ id: 0, result: 'ready' })
