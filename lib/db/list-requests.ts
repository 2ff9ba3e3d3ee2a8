import 'server-only'
import { isEndpointId } from '@/lib/privatelink/ids'
import { STATES, type EndpointState } from '@/lib/privatelink/state'
import { reader } from './client'
import { listDrifting } from './drift'
import { decodeCursor, encodeCursor, type Cursor, type Sort } from './cursor'
import { Prisma } from './generated/client'
import { COLUMNS, readFound, type Found, type RequestRow } from './list-rows'

export type { Sort } from './cursor'
export type { RequestRow } from './list-rows'

export type RequestQuery = {
  /** None, or an empty list: every state. */
  state?: EndpointState[]
  region?: string
  accountId?: string
  /** Only those where AWS shows something else than the plan. */
  drift?: true
  /** Words that all must occur in the name, a hostname, an id, the contact…; case does not matter. */
  text?: string
  /** `since`: longest in its state first. */
  sort?: Sort
  cursor?: string
  /** Rows a page, 1 to 200 (50). */
  limit?: number
}

export type RequestPage = { rows: RequestRow[]; next: string | null; previous: string | null }

/**
 * A page of requests and the cursors of its neighbours. A cursor that makes no sense gives the first page. Paging is by key, so
 * the hundredth page costs what the first does, and rows that come or go meanwhile are neither skipped nor shown twice.
 */
export async function listRequests(query: RequestQuery = {}): Promise<RequestPage> {
  const sort = query.sort ?? 'newest'
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? 50) || 1, 1), 200)
  const cursor = decodeCursor(query.cursor, sort)
  const found = await readPage(query, { sort, cursor, limit })
  const more = found.length > limit
  // Going back past the beginning gives the first page whole, not a short piece of it.
  if (cursor?.way === 'before' && !more) return listRequests({ ...query, cursor: undefined })

  const page = found.slice(0, limit)
  if (cursor?.way === 'before') page.reverse()
  const at = (row: Found | undefined, way: Cursor['way']) => (row ? encodeCursor({ sort, way, key: keyOf(row, sort), requestId: row.requestId }) : null)
  return {
    rows: page.map(({ sortName: _, ...row }) => row),
    next: more || cursor?.way === 'before' ? at(page.at(-1), 'after') : null,
    previous: cursor && (more || cursor.way === 'after') ? at(page[0], 'before') : null,
  }
}

const SORT_COLUMN = { newest: Prisma.sql`"createdAt"`, oldest: Prisma.sql`"createdAt"`, since: Prisma.sql`"stateSince"`, name: Prisma.sql`"sortName"` } satisfies Record<Sort, Prisma.Sql>
/** Up to this many matches are fetched and sorted; more are common enough to be met soon on a walk along the order of the list. */
const FEW = 1_000

type Walk = { sort: Sort; cursor: Cursor | null; limit: number }

async function readPage(query: RequestQuery, walk: Walk): Promise<Found[]> {
  const words = wordsOf(query.text)
  // Few by nature, so they are picked out whatever else is asked.
  if (query.drift) return pickOut(query, walk, await listDrifting(), textFilters(words))
  const few = await pickable(query, words, walk.sort)
  if (few) return pickOut(query, walk, few)

  const filters = [...placeFilters(query), ...textFilters(words)]
  return readFound(Prisma.sql`SELECT * FROM (${Prisma.join(walksFor(query, walk, filters), ' UNION ALL ')}) ${order(walk)} LIMIT ${walk.limit + 1}`)
}

/** A walk reads along one index in the order of the list: as many entries as the page has rows, plus those the filters drop. */
function walksFor(query: RequestQuery, walk: Walk, filters: Prisma.Sql[]): Prisma.Sql[] {
  if (walk.sort === 'name') return [along(Prisma.sql`"EndpointRequest_name_idx"`, [...filters, ...stateFilter(query)], walk)]
  const states = query.state?.length ? query.state : STATES
  const index = walk.sort === 'since' ? Prisma.sql`"EndpointRequest_state_since_idx"` : Prisma.sql`"EndpointRequest_state_newest_idx"`
  if (walk.sort !== 'since' && !query.state?.length) return [along(placeIndex(query), filters, walk)]
  // One walk for each state, merged: together they read no more than a page of each.
  return [...new Set(states)].map((state) => along(index, [Prisma.sql`"state" = ${state}`, ...filters], walk))
}

function along(index: Prisma.Sql, filters: Prisma.Sql[], walk: Walk): Prisma.Sql {
  return Prisma.sql`SELECT * FROM (SELECT ${COLUMNS} FROM "EndpointRequest" INDEXED BY ${index} WHERE ${allOf([...filters, ...fromCursor(walk)])} ${order(walk)} LIMIT ${walk.limit + 1})`
}

function placeIndex(query: RequestQuery): Prisma.Sql {
  // Only this one holds the searched text; the others would fetch each row to look at it.
  if (wordsOf(query.text).length > 0) return Prisma.sql`"EndpointRequest_newest_idx"`
  if (query.accountId !== undefined) return Prisma.sql`"EndpointRequest_account_newest_idx"`
  if (query.region !== undefined) return Prisma.sql`"EndpointRequest_region_newest_idx"`
  return Prisma.sql`"EndpointRequest_newest_idx"`
}

