import 'server-only'
import { changeConditions } from '@/lib/db/change-conditions'
import { changeRequests, type WatchedRow } from '@/lib/db/requests'
import { log } from '@/lib/log'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { observe, observeCondition } from '@/lib/privatelink/observe'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { holdsPlace, isOpen, type EndpointState } from '@/lib/privatelink/state'
import { lacksAddresses } from './learn-addresses'
import { sameDetails, seenMarkOf } from './seen-mark'

/** An endpoint as a look saw it. */
type Sighting = { seen: Endpoint; mark: string }
type Sightings = ReadonlyMap<string, Sighting>
/** `told`: the requests of which history tells something new. `whole`: those that were read and folded as a whole. */
type Folded = { told: string[]; whole: EndpointRequest[] }

/**
 * Folds a complete look into the requests it is about. Only rows that differ are written, each with its events: those that differ in
 * their condition alone in one transaction, which reads a fifth of each, and all others in another.
 */
export async function foldSightings(watched: readonly WatchedRow[], endpoints: ReadonlyMap<string, Endpoint>, now: Date): Promise<Folded> {
  const sightings: Sightings = new Map(watched.flatMap(({ endpointId }) => sightingOf(endpoints.get(endpointId))))
  const [alone, whole]: [string[], string[]] = [[], []]
  for (const row of watched) {
    const sighting = sightings.get(row.endpointId)
    if (differs(row, sighting)) (isConditionAlone(row, sighting) ? alone : whole).push(row.requestId)
  }
  const told = await foldConditions(alone, sightings, now)
  const rest = await foldWhole(whole, sightings, now)
  return { told: [...told, ...rest.told], whole: rest.whole }
}

const sightingOf = (seen: Endpoint | undefined): [string, Sighting][] => (seen ? [[seen.endpointId, { seen, mark: seenMarkOf(seen) }]] : [])

/** An endpoint in its place and unchanged is not even read from the database again. */
function differs(row: WatchedRow, sighting: Sighting | undefined): boolean {
  // While it is being deleted the same answer again is news: after a while it means that the deletion did not happen.
  if (!sighting || row.state === 'deleting') return true
  return row.missedLooks > 0 || row.fingerprint !== sighting.mark
}

type Kept = { state: EndpointState; fingerprint: string | null }

/** Then its names, addresses, place and drift are as they were at the look before. */
function isConditionAlone({ state, fingerprint }: Kept, sighting: Sighting | undefined): sighting is Sighting {
  if (!sighting || state === 'deleting' || !isOpen(state) || !isOpen(sighting.seen.state)) return false
  return holdsPlace(state) === holdsPlace(sighting.seen.state) && sameDetails(fingerprint, sighting.mark)
}

async function foldConditions(requestIds: readonly string[], sightings: Sightings, now: Date): Promise<string[]> {
  const changed = await changeConditions(requestIds, (current) => {
    const sighting = sightings.get(current.endpointId ?? '')
    // what has changed since it was listed stays as it is, and is different at the next look
    return isConditionAlone(current, sighting) ? { ...observeCondition(current, sighting.seen, now), fingerprint: sighting.mark } : null
  })
  return [...changed].filter(([, events]) => events.length > 0).map(([requestId]) => requestId)
}

async function foldWhole(requestIds: readonly string[], sightings: Sightings, now: Date): Promise<Folded> {
  const { changed, failed } = await changeRequests(requestIds, (current) => {
    const { seen = null, mark = null } = sightings.get(current.endpointId ?? '') ?? {}
    const folded = observe(current, seen, now)
    // Without its addresses a request stays "different", so that the next look tries for them again.
    return { ...folded, fingerprint: lacksAddresses(folded.request) ? null : mark, seen }
  })
  for (const [requestId, error] of failed) log().error({ requestId, err: error }, 'what AWS said of one endpoint could not be kept')
  const told = [...changed].filter(([, { events }]) => events.length > 0).map(([requestId]) => requestId)
  return { told, whole: [...changed.values()].map(({ request }) => request) }
}
