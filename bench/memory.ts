import { setTimeout as sleep } from 'node:timers/promises'
import { paths } from '@/lib/paths'
import { besideBareNext, startBareNext } from './rig/bare-next'
import { databaseOf } from './rig/database'
import { makeFleet } from './rig/fleet'
import type { Benchmark, Measurement } from './rig/measurement'
import { askForSeconds } from './rig/page-timing'
import { startProduct } from './rig/product'
import type { Workshop } from './rig/workshop'

const MB = 1_000_000

/** P10: memory of the web process: idle, after load, and whether looking leaks. */
export const memory: Benchmark = {
  title: 'memory',
  measure: async (workshop) => [...(await underLoad(workshop)), await overLooks(workshop)],
}

async function underLoad(workshop: Workshop): Promise<Measurement[]> {
  const seconds = workshop.quick ? 10 : workshop.long ? 3_600 : 120
  const count = workshop.quick ? 1_000 : 100_000
  // no looks: the simulated AWS has none of these endpoints, and to find forty thousand gone is not to be idle
  const product = await startProduct(workshop, { databaseFile: await databaseOf(workshop, count, 'loaded'), name: 'loaded', watchSeconds: 3_600 })
  const bare = await startBareNext(workshop, await databaseOf(workshop, count, 'bare'))
  await sleep(workshop.quick ? 5_000 : 30_000)
  const idle = { ours: product.residentBytes() / MB, bare: bare.residentBytes() / MB }
  workshop.say(`${seconds} s of load at 8 connections, on either`)
  const served = await askForSeconds(`${product.url}${paths.requests()}`, { seconds, connections: 8, cookie: product.admin.cookie })
  const servedBare = await askForSeconds(bare.url, { seconds, connections: 8 })
  await sleep(5_000)
  const after = { ours: product.residentBytes() / MB, bare: bare.residentBytes() / MB }
  await product.dispose()
  bare.end()
  return [
    { what: 'idle, resident', ours: idle.ours, unit: 'MB', goal: 180, peer: besideBareNext(idle.bare) },
    { what: `after ${seconds} s of load`, ours: after.ours, unit: 'MB', goal: 400, peer: besideBareNext(after.bare), note: `${served} pages, the bare one ${servedBare}` },
  ]
}

/** What is left after a collection, before and after many looks. */
async function overLooks(workshop: Workshop): Promise<Measurement> {
  const wanted = workshop.quick ? 300 : 2_000
  const fleet = await makeFleet(workshop, { name: 'looked-at', count: 600 })
  const product = await startProduct(workshop, { ...fleet, name: 'looked-at', watchSeconds: 0.5, withVitalSigns: true })
  const heapAfter = async (looks: number) => {
    await fleet.aws.forgetCalls()
    const deadline = Date.now() + 300_000
    while ((await fleet.aws.calls('DescribeVpcEndpoints')) < looks) {
      if (Date.now() > deadline) throw new Error('The looks were not made within five minutes.')
      await sleep(100)
    }
    return (await product.vitalSigns()).heapUsed
  }
  const warm = await heapAfter(wanted / 2)
  const grown = (await heapAfter(wanted)) - warm
  await product.dispose()
  return { what: `growth of the heap over ${wanted} looks`, ours: grown / MB, unit: 'MB', goal: 1, peer: null, note: 'after a collection each; below 1 MB is its own noise' }
}
