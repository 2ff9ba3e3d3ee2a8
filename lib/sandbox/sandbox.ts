import { acceptanceToCome, accepted, stateAt } from './endpoints/life-cycle'
import { CallCounters } from './calls'
import { Faults } from './faults/fault'
import { Net } from './net/net'
import { Buckets } from './throttle'
import type { Settings } from './world/types'
import type { World } from './world/world'

/** All parts of a running sandbox. The world is on disk; counters, faults and buckets live as long as the process. */
export type Sandbox = {
  world: World
  calls: CallCounters
  faults: Faults
  buckets: Buckets
  /** When ClickHouse's side accepts by itself, in milliseconds after the request; null: when somebody does. */
  acceptAfterMs: number | null
  /** What a new world begins with. */
  settings: Settings
  now: () => number
  /** Resolvers, the gateway and what stands behind the endpoints. */
  net: Net
}

export const makeSandbox = (world: World, { acceptAfterMs, settings }: Pick<Sandbox, 'acceptAfterMs' | 'settings'>): Sandbox => ({
  world,
  calls: new CallCounters(),
  faults: new Faults(),
  buckets: new Buckets(),
  acceptAfterMs,
  settings,
  now: world.now,
  net: new Net(world, world.now),
})

/** Gives every connection that waits, and has no date yet, the date of its acceptance. */
export function scheduleAcceptance({ world, acceptAfterMs, now }: Sandbox): void {
  if (acceptAfterMs === null) return
  const at = now()
  const waiting = world.data.endpoints.all().filter((endpoint) => stateAt(endpoint, at) === 'pendingAcceptance' && endpoint.timeline.every((one) => one.at <= at))
  world.commit(
    waiting.map((endpoint) => {
      const wait = Math.max(at - endpoint.createdAt, acceptAfterMs)
      const timeline = [...endpoint.timeline, ...accepted(endpoint.createdAt + wait, world.settings.timings)]
      return { table: 'endpoints', put: { ...endpoint, timeline, story: [...endpoint.story, ...acceptanceToCome(endpoint.createdAt, wait)] } }
    }),
  )
}
