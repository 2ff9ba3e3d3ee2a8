import { setTimeout as sleep } from 'node:timers/promises'
import { databaseOf } from './rig/database'
import { median, repeat } from './rig/figures'
import { recorded, type Benchmark } from './rig/measurement'
import { startProduct, type Product } from './rig/product'

/** P9: `npm start`'s own program, from its first instruction to a ready answer, sandbox included. */
export const start: Benchmark = {
  title: 'start → ready with 100,000 requests and nothing to migrate',
  async measure(workshop) {
    const databaseFile = await databaseOf(workshop, workshop.quick ? 1_000 : 100_000, 'started')
    const product = await startProduct(workshop, { databaseFile, name: 'started' })
    const starts = await repeat(workshop.quick ? 2 : 5, () => restart(product))
    await product.dispose()
    return [{ what: 'start → /api/ready', ours: median(starts.map(({ seconds }) => seconds)), unit: 's', goal: 1.5, peer: recorded(0.66, 'bare Next with Prisma'), note: `of which the web process computes ${(median(starts.map(({ cpuMs }) => cpuMs)) / 1_000).toFixed(2)} s` }]
  },
}

async function restart(product: Product): Promise<{ seconds: number; cpuMs: number }> {
  await product.end('SIGTERM')
  const began = performance.now()
  const [, seconds] = await Promise.all([product.start(), untilReady(product.url, began)])
  return { seconds, cpuMs: product.cpuMs() }
}

async function untilReady(url: string, began: number): Promise<number> {
  while (performance.now() - began < 60_000) {
    const ready = await fetch(`${url}/api/ready`).then((answer) => answer.ok, () => false)
    if (ready) return (performance.now() - began) / 1_000
    await sleep(10)
  }
  throw new Error('The product was not ready within a minute.')
}
