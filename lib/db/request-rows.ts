import 'server-only'
import { NotFoundError } from '@/lib/errors'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { bulk, type Cell } from './bulk'
import { Prisma } from './generated/client'
import type { Part } from './parts'
import { BODY_COLUMNS, cellOf, changedColumns, HEAD_COLUMNS, isBodyColumn, placeMove, toState, type Column, type Stored } from './request-columns'

/** The SQL of this table's whole rows. They travel as one JSON text: Prisma takes longer over each row than SQLite and we together. */

type Update = { before: Stored; after: Stored }

// Raw text in SQL is safe here: the names are our own list of columns, never anybody's input.
const nameOf = (column: Column) => Prisma.raw(`"${column}"`)

const SCALARS = [
  'requestId', 'name', 'state', 'stateSince', 'awsState', 'clientToken', 'attempts', 'attemptedAt', 'problem', 'endpointId', 'privateDnsEnabled',
  'missedLooks', 'firstSeenAt', 'copiedFrom', 'createdAt', 'submittedAt', 'updatedAt', 'fingerprint', 'idempotencyKey', 'ownerId', 'ownerName', 'told',
] as const
// The body's columns hold JSON already and are put into the text as they are: SQLite need not read them.
const ROW_AS_JSON = Prisma.raw(
  `'[' || json_array(${SCALARS.map((column) => `head."${column}"`).join(', ')}) || ',' || ${BODY_COLUMNS.map((column) => `ifnull(body."${column}", 'null')`).join(` || ',' || `)} || ']'`,
)

type Scalars = [string, string, string, number, string | null, string | null, number, number | null, string | null, string | null, 0 | 1, number, number | null, string | null, number, number | null, number, string | null, string | null, string | null, string | null, string | null]
type Texts = [EndpointRequest['draft'], EndpointRequest['plan'], EndpointRequest['dnsNames'], EndpointRequest['addresses'], EndpointRequest['networkInterfaceIds']]

/** Reads the rows that fulfil `where`, a condition on `head`, in no particular order. */
export async function readRows(client: Prisma.TransactionClient, where: Prisma.Sql): Promise<Stored[]> {
  const [answer] = await client.$queryRaw<{ rows: string | null }[]>`
    SELECT group_concat(${ROW_AS_JSON}) AS rows
    FROM "EndpointRequest" AS head CROSS JOIN "RequestBody" AS body ON body."requestId" = head."requestId" WHERE ${where}`
  return (JSON.parse(`[${answer?.rows ?? ''}]`) as [Scalars, ...Texts][]).map(toStored)
}

/** Reads rows by id; ids that are not there are missing from the answer. */
export async function readRowsById(client: Prisma.TransactionClient, requestIds: readonly string[]): Promise<Map<string, Stored>> {
  const rows = await readRows(client, Prisma.sql`head."requestId" IN (SELECT value FROM json_each(${JSON.stringify(requestIds)}))`)
  return new Map(rows.map((row) => [row.request.requestId, row]))
}

/** The request as it is inside the transaction. Throws not-found. */
export async function requestInside(tx: Prisma.TransactionClient, requestId: string): Promise<EndpointRequest> {
  const request = (await readRowsById(tx, [requestId])).get(requestId)?.request
  if (!request) throw new NotFoundError('The request')
  return request
}

/** One whole request, to be read together with what is kept about it. */
export const requestOf = (requestId: string): Part<EndpointRequest | null> => ({
  sql: Prisma.sql`SELECT ${ROW_AS_JSON} FROM "EndpointRequest" AS head CROSS JOIN "RequestBody" AS body ON body."requestId" = head."requestId" WHERE head."requestId" = ${requestId}`,
  read: (json) => (json === null ? null : toStored(JSON.parse(json) as [Scalars, ...Texts]).request),
})

function toStored([scalars, draft, plan, dnsNames, addresses, networkInterfaceIds]: [Scalars, ...Texts]): Stored {
  const [requestId, name, state, stateSince, awsState, clientToken, attempts, attemptedAt, problem, endpointId, privateDnsEnabled, ...more] = scalars
  const [missedLooks, firstSeenAt, copiedFrom, createdAt, submittedAt, updatedAt, fingerprint, idempotencyKey, ownerId, ownerName, told] = more
  const request: EndpointRequest = {
    requestId,
    name,
    state: toState(state),
    stateSince: new Date(stateSince),
    awsState,
    draft,
    plan,
    clientToken,
    attempts,
    attemptedAt: toDate(attemptedAt),
    problem,
    endpointId,
    dnsNames,
    addresses,
    networkInterfaceIds,
    privateDnsEnabled: privateDnsEnabled === 1,
    missedLooks,
    firstSeenAt: toDate(firstSeenAt),
    copiedFrom,
    ownerId,
    ownerName,
    createdAt: new Date(createdAt),
    submittedAt: toDate(submittedAt),
    updatedAt: new Date(updatedAt),
    told: toTold(told),
  }
  return { request, fingerprint, idempotencyKey }
}

