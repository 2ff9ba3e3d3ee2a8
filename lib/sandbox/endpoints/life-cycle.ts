import type { Endpoint, Milestone, StoryLine, Timings } from '../world/types'

/**
 * An endpoint's life as pure functions of its row and the clock. States are AWS's wire spelling (PrivateLink guide,
 * "Endpoint states"); a row holds its future too, so nothing has to run for time to pass.
 */
export function stateAt(endpoint: Pick<Endpoint, 'timeline'>, now: number): string {
  let state = endpoint.timeline[0]?.state ?? 'available'
  for (const milestone of endpoint.timeline) if (milestone.at <= now) state = milestone.state
  return state
}

/** When the present state began, in milliseconds. */
export function stateSince(endpoint: Pick<Endpoint, 'timeline'>, now: number): number {
  return endpoint.timeline.findLast((milestone) => milestone.at <= now)?.at ?? endpoint.timeline[0]?.at ?? now
}

export const isGone = (endpoint: Endpoint, now: number) => stateAt(endpoint, now) === 'gone'

/** Does reading find it: old enough to have spread, and not yet forgotten? */
export const isVisible = (endpoint: Endpoint, now: number) => endpoint.visibleAt <= now && !isGone(endpoint, now)

/** Does it still hold its addresses and its place in the quota? */
export const isAlive = (endpoint: Endpoint, now: number) => !['deleted', 'gone'].includes(stateAt(endpoint, now))

/** The life of a new endpoint. `acceptAfterMs`: when the far side accepts by itself; null: when somebody does. */
export function born(acceptanceRequired: boolean, timings: Timings, at: { now: number; acceptAfterMs: number | null }): Milestone[] {
  if (!acceptanceRequired) return accepted(at.now, timings)
  const waiting = { at: at.now, state: 'pendingAcceptance' }
  return at.acceptAfterMs === null ? [waiting] : [waiting, ...accepted(at.now + at.acceptAfterMs, timings)]
}

/** The story's line of an acceptance that comes by itself; it is told once its time has come. */
export const acceptanceToCome = (from: number, afterMs: number | null): StoryLine[] =>
  afterMs === null ? [] : [{ at: from + afterMs, what: 'accepted', reason: `by itself, after ${afterMs / 1000} s` }]

export const accepted = (now: number, timings: Timings): Milestone[] => [
  { at: now, state: 'pending' },
  { at: now + timings.pendingMs, state: 'available' },
]

/** A change sends an available endpoint through `pending`; one that waits for acceptance keeps waiting. */
export function modified(endpoint: Endpoint, now: number, timings: Timings): Milestone[] {
  const state = stateAt(endpoint, now)
  if (state !== 'available' && state !== 'pending') return endpoint.timeline
  return [
    { at: now, state: 'pending' },
    { at: now + timings.modifyMs, state: 'available' },
  ]
}

export const deleted = (now: number, timings: Timings): Milestone[] => [
  { at: now, state: 'deleting' },
  { at: now + timings.deletingMs, state: 'deleted' },
  { at: now + timings.deletingMs + timings.deletedMs, state: 'gone' },
]

/** The row with another line of its story. What was to happen later, such as acceptance by itself, does not any more. */
export const told = (endpoint: Endpoint, at: number, what: string, reason: string | null = null): Endpoint => ({
  ...endpoint,
  story: [...endpoint.story.filter((line) => line.at <= at), { at, what, reason }],
})
