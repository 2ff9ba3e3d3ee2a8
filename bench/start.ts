import { besideBareNext, startBareNext } from './rig/bare-next'
import { databaseOf } from './rig/database'
import { median, repeat } from './rig/figures'
import type { Benchmark } from './rig/measurement'
import { startProduct, type Product } from './rig/product'
import { untilOk } from './rig/until-ok'

/** The goal and the bare page’s start were told of one machine: 1.5 and 0.66 s. */
const GOAL_RATIO = 1.5 / 0.66

/** P9: `npm start`'s own program, from its first instruction to a ready answer, sandbox included. */
export const start: Benchmark = {
  title: 'start → ready with 100,000 requests and nothing to migrate',
  async measure(workshop) {
    const databaseFile = await databaseOf(workshop, workshop.quick ? 1_000 : 100_000, 'started')
    const bareFile = await databaseOf(workshop, workshop.quick ? 1_000 : 100_000, 'bare')
    const product = await startProduct(workshop, { databaseFile, name: 'started' })
    const bare = await startBareNext(workshop, bareFile)
    const turns = await repeat(workshop.quick ? 2 : 5, async () => ({ ...(await restart(product)), bareSeconds: await bare.restart() }))
    await product.dispose()
    bare.end()
    const ours = median(turns.map(({ seconds }) => seconds))
    const peer = besideBareNext(median(turns.map(({ bareSeconds }) => bareSeconds)))
    return [
      { what: 'start → /api/ready', ours, unit: 's', goal: 1.5, peer, note: `of which the web process computes ${(median(turns.map(({ cpuMs }) => cpuMs)) / 1_000).toFixed(2)} s` },
      { what: 'start, against the bare page', ours: ours / peer.figure, unit: '×', goal: GOAL_RATIO, peer: null, note: 'the goal, whatever the machine' },
    ]
  },
}

async function restart(product: Product): Promise<{ seconds: number; cpuMs: number }> {
  await product.end('SIGTERM')
  const began = performance.now()
  const ready = untilOk(`${product.url}/api/ready`).then(() => (performance.now() - began) / 1_000)
  const [, seconds] = await Promise.all([product.start(), ready])
  return { seconds, cpuMs: product.cpuMs() }
}
