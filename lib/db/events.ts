import 'server-only'
import { EVENT_KINDS, type Event, type EventKind } from '@/lib/privatelink/event'
import type { Actor } from '@/lib/privatelink/request'
import { Prisma } from './generated/client'
import type { EventModel } from './generated/models'
import { reader } from './client'
import { toState } from './request-columns'

/** The history of a request, newest first, at most `limit` lines (200). */
export async function listEvents(requestId: string, { limit = 200 }: { limit?: number } = {}): Promise<Event[]> {
  const rows = await reader().event.findMany({ where: { requestId }, orderBy: { id: 'desc' }, take: limit })
  return rows.map(toEvent)
}

/** Writes events in the order given, in one statement however many they are. For use inside `write`. */
export async function insertEvents(tx: Prisma.TransactionClient, events: { requestId: string; event: Event }[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ requestId, event }) => [
    requestId,
    event.at.getTime(),
    event.actor.kind,
    event.actor.kind === 'user' ? event.actor.name : null,
    event.kind,
    event.from,
    event.to,
    JSON.stringify(event.detail),
  ])
  await tx.$executeRaw`
    INSERT INTO "Event" ("requestId", "at", "actorKind", "actorName", "kind", "fromState", "toState", "detail")
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
    FROM json_each(${JSON.stringify(rows)}) ORDER BY key`
}

function toEvent(row: EventModel): Event {
  return {
    at: row.at,
    actor: toActor(row),
    kind: toKind(row.kind),
    from: row.fromState === null ? null : toState(row.fromState),
    to: row.toState === null ? null : toState(row.toState),
    detail: JSON.parse(row.detail),
  }
}

function toActor({ actorKind, actorName }: EventModel): Actor {
  if (actorKind === 'watcher' || actorKind === 'recovery') return { kind: actorKind }
  return { kind: 'user', name: actorName ?? '' }
}

function toKind(text: string): EventKind {
  const kind = EVENT_KINDS.find((known) => known === text)
  if (!kind) throw new Error(`The database holds the unknown event ${JSON.stringify(text)}.`)
  return kind
}
