import { sameDnsNames, sortedText, type Endpoint } from './endpoint'
import type { Event } from './event'
import type { Who } from './actor'
import type { EndpointRequest } from './request'
import { isOpen } from './state'
import { cleanLine } from './text'

/** What of a request changes while the endpoint stays the same in every detail, and what it takes to tell. */
export type RequestCondition = Pick<EndpointRequest, 'requestId' | 'endpointId' | 'state' | 'stateSince' | 'awsState' | 'problem' | 'firstSeenAt' | 'missedLooks' | 'told' | 'updatedAt'>

type Folded<R> = { request: R; events: Event[] }
export type Observed = Folded<EndpointRequest>

/** Complete looks in a row without the endpoint before it counts as gone: one look can be wrong. */
export const LOOKS_UNTIL_GONE = 3

/**
 * How long AWS may not list what it has just made, and may still list as alive what it has just begun to delete.
 * EC2 is eventually consistent; AWS gives no number, its guidance is to retry for "a few minutes".
 */
export const SETTLING_MS = 5 * 60_000

type Context = { actor: Who; now: Date }

/**
 * Folds what AWS said once into a request. `seen` is null where a complete, well-formed look did not list the endpoint.
 * Where nothing changed the same object comes back, with no events. The caller stores row and events in one transaction.
 *
 * Only requests with an endpoint that AWS may still change are touched (`isOpen`); `gone` and `deleted` are final, since
 * another request may have taken their place. Throws where `seen` is another endpoint: that is a bug of the caller.
 */
export function observe(request: EndpointRequest, seen: Endpoint | null, now: Date, options: { actor?: Who } = {}): Observed {
  if (!isOpen(request.state)) return { request, events: [] }
  const context: Context = { actor: options.actor ?? { kind: 'watcher' }, now }
  if (!seen) return foldMiss(request, context)
  assertSame(request, seen)
  const details = recordedDetails(request, seen)
  const { privateDnsEnabled } = details
  const switched: Event[] =
    privateDnsEnabled === request.privateDnsEnabled ? [] : [{ at: now, actor: context.actor, kind: 'private-dns-changed', from: null, to: null, detail: { enabled: String(privateDnsEnabled) } }]
  return foldSighting(request, seen, context, { details, events: switched })
}

/** The same for an endpoint of which the caller knows that its details are those of the sighting before: `fingerprintOf` tells. */
export function observeCondition<R extends RequestCondition>(request: R, seen: Endpoint, now: Date): Folded<R> {
  if (!isOpen(request.state)) return { request, events: [] }
  assertSame(request, seen)
  return foldSighting(request, seen, { actor: { kind: 'watcher' }, now }, { details: {}, events: [] })
}

function assertSame(request: RequestCondition, seen: Endpoint): void {
  if (seen.endpointId !== request.endpointId)
    throw new Error(`observe: request ${request.requestId} is about ${request.endpointId}, not about ${seen.endpointId}`)
}

function foldMiss(request: EndpointRequest, context: Context): Observed {
  const { now } = context
  const sentAt = request.attemptedAt ?? request.submittedAt ?? request.createdAt
  if (request.firstSeenAt === null && isWithin(SETTLING_MS, sentAt, now)) return { request, events: [] }
  // We asked for the deletion (or watched it begin): not being listed any more is its end.
  if (request.state === 'deleting') return endAs('deleted', request, context, {})

  const missedLooks = request.missedLooks + 1
  if (missedLooks < LOOKS_UNTIL_GONE) return { request: { ...request, missedLooks, updatedAt: now }, events: [] }
  return endAs('gone', { ...request, missedLooks }, context, { missedLooks: String(missedLooks) })
}

function foldSighting<R extends RequestCondition>(request: R, seen: Endpoint, context: Context, also: { details: Partial<R>; events: Event[] }): Folded<R> {
  const { now, actor } = context
  const firstSeenAt = request.firstSeenAt === null ? now : request.firstSeenAt
  if (seen.state === 'deleted')
    return endAs(request.state === 'deleting' ? 'deleted' : 'gone', { ...request, firstSeenAt }, context, { awsState: cleanLine(seen.awsState, 60) })
  // A stale answer from before the deletion. Believed only when AWS insists: then the deletion did not happen.
  if (request.state === 'deleting' && seen.state !== 'deleting' && isWithin(SETTLING_MS, request.stateSince, now)) return { request, events: [] }

  const next: R = { ...request, ...recordedCondition(request, seen), ...also.details, firstSeenAt, missedLooks: 0 }
  const stateChanged = next.state !== request.state
  if (stateChanged) next.stateSince = now
  const events = [...also.events]
  if (stateChanged || (next.state === 'unrecognised' && next.awsState !== request.awsState))
    events.unshift({ at: now, actor, kind: 'state-changed', from: request.state, to: next.state, detail: stateDetail(next) })
  if (events.length === 0 && isSame(request, next)) return { request, events: [] }
  return { request: { ...next, updatedAt: now }, events }
}

function recordedCondition(request: RequestCondition, seen: Endpoint): Pick<RequestCondition, 'state' | 'awsState' | 'problem' | 'told'> {
  const message = seen.failure ? cleanLine(seen.failure.message || (seen.failure.code ?? ''), 1000) : ''
  // An older reason stays while the state stays: AWS does not repeat it for ever, and a refused deletion is noted there too.
  const kept = seen.state === request.state ? request.problem : null
  return {
    state: seen.state,
    awsState: cleanLine(seen.awsState, 60),
    problem: message || kept,
    // what AWS itself showed stands for itself; who folds in a report says so afterwards
    told: null,
  }
}

/** Equal lists in another order keep the old object, so that order is never a change. */
function recordedDetails(request: EndpointRequest, seen: Endpoint): Pick<EndpointRequest, 'dnsNames' | 'networkInterfaceIds' | 'addresses' | 'privateDnsEnabled'> {
  const sameInterfaces = sortedText(seen.networkInterfaceIds) === sortedText(request.networkInterfaceIds)
  return {
    dnsNames: sameDnsNames(seen.dnsNames, request.dnsNames) ? request.dnsNames : seen.dnsNames,
    networkInterfaceIds: sameInterfaces ? request.networkInterfaceIds : seen.networkInterfaceIds,
    addresses: sameInterfaces ? request.addresses : request.addresses.filter((each) => seen.networkInterfaceIds.includes(each.networkInterfaceId)),
    privateDnsEnabled: seen.privateDnsEnabled,
  }
}

const isSame = <R extends object>(before: R, after: R): boolean => (Object.keys(after) as (keyof R)[]).every((key) => before[key] === after[key])

function stateDetail({ awsState, problem }: RequestCondition): Record<string, string> {
  return { ...(awsState ? { awsState } : {}), ...(problem ? { problem } : {}) }
}

function endAs<R extends RequestCondition>(to: 'deleted' | 'gone', request: R, { actor, now }: Context, detail: Record<string, string>): Folded<R> {
  const event: Event = { at: now, actor, kind: to === 'gone' ? 'vanished' : 'state-changed', from: request.state, to, detail }
  return { request: { ...request, state: to, stateSince: now, missedLooks: 0, problem: null, updatedAt: now }, events: [event] }
}

/** Near in either direction: a look can begin before the call whose effect it misses, and clocks step. */
const isWithin = (ms: number, then: Date, now: Date): boolean => Math.abs(now.getTime() - then.getTime()) < ms
