import { encodeCursor } from '@/lib/db/cursor'
import { SAMPLE_STATES, SAMPLES_A_STATE, sampleRequest } from '@/lib/db/sample-requests'
import { paths } from '@/lib/paths'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { besideBareNext, startBareNext } from './rig/bare-next'
import { databaseOf } from './rig/database'
import { median, percentile, repeat } from './rig/figures'
import type { Benchmark, Measurement } from './rig/measurement'
import { timeToFirstByte } from './rig/page-timing'
import { startProduct } from './rig/product'
import type { Workshop } from './rig/workshop'

type Timed = { p50: number; p95: number; cpuMs: number }
type Side = { alone: Timed; loaded: Timed }
type Sides = { many: Side; few: Side; bare: Side }

/** The goals in milliseconds and the bare page’s own were told of one machine (11 and 51 ms): their ratios hold on any. */
const GOAL_ALONE = 20 / 11
const GOAL_LOADED = 75 / 51

/** P6: time to first byte of every kind of page with few and with many requests, side by side and in turns. */
export const pages: Benchmark = {
  title: 'time to first byte with 100,000 requests',
  async measure(workshop) {
    const sizes = workshop.quick ? { many: 10_000, few: 1_000 } : { many: 100_000, few: 1_000 }
    const many = await open(workshop, sizes.many)
    const few = await open(workshop, sizes.few)
    const bare = await openBare(workshop, sizes.many)
    const results: [string, Sides][] = []
    for (const [kind, addresses] of Object.entries(kindsOf(sizes.many))) {
      const fewAddresses = kindsOf(sizes.few)[kind]!
      for (const [served, asked] of [[many, addresses], [few, fewAddresses], [bare, ['/']]] as const) await warmUp(served, asked, workshop)
      const rounds = await repeat(workshop.quick ? 2 : 9, async () => ({
        many: await timeBoth(many, addresses, workshop),
        few: await timeBoth(few, fewAddresses, workshop),
        bare: await timeBoth(bare, ['/'], workshop),
      }))
      const sides = { many: middle(rounds.map((round) => round.many)), few: middle(rounds.map((round) => round.few)), bare: middle(rounds.map((round) => round.bare)) }
      results.push([kind, sides])
      workshop.say(`${kind}: ${describe(sides)}`)
    }
    for (const { end } of [many, few, bare]) await end()
    return results.flatMap(([kind, sides]) => measurementsOf(kind, sides))
  },
}

function measurementsOf(kind: string, { many, few, bare }: Sides): Measurement[] {
  return [
    { what: `${kind}, alone, p95`, ours: many.alone.p95, unit: 'ms', goal: 20, peer: besideBareNext(bare.alone.p95) },
    { what: `${kind}, 8 connections, p95`, ours: many.loaded.p95, unit: 'ms', goal: 75, peer: besideBareNext(bare.loaded.p95) },
    { what: `${kind}, alone, against the bare page`, ours: many.alone.p95 / bare.alone.p95, unit: '×', goal: GOAL_ALONE, peer: null, note: 'the goal, whatever the machine' },
    { what: `${kind}, 8 connections, against the bare page`, ours: many.loaded.p95 / bare.loaded.p95, unit: '×', goal: GOAL_LOADED, peer: null, note: 'the goal, whatever the machine' },
    { what: `${kind}, many against few, median`, ours: many.alone.p50 / few.alone.p50, unit: '×', goal: 1.2, peer: null, note: `${many.alone.p50.toFixed(1)} against ${few.alone.p50.toFixed(1)} ms` },
    { what: `${kind}, CPU a page`, ours: many.loaded.cpuMs, unit: 'ms', goal: null, peer: besideBareNext(bare.loaded.cpuMs), note: `${few.loaded.cpuMs.toFixed(1)} with few` },
  ]
}

type Served = { url: string; cookie?: string; cpuMs: () => number; end: () => unknown }

