import 'server-only'
import { NotFoundError } from '@/lib/errors'
import type { LiveEndpoint } from '@/lib/privatelink/drift'
import type { Event } from '@/lib/privatelink/event'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { insertAudit, type AuditEntry } from './audit'
import { noteDrift, type Sighting } from './drift'
import { insertEvents } from './events'
import type { Prisma } from './generated/client'
import { write } from './client'
import { EndpointTrackedError, PlaceTakenError } from './place-taken'
import { changedColumns, OPEN_STATES, paramsHashOf, placeMove, type Column, type Stored } from './request-columns'
import { readRowsById, updateRows } from './request-rows'

/**
 * What a change makes of a request; `fingerprint` is kept beside it where it is given. What has no event of its own (an edited draft)
 * is told to the audit trail by `audit`. `seen`: what AWS showed just now, to be compared with the plan. Null: leave everything as it is.
 */
export type Change = { request: EndpointRequest; events: Event[]; fingerprint?: string | null; audit?: AuditEntry[]; seen?: LiveEndpoint | null } | null
export type Changed = { request: EndpointRequest; events: Event[] }
export type ManyChanged = {
  /** By request id: what is stored now, with the events written now (none where nothing changed). */
  changed: Map<string, Changed>
  /** By request id: why this one was left as it was. */
  failed: Map<string, unknown>
}

/**
 * Reads the request, asks `change` what to make of it and stores the answer with its events: one transaction, so `change` may
 * decide on what it sees and refuse by throwing (nothing is written then). `change` must be pure and quick.
 *
 * Throws `NotFoundError`, `PlaceTakenError` (code `place-taken`), what `change` throws, and what `write` throws.
 */
export async function changeRequest(requestId: string, change: (current: EndpointRequest) => Change): Promise<Changed> {
  const { changed, failed } = await changeRequests([requestId], change)
  const done = changed.get(requestId)
  if (done) return done
  throw failed.get(requestId)
}

/**
 * The same for many requests in one transaction: one read, one update, one insert. One that throws, is not there or whose place
 * is taken is left as it was and told in `failed`; the others are stored. Later ones see the places earlier ones gave up.
 */
export async function changeRequests(requestIds: readonly string[], change: (current: EndpointRequest) => Change): Promise<ManyChanged> {
  const ids = [...new Set(requestIds)]
  if (ids.length === 0) return { changed: new Map(), failed: new Map() }
  return write(async (tx) => {
    const rows = await readRowsById(tx, ids)
    const { outcome, updates, sightings } = decide(ids, rows, change)
    const stored = await withoutTracked(tx, await withoutTakenPlaces(tx, updates, outcome), outcome)
    await updateRows(tx, stored)
    await insertEvents(tx, stored.flatMap(({ after, events }) => events.map((event) => ({ requestId: after.request.requestId, name: after.request.name, event }))))
    await insertAudit(tx, stored.flatMap(({ audit }) => audit))
    assertTold(stored)
    await noteDrift(tx, sightings.filter(({ request }) => outcome.changed.has(request.requestId)))
    return outcome
  }, { unaudited: 'judged row by row, by assertTold' })
}

type Update = { before: Stored; after: Stored; events: Event[]; audit: AuditEntry[] }

/** What the watcher and the creation note for themselves (addresses are told when they are read); everything else must be told. */
const BOOKKEEPING: readonly Column[] = ['attempts', 'attemptedAt', 'missedLooks', 'firstSeenAt', 'updatedAt', 'problem', 'awsState', 'networkInterfaceIds', 'dnsNames', 'addresses', 'fingerprint', 'told']

function assertTold(updates: readonly Update[]): void {
  for (const { before, after, events, audit } of updates) {
    if (events.length + audit.length > 0) continue
    const untold = changedColumns(before, after).filter((column) => !BOOKKEEPING.includes(column))
    if (untold.length > 0) throw new Error(`Request ${after.request.requestId} was about to change (${untold.join(', ')}) without an event or an audit entry.`)
  }
}

function decide(ids: string[], rows: Map<string, Stored>, change: (current: EndpointRequest) => Change) {
  const outcome: ManyChanged = { changed: new Map(), failed: new Map() }
  const updates: Update[] = []
  const sightings: Sighting[] = []
  for (const id of ids) {
    try {
      const before = rows.get(id)
      if (!before) throw new NotFoundError('The request')
      const answer = change(before.request)
      const after = answer && storedAfter(before, answer)
      const events = answer?.events ?? []
      if (after) updates.push({ before, after, events, audit: answer?.audit ?? [] })
      if (answer?.seen !== undefined) sightings.push({ request: (after ?? before).request, seen: answer.seen })
      outcome.changed.set(id, { request: (after ?? before).request, events: after ? events : [] })
    } catch (error) {
      outcome.failed.set(id, error)
    }
  }
  return { outcome, updates, sightings }
}

