import 'server-only'
import { EVENT_KINDS, type Event, type EventKind } from '@/lib/privatelink/event'
import { Prisma } from './generated/client'
import type { EventModel } from './generated/models'
import { insertAudit, type AuditEntry } from './audit'
import { bulk } from './bulk'
import { readPart, table, type Part } from './parts'
import { toState } from './request-columns'
import { fromWhoColumns, toWhoColumns } from './who-columns'

const EVENTS = table<EventModel>('Event', { id: 'plain', requestId: 'plain', at: 'date', actorKind: 'plain', actorName: 'plain', actorId: 'plain', kind: 'plain', fromState: 'plain', toState: 'plain', detail: 'plain' })

/** The history of a request, newest first, at most `limit` lines (200). */
export const eventsOf = (requestId: string, { limit = 200 }: { limit?: number } = {}): Part<Event[]> =>
  EVENTS.rows(Prisma.sql`WHERE "requestId" = ${requestId} ORDER BY "id" DESC LIMIT ${limit}`, toEvent)

export const listEvents = (...asked: Parameters<typeof eventsOf>): Promise<Event[]> => readPart(eventsOf(...asked))

/**
 * Writes events in the order given, each into the history of its request and into the audit trail, in two statements however many
 * they are. For use inside `write`.
 */
export async function insertEvents(tx: Prisma.TransactionClient, events: { requestId: string; name: string; event: Event }[]): Promise<void> {
  if (events.length === 0) return
  await insertAudit(tx, events.map(toAudit))
  const rows = events.map(({ requestId, event }) => {
    const { actorKind, actorName, actorId } = toWhoColumns(event.actor)
    return [requestId, event.at.getTime(), actorKind, actorName, event.kind, event.from, event.to, JSON.stringify(event.detail), actorId]
  })
  const { from, cell } = bulk(rows)
  await tx.$executeRaw`
    INSERT INTO "Event" ("requestId", "at", "actorKind", "actorName", "kind", "fromState", "toState", "detail", "actorId")
    SELECT ${Prisma.join(rows[0]!.map((_, at) => cell(at)))} FROM ${from} ORDER BY bulk.key`
}

function toEvent(row: EventModel): Event {
  return {
    at: row.at,
    actor: fromWhoColumns(row),
    kind: toKind(row.kind),
    from: row.fromState === null ? null : toState(row.fromState),
    to: row.toState === null ? null : toState(row.toState),
    detail: JSON.parse(row.detail),
  }
}

/** As the audit trail tells it: the states before and after, and the facts of the event. */
function toAudit({ requestId, name, event: { at, actor, kind, from, to, detail } }: { requestId: string; name: string; event: Event }): AuditEntry {
  const object = { kind: 'request', id: requestId, name }
  return { at, actor, action: `request.${kind}`, object, before: from && { state: from }, after: { ...(to && { state: to }), ...detail } }
}

function toKind(text: string): EventKind {
  const kind = EVENT_KINDS.find((known) => known === text)
  if (!kind) throw new Error(`The database holds the unknown event ${JSON.stringify(text)}.`)
  return kind
}