/** Dates in what is kept as JSON of who reported a state. */
export const toTold = (text: string | null): EndpointRequest['told'] => (text === null ? null : (JSON.parse(text, (key, value: unknown) => (key === 'at' ? new Date(value as string) : value)) as EndpointRequest['told']))

export const toDate = (ms: number | null) => (ms === null ? null : new Date(ms))

/** Stores many new rows. A second row for one place or idempotency key throws. */
export async function insertRows(tx: Prisma.TransactionClient, rows: readonly Stored[]): Promise<void> {
  await insertInto(tx, Prisma.sql`"EndpointRequest"`, HEAD_COLUMNS, rows)
  await insertInto(tx, Prisma.sql`"RequestBody"`, ['requestId', ...BODY_COLUMNS], rows)
}

async function insertInto(tx: Prisma.TransactionClient, table: Prisma.Sql, columns: Column[], rows: readonly Stored[]): Promise<void> {
  if (rows.length === 0) return
  const { from, cell } = bulk(cellsOf(columns, rows))
  await tx.$executeRaw`
    INSERT INTO ${table} (${Prisma.join(columns.map(nameOf))})
    SELECT ${Prisma.join(columns.map((_, at) => cell(at)))} FROM ${from}`
}

/**
 * Stores many changed rows in one statement a table. Only columns that changed in at least one row are set: SQLite rewrites the
 * index entries of every column that is named, changed or not.
 */
export async function updateRows(tx: Prisma.TransactionClient, updates: readonly Update[]): Promise<void> {
  const changed = updates.map(({ before, after }) => ({ after, columns: changedColumns(before, after) }))
  await freePlaces(tx, updates)
  await updateTable(tx, Prisma.sql`"EndpointRequest"`, changed, (column) => !isBodyColumn(column))
  await updateTable(tx, Prisma.sql`"RequestBody"`, changed, isBodyColumn)
}

async function updateTable(tx: Prisma.TransactionClient, table: Prisma.Sql, changed: { after: Stored; columns: Column[] }[], isOurs: (column: Column) => boolean): Promise<void> {
  const rows = changed.filter(({ columns }) => columns.some(isOurs)).map(({ after }) => after)
  if (rows.length === 0) return
  const columns = [...new Set(changed.flatMap(({ columns }) => columns.filter(isOurs)))]
  await setCells(tx, table, columns, cellsOf(['requestId', ...columns], rows))
}

/** In each row the id of the request comes first, then a cell for each column. At least one row and one column. */
export async function setCells(tx: Prisma.TransactionClient, table: Prisma.Sql, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Promise<void> {
  const { from, cell } = bulk(rows)
  const assignments = columns.map((column, at) => Prisma.sql`${nameOf(column)} = ${cell(at + 1)}`)
  await tx.$executeRaw`UPDATE ${table} SET ${Prisma.join(assignments)} FROM ${from} WHERE "requestId" = ${cell(0)}`
}

/** SQLite checks uniqueness row by row: a place that moves from one row to another must be empty in between. */
async function freePlaces(tx: Prisma.TransactionClient, updates: readonly Update[]): Promise<void> {
  const moves = updates.flatMap(({ before, after }) => {
    const move = placeMove(before.request, after.request)
    return move ? [{ requestId: after.request.requestId, ...move }] : []
  })
  const taken = new Set(moves.map(({ to }) => to))
  const left = moves.filter(({ from }) => from !== null && taken.has(from))
  if (left.length === 0) return
  const ids = JSON.stringify(left.map(({ requestId }) => requestId))
  await tx.$executeRaw`UPDATE "EndpointRequest" SET "openKey" = NULL WHERE "requestId" IN (SELECT value FROM json_each(${ids}))`
}

const cellsOf = (columns: readonly Column[], rows: readonly Stored[]) => rows.map((row) => columns.map((column) => cellOf(row, column)))