async function open(workshop: Workshop, count: number): Promise<Served> {
  const name = `pages-${count}`
  // The watcher is left out of it: what a look does to the pages is P4's question.
  const product = await startProduct(workshop, { databaseFile: await databaseOf(workshop, count, name), name, watchSeconds: 3_600 })
  return { url: product.url, cookie: product.admin.cookie, cpuMs: product.cpuMs, end: product.dispose }
}

async function openBare(workshop: Workshop, count: number): Promise<Served> {
  return startBareNext(workshop, await databaseOf(workshop, count, 'bare'))
}

/** Addresses of each kind of page. */
function kindsOf(count: number): Record<string, string[]> {
  const last = sampleRequest(40)
  const cursor = encodeCursor({ sort: 'newest', way: 'after', key: last.createdAt.getTime(), requestId: last.requestId })
  return {
    'first page of the list': [paths.requests()],
    // each finds more than one page has in the smaller world too: pages of sixteen rows and of fifty could not be compared
    'filtered list': [paths.requests({ state: 'connected', region: 'eu-west-1' }), paths.requests({ account: '111122223304' }), paths.requests({ state: 'yours' })],
    'list searched for one hostname': [paths.requests({ q: `team${Math.floor(count / 2)}a` })],
    'last page of the list': [paths.requests({ cursor })],
    'one request': shownAlone(count).map(({ requestId }) => paths.request(requestId)),
  }
}

/**
 * Requests from everywhere among `count`. A page with an endpoint costs twice one without and the median falls between the two, so
 * many and few are asked for every state as often and in the same order.
 */
function shownAlone(count: number): EndpointRequest[] {
  const runs = 14
  const everyState = SAMPLE_STATES.length * SAMPLES_A_STATE
  const starts = Array.from({ length: runs }, (_, n) => Math.floor((n * count) / runs / everyState) * everyState)
  const samples = starts.flatMap((start) => SAMPLE_STATES.map((_, slot) => sampleRequest(start + slot * SAMPLES_A_STATE)))
  return samples.filter(({ state }) => state !== 'draft')
}

/**
 * What is seldom drawn is not compiled yet: a page with much on it takes thousands of times until it is, a bare one hundreds. So either
 * side is asked until it has twice not become cheaper, or for long enough.
 */
async function warmUp(served: Served, addresses: readonly string[], { quick }: Workshop): Promise<void> {
  let cheapest = Infinity
  let settled = 0
  for (let turn = 0; settled < 2 && turn < (quick ? 1 : 12); turn += 1) {
    const { cpuMs } = await time(served, addresses, { requests: quick ? 60 : 300, connections: 8 })
    settled = cpuMs < cheapest * 0.98 ? 0 : settled + 1
    cheapest = Math.min(cheapest, cpuMs)
  }
}

async function timeBoth(served: Served, addresses: readonly string[], { quick }: Workshop): Promise<Side> {
  return {
    alone: await time(served, addresses, { requests: quick ? 60 : 150, connections: 1 }),
    loaded: await time(served, addresses, { requests: quick ? 100 : 240, connections: 8 }),
  }
}

async function time({ url, cookie, cpuMs }: Served, addresses: readonly string[], load: { requests: number; connections: number }): Promise<Timed> {
  const before = cpuMs()
  const times = await timeToFirstByte(url, addresses, { ...load, cookie })
  return { p50: median(times), p95: percentile(times, 0.95), cpuMs: (cpuMs() - before) / load.requests }
}

/** The middle of each figure over the rounds. */
function middle(rounds: Side[]): Side {
  const over = (pick: (side: Side) => Timed): Timed => ({
    p50: median(rounds.map((round) => pick(round).p50)),
    p95: median(rounds.map((round) => pick(round).p95)),
    cpuMs: median(rounds.map((round) => pick(round).cpuMs)),
  })
  return { alone: over(({ alone }) => alone), loaded: over(({ loaded }) => loaded) }
}

const describe = ({ many, few, bare }: Sides) => [many, few, bare].map(({ alone, loaded }) => `${alone.p95.toFixed(1)} / ${loaded.p95.toFixed(1)} ms`).join(', ')
