import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { reader, readList } from './client'
import { Prisma } from './generated/client'

/** A line of the trail as it is shown. `at` is in milliseconds; `before` and `after` hold only what changed. */
export type AuditRow = {
  id: number
  at: number
  actorKind: string
  actorName: string | null
  actorId: string | null
  fromAddress: string | null
  action: string
  objectKind: string
  objectId: string
  objectName: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  hash: string
}

/** `who` is a person's id or the kind of a program; `since` and `until` are milliseconds, the second one not included. */
export type AuditFilter = { text?: string; who?: string; action?: string; kind?: string; objectId?: string; from?: string; since?: number; until?: number }
export type AuditPage = { rows: AuditRow[]; newer: number | null; older: number | null }

/** Rows looked at between two turns of the event loop, whether or not they match. */
const WINDOW = 2_000
export const AUDIT_PAGE = 50

/**
 * A page of the trail, the newest first. `before`: the page that follows this id; `after`: the one that leads up to it. A rare match
 * in a long trail is looked for in windows, so that a search holds nobody up.
 */
export async function listAudit(filter: AuditFilter, { before, after, limit = AUDIT_PAGE }: { before?: number; after?: number; limit?: number } = {}): Promise<AuditPage> {
  const way = after === undefined ? 'older' : 'newer'
  const found: AuditRow[] = []
  for await (const rows of walk(filter, { way, start: after ?? before })) {
    found.push(...rows)
    if (found.length > limit) break
  }
  const more = found.length > limit
  const rows = found.slice(0, limit)
  if (way === 'newer') rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows,
    newer: first && (way === 'newer' ? more : before !== undefined) ? first.id : null,
    older: last && (way === 'older' ? more : true) ? last.id : null,
  }
}

/** Every matching row, the oldest first, a window at a time: the whole trail never stands in memory. */
export const walkAudit = (filter: AuditFilter): AsyncGenerator<AuditRow[]> => walk(filter, { way: 'newer' })

async function* walk(filter: AuditFilter, { way, start }: { way: 'older' | 'newer'; start?: number }): AsyncGenerator<AuditRow[]> {
  const [ends] = await reader().$queryRaw<{ first: number | null; last: number | null }[]>`SELECT min("id") AS first, (SELECT max("id") FROM "Audit") AS last FROM "Audit"`
  if (ends?.first == null || ends.last == null) return
  const [first, last] = [Number(ends.first), Number(ends.last)]
  const matches = conditionsOf(filter)
  const step = way === 'older' ? -WINDOW : WINDOW
  const begin = way === 'older' ? Math.min(start === undefined ? last : start - 1, last) : Math.max(start === undefined ? first : start + 1, first)
  for (let at = begin; at >= first && at <= last; at += step) {
    const [low, high] = way === 'older' ? [at - WINDOW + 1, at] : [at, Math.min(at + WINDOW - 1, last)]
    const rows = await readWindow(matches, { low, high, way })
    if (rows.length > 0) yield rows
    await nextTurn()
  }
}

type Cells = [number, number, string, string | null, string | null, string | null, string, string, string, string, string | null, string | null, string]

async function readWindow(matches: Prisma.Sql, { low, high, way }: { low: number; high: number; way: 'older' | 'newer' }): Promise<AuditRow[]> {
  const order = Prisma.raw(way === 'older' ? 'DESC' : 'ASC')
  return readList<Cells>(Prisma.sql`
    SELECT json_group_array(json_array("id", "at", "actorKind", "actorName", "actorId", "fromAddress", "action", "objectKind", "objectId", "objectName", "before", "after", "hash"))
    FROM (SELECT * FROM "Audit" WHERE "id" BETWEEN ${low} AND ${high} AND ${matches} ORDER BY "id" ${order})`).map(toRow)
}

function toRow([id, at, actorKind, actorName, actorId, fromAddress, action, objectKind, objectId, objectName, before, after, hash]: Cells): AuditRow {
  return { id, at, actorKind, actorName, actorId, fromAddress, action, objectKind, objectId, objectName, before: before && JSON.parse(before), after: after && JSON.parse(after), hash } as AuditRow
}

function conditionsOf({ text, who, action, kind, objectId, from, since, until }: AuditFilter): Prisma.Sql {
  const all = [Prisma.sql`1`]
  for (const word of (text ?? '').split(/\s+/).filter(Boolean)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    all.push(Prisma.sql`("objectName" || ' ' || "objectId" || ' ' || "action" || ' ' || coalesce("actorName", '') || ' ' || coalesce("fromAddress", '') || ' ' || coalesce("before", '') || ' ' || coalesce("after", '')) LIKE ${like} ESCAPE '\\'`)
  }
  if (who) all.push(Prisma.sql`("actorId" = ${who} OR ("actorId" IS NULL AND "actorKind" = ${who}))`)
  if (action) all.push(Prisma.sql`"action" = ${action}`)
  if (kind) all.push(Prisma.sql`"objectKind" = ${kind}`)
  if (objectId) all.push(Prisma.sql`"objectId" = ${objectId}`)
  if (from) all.push(Prisma.sql`"fromAddress" = ${from}`)
  if (since !== undefined) all.push(Prisma.sql`"at" >= ${since}`)
  if (until !== undefined) all.push(Prisma.sql`"at" < ${until}`)
  return Prisma.join(all, ' AND ')
}

/** Who and what occurs, for the menus. Jumps along the indexes: the cost is in their number, not in that of the rows. */
export async function listAuditFacets(): Promise<{ people: { id: string; name: string }[]; actions: string[] }> {
  const [people, actions] = await Promise.all([
    reader().$queryRaw<{ id: string; name: string | null }[]>`
      WITH RECURSIVE facet (value) AS (
        SELECT min("actorId") FROM "Audit" WHERE "actorId" IS NOT NULL
        UNION ALL
        SELECT (SELECT min("actorId") FROM "Audit" WHERE "actorId" > facet.value) FROM facet WHERE facet.value IS NOT NULL
      ) SELECT value AS id, (SELECT "actorName" FROM "Audit" WHERE "actorId" = value ORDER BY "id" DESC LIMIT 1) AS name FROM facet WHERE value IS NOT NULL`,
    reader().$queryRaw<{ value: string }[]>`
      WITH RECURSIVE facet (value) AS (
        SELECT min("action") FROM "Audit"
        UNION ALL
        SELECT (SELECT min("action") FROM "Audit" WHERE "action" > facet.value) FROM facet WHERE facet.value IS NOT NULL
      ) SELECT value FROM facet WHERE value IS NOT NULL`,
  ])
  return { people: people.map(({ id, name }) => ({ id, name: name ?? id })), actions: actions.map(({ value }) => value) }
}
