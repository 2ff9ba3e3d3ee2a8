import 'server-only'
import type { OutcomeKind, TicketStand } from '@/lib/privatelink/desk'
import type { EndpointState } from '@/lib/privatelink/state'
import { reader } from './client'
import { decodeCursor, encodeCursor, type Cursor } from './cursor'
import { NEWEST_OUTCOME } from './desk-rows'
import { Prisma } from './generated/client'
import { wordsOf, type RequestRow } from './list-requests'
import { toOutcomeKind } from './outcomes'
import { toState } from './request-columns'

export type DeskQuery = {
  /** At least one. */
  states: readonly EndpointState[]
  region?: string
  accountId?: string
  /** The name of who started it, exactly. */
  requester?: string
  stand?: TicketStand
  /** Words that all must occur in what a request is searched by, its requester or its ticket number. */
  text?: string
  /** Only these. */
  among?: readonly string[]
  cursor?: string
  /** Rows a page, 1 to 200 (40). */
  limit?: number
}

export type QueuedRequest = Pick<RequestRow, 'requestId' | 'name' | 'state' | 'stateSince' | 'accountId' | 'region' | 'endpointId' | 'hostnames'> & {
  ownerName: string | null
  mark: { number: string; link: string | null; sentAt: Date } | null
  outcome: { kind: OutcomeKind; reason: string; at: Date; answeredAt: Date | null } | null
}

export type QueuePage = { rows: QueuedRequest[]; next: string | null; previous: string | null }

/**
 * A page of the desk's queue, longest in its state first. Paging is by key along the index of state and time, so that the hundredth
 * page costs what the first does. A cursor that makes no sense gives the first page.
 */
export async function listDesk(query: DeskQuery): Promise<QueuePage> {
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? 40) || 1, 1), 200)
  const cursor = decodeCursor(query.cursor, 'since')
  const found = await readPage(query, cursor, limit)
  const more = found.length > limit
  if (cursor?.way === 'before' && !more) return listDesk({ ...query, cursor: undefined })

  const page = found.slice(0, limit)
  if (cursor?.way === 'before') page.reverse()
  const at = (row: Found | undefined, way: Cursor['way']) => (row ? encodeCursor({ sort: 'since', way, key: row.stateSince.getTime(), requestId: row.requestId }) : null)
  return {
    rows: page.map(toQueued),
    next: more || cursor?.way === 'before' ? at(page.at(-1), 'after') : null,
    previous: cursor && (more || cursor.way === 'after') ? at(page[0], 'before') : null,
  }
}

type Found = Omit<QueuedRequest, 'state' | 'hostnames' | 'mark' | 'outcome'> & {
  state: string
  hostnames: string
  number: string | null
  link: string | null
  sentAt: Date | number | null
  kind: string | null
  reason: string | null
  at: Date | number | null
  answeredAt: Date | number | null
}

/** One walk for each state, merged: together they read no more than a page of each, plus what the filters drop. */
async function readPage(query: DeskQuery, cursor: Cursor | null, limit: number): Promise<Found[]> {
  const back = cursor?.way === 'before'
  const order = back ? Prisma.sql`ORDER BY "stateSince" DESC, "requestId" DESC` : Prisma.sql`ORDER BY "stateSince", "requestId"`
  const from = cursor ? [back ? Prisma.sql`(r."stateSince", r."requestId") < (${cursor.key}, ${cursor.requestId})` : Prisma.sql`(r."stateSince", r."requestId") > (${cursor.key}, ${cursor.requestId})`] : []
  const filters = [...filtersOf(query), ...from]
  const walks = [...new Set(query.states)].map(
    (state) => Prisma.sql`
      SELECT * FROM (
        SELECT r."requestId" AS "requestId", r."name", r."state", r."stateSince" AS "stateSince", r."accountId", r."region", r."endpointId", r."hostnames", r."ownerName",
          m."number", m."link", m."sentAt", o."kind", o."reason", o."at", o."answeredAt"
        FROM "EndpointRequest" AS r INDEXED BY "EndpointRequest_state_since_idx"
        LEFT JOIN "TicketMark" AS m ON m."requestId" = r."requestId" ${NEWEST_OUTCOME}
        WHERE ${Prisma.join([Prisma.sql`r."state" = ${state}`, ...filters], ' AND ')}
        ${back ? Prisma.sql`ORDER BY r."stateSince" DESC, r."requestId" DESC` : Prisma.sql`ORDER BY r."stateSince", r."requestId"`} LIMIT ${limit + 1})`,
  )
  return reader().$queryRaw<Found[]>`SELECT * FROM (${Prisma.join(walks, ' UNION ALL ')}) ${order} LIMIT ${limit + 1}`
}

function filtersOf({ region, accountId, requester, stand, text, among }: DeskQuery): Prisma.Sql[] {
  const given = <T>(value: T | undefined, toSql: (value: T) => Prisma.Sql) => (value === undefined ? [] : [toSql(value)])
  return [
    ...given(region, (value) => Prisma.sql`r."region" = ${value}`),
    ...given(accountId, (value) => Prisma.sql`r."accountId" = ${value}`),
    ...given(requester, (value) => Prisma.sql`r."ownerName" = ${value}`),
    ...given(stand, (value) => STAND[value]),
    ...given(among, (value) => Prisma.sql`r."requestId" IN (SELECT value FROM json_each(${JSON.stringify(value)}))`),
    ...wordsOf(text).map((word) => Prisma.sql`(instr(r."searchText", ${word}) > 0 OR instr(lower(ifnull(r."ownerName", '')), ${word}) > 0 OR instr(lower(ifnull(m."number", '')), ${word}) > 0)`),
  ]
}

/** As `ticketStand` decides it. */
const STAND: Record<TicketStand, Prisma.Sql> = {
  question: Prisma.sql`(o."kind" = 'needs-information' AND o."answeredAt" IS NULL)`,
  answered: Prisma.sql`o."kind" IN ('accepted', 'rejected')`,
  sent: Prisma.sql`(m."requestId" IS NOT NULL AND (o."kind" IS NULL OR (o."kind" = 'needs-information' AND o."answeredAt" IS NOT NULL)))`,
  unsent: Prisma.sql`(m."requestId" IS NULL AND (o."kind" IS NULL OR (o."kind" = 'needs-information' AND o."answeredAt" IS NOT NULL)))`,
}

const toDate = (value: Date | number | null) => (value === null ? null : new Date(value))

function toQueued({ state, hostnames, number, link, sentAt, kind, reason, at, answeredAt, ...row }: Found): QueuedRequest {
  return {
    ...row,
    state: toState(state),
    hostnames: JSON.parse(hostnames) as string[],
    mark: number !== null && sentAt !== null ? { number, link, sentAt: new Date(sentAt) } : null,
    outcome: kind !== null && at !== null ? { kind: toOutcomeKind(kind), reason: reason ?? '', at: new Date(at), answeredAt: toDate(answeredAt) } : null,
  }
}
