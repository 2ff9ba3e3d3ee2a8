import 'server-only'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Who } from '@/lib/privatelink/actor'
import type { Event } from '@/lib/privatelink/event'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { Owned } from '@/lib/privatelink/roles'
import { insertAudit } from './audit'
import { endpointTrackers, placeHolders } from './change-requests'
import { reader, write } from './client'
import { insertEvents } from './events'
import { Prisma } from './generated/client'
import { EndpointTrackedError, PlaceTakenError } from './place-taken'
import { readPart } from './parts'
import { openKeyOf, placeKey, toState } from './request-columns'
import { insertRows, readRows, readRowsById, requestInside, requestOf } from './request-rows'

export { changeRequest, changeRequests, type Change, type Changed, type ManyChanged } from './change-requests'
export { countRequests, countRequestsByState, hasRequests, listFacets } from './count-requests'
export { listRequests, type RequestPage, type RequestQuery, type RequestRow, type Sort } from './list-requests'
export { EndpointTrackedError, PlaceTakenError } from './place-taken'
export { listIntents, listReaches, listReachesToLookAt, listWatched, type ReachSummary, type WatchedRow } from './watched'

/**
 * Stores a new request with its first events. A second call with the same `idempotencyKey` stores nothing and gives the first
 * call's request with `existed: true`. Throws `PlaceTakenError` where another open request holds the same place, and
 * `EndpointTrackedError` where one looks after the same endpoint.
 */
export async function createRequest({ request, events, idempotencyKey }: { request: EndpointRequest; events: Event[]; idempotencyKey?: string }): Promise<{ request: EndpointRequest; existed: boolean }> {
  return write(async (tx) => {
    const [earlier] = idempotencyKey === undefined ? [] : await readRows(tx, Prisma.sql`head."idempotencyKey" = ${idempotencyKey}`)
    if (earlier) return { request: earlier.request, existed: true }

    const tracker = request.endpointId === null ? undefined : (await endpointTrackers(tx, [request.endpointId])).get(request.endpointId)
    if (tracker) throw new EndpointTrackedError(tracker.requestId, tracker.name, request.endpointId ?? '')
    const openKey = openKeyOf(request)
    const [holder] = openKey === null ? [] : (await placeHolders(tx, [openKey])).values()
    if (holder) throw new PlaceTakenError(holder.requestId, holder.name)
    await insertRows(tx, [{ request, fingerprint: null, idempotencyKey: idempotencyKey ?? null }])
    await insertEvents(tx, events.map((event) => ({ requestId: request.requestId, name: request.name, event })))
    return { request, existed: false }
  })
}

export const findRequest = (requestId: string): Promise<EndpointRequest | null> => readPart(requestOf(requestId))

/** Throws `NotFoundError`. */
export async function getRequest(requestId: string): Promise<EndpointRequest> {
  const request = await findRequest(requestId)
  if (!request) throw new NotFoundError('The request')
  return request
}

/** The requests in the order of the ids, each once. Throws `NotFoundError` where one of them is not there. */
export async function getRequests(requestIds: readonly string[]): Promise<EndpointRequest[]> {
  const ids = [...new Set(requestIds)]
  const rows = await readRowsById(reader(), ids)
  return ids.map((id) => {
    const row = rows.get(id)
    if (!row) throw new NotFoundError('One of the requests')
    return row.request
  })
}

/**
 * Deletes a request for which nothing was ever made, with its history; the audit trail keeps that there was one. `allow` may refuse by
 * throwing. Throws `NotFoundError`, or `AppError` `not-a-draft`.
 */
export async function deleteDraft(requestId: string, { actor, now, allow }: { actor: Who; now: Date; allow?: (request: EndpointRequest) => void }): Promise<void> {
  await write(async (tx) => {
    const row = await requestInside(tx, requestId)
    allow?.(row)
    if (row.state !== 'draft' && row.state !== 'refused') {
      throw new AppError('Only a draft, or a request that AWS refused, can be thrown away. This one is kept with its history.', { code: 'not-a-draft', status: 409 })
    }
    await insertAudit(tx, [{ at: now, actor, action: 'request.discarded', object: { kind: 'request', id: requestId, name: row.name }, before: { state: row.state, hostnames: row.draft.hostnames } }])
    await tx.endpointRequest.delete({ where: { requestId } })
  })
}

/** What the table of roles asks about requests, for those of these ids that there are. */
export async function listOwned(requestIds: readonly string[]): Promise<(Owned & { requestId: string })[]> {
  const rows = await reader().endpointRequest.findMany({ where: { requestId: { in: [...requestIds] } }, select: { requestId: true, ownerId: true, state: true, endpointId: true } })
  return rows.map((row) => ({ ...row, state: toState(row.state) }))
}

type Holder = { requestId: string; name: string }

/** Which open request looks after these endpoints, by endpoint id. */
export const trackersOf = (endpointIds: readonly string[]): Promise<Map<string, Holder>> => endpointTrackers(reader(), endpointIds)

/** Which request connects each of these VPCs to its service already; null where none does. In the order of asking. */
export async function placesHeld(places: readonly { accountId: string; region: string; vpcId: string; serviceName: string }[]): Promise<(Holder | null)[]> {
  const keys = places.map(placeKey)
  const holders = await placeHolders(reader(), keys)
  return keys.map((key) => holders.get(key) ?? null)
}