/** The ids of few enough requests to pick the page out of, or null where walking along an index will meet enough of them soon. */
async function pickable(query: RequestQuery, words: string[], sort: Sort): Promise<string[] | null> {
  if (words.length > 0) return idsIfFew(await matches(query, words))
  if (sort !== 'name' || !query.state?.length) return null
  return idsIfFew(await reader().$queryRaw<{ requestId: string }[]>`
    SELECT "requestId" FROM "EndpointRequest" INDEXED BY "EndpointRequest_state_newest_idx" WHERE ${allOf([...stateFilter(query), ...placeFilters(query)])} LIMIT ${FEW + 1}`)
}

const idsIfFew = (rows: { requestId: string }[]) => (rows.length > FEW ? null : rows.map(({ requestId }) => requestId))

function matches(query: RequestQuery, words: string[]): Promise<{ requestId: string }[]> {
  const [word] = words
  if (words.length === 1 && word && isEndpointId(word)) return reader().endpointRequest.findMany({ where: { endpointId: word }, select: { requestId: true }, take: FEW })
  const indexed = words.filter(isIndexed)
  if (indexed.length > 0) return searched(query, { words, phrase: indexed.map(quoted).join(' ') })
  return reader().$queryRaw<{ requestId: string }[]>`
    SELECT "requestId" FROM "EndpointRequest" INDEXED BY "EndpointRequest_newest_idx"
    WHERE ${allOf([...placeFilters(query), ...textFilters(words)])} ORDER BY "createdAt" DESC LIMIT ${FEW + 1}`
}

/** The full-text index knows each three characters in a row, so shorter words cannot be asked of it. */
const isIndexed = (word: string) => [...word].length >= 3 && !word.includes('\0')
/** A phrase in the language of FTS5: what stands in quotes is text, whatever it holds. */
const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

/** By the index, then by the text itself: the index folds a few letters that we keep apart, and does not know the short words. */
function searched(query: RequestQuery, { words, phrase }: { words: string[]; phrase: string }): Promise<{ requestId: string }[]> {
  return reader().$queryRaw<{ requestId: string }[]>`
    SELECT "EndpointRequest"."requestId"
    FROM "RequestSearch" CROSS JOIN "SearchKey" ON "SearchKey"."id" = "RequestSearch"."rowid"
    CROSS JOIN "EndpointRequest" ON "EndpointRequest"."requestId" = "SearchKey"."requestId"
    WHERE "RequestSearch" MATCH ${phrase} AND ${allOf([...placeFilters(query), ...textFilters(words)])} LIMIT ${FEW + 1}`
}

function pickOut(query: RequestQuery, walk: Walk, ids: string[], more: Prisma.Sql[] = []): Promise<Found[]> {
  const filters = [
    Prisma.sql`"requestId" IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    ...placeFilters(query),
    ...stateFilter(query),
    ...more,
    ...fromCursor(walk),
  ]
  return readFound(Prisma.sql`SELECT ${COLUMNS} FROM "EndpointRequest" WHERE ${allOf(filters)} ${order(walk)} LIMIT ${walk.limit + 1}`)
}

function placeFilters({ region, accountId }: RequestQuery): Prisma.Sql[] {
  return [...(region === undefined ? [] : [Prisma.sql`"region" = ${region}`]), ...(accountId === undefined ? [] : [Prisma.sql`"accountId" = ${accountId}`])]
}

const stateFilter = ({ state }: RequestQuery): Prisma.Sql[] => (state?.length ? [Prisma.sql`"state" IN (${Prisma.join(state)})`] : [])
const textFilters = (words: string[]) => words.map((word) => Prisma.sql`instr("searchText", ${word}) > 0`)
/** What is searched for: at most eight words. */
export const wordsOf = (text = '') => text.slice(0, 200).toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
const allOf = (filters: Prisma.Sql[]) => (filters.length > 0 ? Prisma.join(filters, ' AND ') : Prisma.sql`1`)

const isDescending = ({ sort, cursor }: Walk) => (sort === 'newest') !== (cursor?.way === 'before')

function order(walk: Walk): Prisma.Sql {
  const column = SORT_COLUMN[walk.sort]
  return isDescending(walk) ? Prisma.sql`ORDER BY ${column} DESC, "requestId" DESC` : Prisma.sql`ORDER BY ${column}, "requestId"`
}

function fromCursor(walk: Walk): Prisma.Sql[] {
  if (!walk.cursor) return []
  const column = SORT_COLUMN[walk.sort]
  const { key, requestId } = walk.cursor
  return [isDescending(walk) ? Prisma.sql`(${column}, "requestId") < (${key}, ${requestId})` : Prisma.sql`(${column}, "requestId") > (${key}, ${requestId})`]
}

function keyOf(row: Found, sort: Sort): string | number {
  if (sort === 'name') return row.sortName
  return (sort === 'since' ? row.stateSince : row.createdAt).getTime()
}
