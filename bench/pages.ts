import { encodeCursor } from '@/lib/db/cursor'
import { sampleRequest } from '@/lib/db/sample-requests'
import { paths } from '@/lib/paths'
import { databaseOf } from './rig/database'
import { median, percentile, repeat } from './rig/figures'
import { recorded, type Benchmark, type Measurement } from './rig/measurement'
import { timeToFirstByte } from './rig/page-timing'
import { startProduct } from './rig/product'
import type { Workshop } from './rig/workshop'

type Timed = { p50: number; p95: number }
type Side = { alone: Timed; loaded: Timed }

/** P6: time to first byte of every kind of page with few and with many requests, side by side and in turns. */
export const pages: Benchmark = {
  title: 'time to first byte with 100,000 requests',
  async measure(workshop) {
    const sizes = workshop.quick ? { many: 10_000, few: 1_000 } : { many: 100_000, few: 1_000 }
    const many = await open(workshop, sizes.many)
    const few = await open(workshop, sizes.few)
    const kinds = Object.keys(many.kinds)
    const results = new Map<string, { many: Side; few: Side }>()
    for (const kind of kinds) {
      const rounds = await repeat(workshop.quick ? 2 : 5, async () => ({ many: await timeBoth(many, kind, workshop), few: await timeBoth(few, kind, workshop) }))
      results.set(kind, { many: middle(rounds.map((round) => round.many)), few: middle(rounds.map((round) => round.few)) })
      workshop.say(`${kind}: ${describe(results.get(kind)!)}`)
    }
    await many.product.dispose()
    await few.product.dispose()
    return [...results].flatMap(([kind, sides]) => measurementsOf(kind, sides))
  },
}

function measurementsOf(kind: string, { many, few }: { many: Side; few: Side }): Measurement[] {
  return [
    { what: `${kind}, alone, p95`, ours: many.alone.p95, unit: 'ms', goal: 20, peer: recorded(11, 'a bare Next page with Prisma') },
    { what: `${kind}, 8 connections, p95`, ours: many.loaded.p95, unit: 'ms', goal: 75, peer: recorded(51, 'a bare Next page with Prisma') },
    { what: `${kind}, many against few, median`, ours: many.alone.p50 / few.alone.p50, unit: '×', goal: 1.2, peer: null, note: `${many.alone.p50.toFixed(1)} against ${few.alone.p50.toFixed(1)} ms; at 8 connections ${(many.loaded.p50 / few.loaded.p50).toFixed(2)} ×` },
  ]
}

async function open(workshop: Workshop, count: number) {
  const name = `pages-${count}`
  // The watcher is left out of it: what a look does to the pages is P4's question.
  const product = await startProduct(workshop, { databaseFile: await databaseOf(workshop, count, name), name, watchSeconds: 3_600 })
  const kinds = kindsOf(count)
  for (const addresses of Object.values(kinds)) await timeToFirstByte(product.url, addresses, { requests: 60, connections: 2 })
  return { product, kinds }
}

/** Addresses of each kind of page. */
function kindsOf(count: number): Record<string, string[]> {
  const last = sampleRequest(40)
  const cursor = encodeCursor({ sort: 'newest', way: 'after', key: last.createdAt.getTime(), requestId: last.requestId })
  const shownAlone = Array.from({ length: 200 }, (_, n) => sampleRequest(Math.floor((n * count) / 200))).filter(({ state }) => state !== 'draft')
  return {
    'first page of the list': [paths.requests()],
    'filtered list': [paths.requests({ state: 'clickhouse', region: 'eu-west-1' }), paths.requests({ state: 'yours', account: '111122223304' }), paths.requests({ q: `team${Math.floor(count / 2)}a` })],
    'last page of the list': [paths.requests({ cursor })],
    'one request': shownAlone.map(({ requestId }) => paths.request(requestId)),
  }
}

type Opened = Awaited<ReturnType<typeof open>>

async function timeBoth({ product, kinds }: Opened, kind: string, { quick }: Workshop): Promise<Side> {
  const addresses = kinds[kind]!
  const alone = await timeToFirstByte(product.url, addresses, { requests: quick ? 60 : 150, connections: 1 })
  const loaded = await timeToFirstByte(product.url, addresses, { requests: quick ? 100 : 240, connections: 8 })
  return { alone: timed(alone), loaded: timed(loaded) }
}

const timed = (times: number[]): Timed => ({ p50: median(times), p95: percentile(times, 0.95) })

/** The middle of each figure over the rounds. */
function middle(rounds: Side[]): Side {
  const of = (pick: (side: Side) => number) => median(rounds.map(pick))
  return {
    alone: { p50: of(({ alone }) => alone.p50), p95: of(({ alone }) => alone.p95) },
    loaded: { p50: of(({ loaded }) => loaded.p50), p95: of(({ loaded }) => loaded.p95) },
  }
}

const describe = ({ many, few }: { many: Side; few: Side }) =>
  [many, few].map(({ alone, loaded }) => `${alone.p95.toFixed(1)} / ${loaded.p95.toFixed(1)} ms`).join(' against ')