/** What will be stored, or null where nothing is new. */
function storedAfter(before: Stored, { request, events, fingerprint = before.fingerprint }: NonNullable<Change>): Stored | null {
  if (request === before.request && events.length === 0 && fingerprint === before.fingerprint) return null
  if (request.requestId !== before.request.requestId) throw new Error('A change must not give a request another id.')
  assertPlanKept(before.request, request)
  return { request, fingerprint, idempotencyKey: before.idempotencyKey }
}

/** AWS answers a token it has seen with other parameters by IdempotentParameterMismatch, or worse, by the old endpoint. */
function assertPlanKept(before: EndpointRequest, after: EndpointRequest): void {
  if (after.clientToken === null || after.clientToken !== before.clientToken || after.plan === before.plan) return
  if (before.plan && after.plan && paramsHashOf(before.plan) === paramsHashOf(after.plan)) return
  throw new Error(`The plan of request ${after.requestId} changed under the client token it is sent with.`)
}

/** Takes out the updates that want a place somebody keeps, and says so in `outcome`. */
async function withoutTakenPlaces(tx: Prisma.TransactionClient, updates: Update[], outcome: ManyChanged): Promise<Update[]> {
  const moves = updates.flatMap((update) => {
    const move = placeMove(update.before.request, update.after.request)
    return move ? [{ update, ...move }] : []
  })
  const holders = await placeHolders(tx, moves.flatMap(({ to }) => to ?? []))
  const refused = new Set<Update>()
  for (const { update, from, to } of moves) {
    const { requestId, name } = update.after.request
    const holder = to === null ? undefined : holders.get(to)
    if (holder) {
      refused.add(update)
      outcome.changed.delete(requestId)
      outcome.failed.set(requestId, new PlaceTakenError(holder.requestId, holder.name))
      continue
    }
    if (from !== null) holders.delete(from)
    if (to !== null) holders.set(to, { requestId, name })
  }
  return updates.filter((update) => !refused.has(update))
}

/** Takes out the updates that want an endpoint which another request looks after, and says so in `outcome`. */
async function withoutTracked(tx: Prisma.TransactionClient, updates: Update[], outcome: ManyChanged): Promise<Update[]> {
  const wanting = updates.filter(({ before, after }) => after.request.endpointId !== null && after.request.endpointId !== before.request.endpointId)
  const refused = new Set<Update>()
  const trackers = await endpointTrackers(tx, wanting.flatMap(({ after }) => after.request.endpointId ?? []))
  for (const update of wanting) {
    const { requestId, endpointId } = update.after.request
    const tracker = trackers.get(endpointId ?? '')
    if (!tracker || tracker.requestId === requestId) continue
    refused.add(update)
    outcome.changed.delete(requestId)
    outcome.failed.set(requestId, new EndpointTrackedError(tracker.requestId, tracker.name, endpointId ?? ''))
  }
  return updates.filter((update) => !refused.has(update))
}

type Holder = { requestId: string; name: string }

/** Which open request looks after these endpoints, by endpoint id. */
export async function endpointTrackers(tx: Pick<Prisma.TransactionClient, '$queryRaw'>, endpointIds: readonly string[]): Promise<Map<string, Holder>> {
  if (endpointIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<(Holder & { endpointId: string })[]>`
    SELECT "endpointId", "requestId", "name" FROM "EndpointRequest"
    WHERE "endpointId" IN (SELECT value FROM json_each(${JSON.stringify(endpointIds)})) AND "state" IN (SELECT value FROM json_each(${OPEN_STATES}))`
  return new Map(rows.map((row) => [row.endpointId, row]))
}

/** Who holds these places now. Inside `write` nobody can take one between the question and the answer. */
export async function placeHolders(tx: Pick<Prisma.TransactionClient, '$queryRaw'>, openKeys: string[]): Promise<Map<string, Holder>> {
  if (openKeys.length === 0) return new Map()
  const rows = await tx.$queryRaw<(Holder & { openKey: string })[]>`
    SELECT "openKey", "requestId", "name" FROM "EndpointRequest" WHERE "openKey" IN (SELECT value FROM json_each(${JSON.stringify(openKeys)}))`
  return new Map(rows.map((row) => [row.openKey, row]))
}
