import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { watchLoop } from './processes/loop-delay.mjs'
import { makeFleet, type Fleet } from './rig/fleet'
import { median, percentile } from './rig/figures'
import { recorded, sideBySide, type Benchmark } from './rig/measurement'
import { startProduct } from './rig/product'
import type { Workshop } from './rig/workshop'

const PER_LOOK_MARGIN_MS = 1_000

/** P2: from the far side's acceptance to the committed row, in the whole product with a backlog. */
export const notice: Benchmark = {
  title: 'acceptance → row committed, with a backlog of 10,000',
  async measure(workshop) {
    const { backlog, accepts, seconds } = workshop.quick ? { backlog: 600, accepts: 8, seconds: 3 } : { backlog: 10_000, accepts: 40, seconds: 15 }
    const fleet = await makeFleet(workshop, { name: 'noticed', count: backlog })
    const product = await startProduct(workshop, { ...fleet, name: 'noticed', watchSeconds: seconds, withVitalSigns: true })
    await untilSettled(fleet, seconds, workshop)
    await product.vitalSigns()
    const idle = watchLoop()
    const delays = await acceptSome(fleet, { accepts, seconds })
    const loop = (await product.vitalSigns()).delay.p99
    const noise = sideBySide(idle.read().p99, 'an idle process')
    idle.stop()
    await product.dispose()
    const p95 = percentile(delays, 0.95)
    return [
      { what: `p95 at WATCH_SECONDS=${seconds}`, ours: p95 / 1_000, unit: 's', goal: seconds + PER_LOOK_MARGIN_MS / 1_000, peer: recorded(600, 'controllers, 10 min to 10 h'), note: `${accepts} accepts; median ${(median(delays) / 1_000).toFixed(1)} s` },
      { what: 'delay of the web loop meanwhile, p99', ours: loop, unit: 'ms', goal: 25, peer: noise },
    ]
  },
}

/** Until every endpoint's fingerprint is stored and its addresses are known. */
async function untilSettled({ databaseFile, requests }: Fleet, seconds: number, { say }: Workshop): Promise<void> {
  say('the product looks at its backlog for the first time')
  const database = new Database(databaseFile, { readonly: true })
  const known = database.prepare(`SELECT count(*) FROM "EndpointRequest" WHERE "fingerprint" IS NOT NULL`).pluck()
  const deadline = Date.now() + 180_000
  while (Number(known.get()) < requests.length) {
    if (Date.now() > deadline) throw new Error(`After three minutes ${String(known.get())} of ${requests.length} requests had been looked at.`)
    await sleep(250)
  }
  database.close()
  await sleep(2 * seconds * 1_000)
}

/** Accepts one after the other at random moments of three intervals; milliseconds until each one's row says so. */
async function acceptSome({ databaseFile, aws, requests }: Fleet, { accepts, seconds }: { accepts: number; seconds: number }): Promise<number[]> {
  const database = new Database(databaseFile, { readonly: true })
  const state = database.prepare(`SELECT "state" FROM "EndpointRequest" WHERE "requestId" = ?`).pluck()
  const step = Math.floor(requests.length / accepts)
  const delays = await Promise.all(
    Array.from({ length: accepts }, async (_, n) => {
      const { requestId, endpointId } = requests[n * step + (n % step)]!
      await sleep(Math.random() * 3 * seconds * 1_000)
      await aws.accept(endpointId!)
      const began = performance.now()
      while (state.get(requestId) === 'pending-acceptance') {
        if (performance.now() - began > 10 * seconds * 1_000) throw new Error(`The acceptance of ${endpointId} was not noticed within ten intervals.`)
        await sleep(20)
      }
      return performance.now() - began
    }),
  )
  database.close()
  return delays
}
