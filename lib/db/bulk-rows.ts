import 'server-only'
import { Prisma } from './generated/client'
import type { RequestColumns } from './request-row'

type Column = keyof RequestColumns
type Update = { before: RequestColumns; after: RequestColumns }

const COLUMNS: Column[] = Object.values(Prisma.EndpointRequestScalarFieldEnum)

// Raw text in SQL is safe here: the names are Prisma's own list of the table's columns, never anybody's input.
const columnOf = (column: Column) => Prisma.raw(`"${column}"`)
const valueOf = (column: Column) => Prisma.raw(`bulk.value ->> '$.${column}'`)

/**
 * Stores many changed rows in one statement. Only columns that changed in at least one row are set: SQLite rewrites the index
 * entries of every column that is named, changed or not.
 */
export async function updateRows(tx: Prisma.TransactionClient, updates: Update[]): Promise<void> {
  const columns = COLUMNS.filter((column) => updates.some(({ before, after }) => stored(before[column]) !== stored(after[column])))
  if (columns.length === 0) return
  await freePlaces(tx, updates)
  const assignments = columns.map((column) => Prisma.sql`${columnOf(column)} = ${valueOf(column)}`)
  const rows = toJson(['requestId', ...columns], updates.map(({ after }) => after))
  await tx.$executeRaw`
    UPDATE "EndpointRequest" SET ${Prisma.join(assignments)} FROM json_each(${rows}) AS bulk WHERE "requestId" = ${valueOf('requestId')}`
}

/** Stores many new rows in one statement. Unlike `createRequest` it asks for nothing; a second row for one place or key throws. */
export async function insertRows(tx: Prisma.TransactionClient, rows: RequestColumns[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "EndpointRequest" (${Prisma.join(COLUMNS.map(columnOf))})
    SELECT ${Prisma.join(COLUMNS.map(valueOf))} FROM json_each(${toJson(COLUMNS, rows)}) AS bulk`
}

/** SQLite checks uniqueness row by row: a place that moves from one row to another must be empty in between. */
async function freePlaces(tx: Prisma.TransactionClient, updates: Update[]): Promise<void> {
  const moving = updates.filter(({ before, after }) => before.openKey !== after.openKey)
  const taken = new Set(moving.map(({ after }) => after.openKey))
  const left = moving.filter(({ before }) => before.openKey !== null && taken.has(before.openKey))
  if (left.length === 0) return
  const ids = JSON.stringify(left.map(({ before }) => before.requestId))
  await tx.$executeRaw`UPDATE "EndpointRequest" SET "openKey" = NULL WHERE "requestId" IN (SELECT value FROM json_each(${ids}))`
}

const toJson = (columns: Column[], rows: RequestColumns[]) => JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column) => [column, stored(row[column])]))))

/** As the adapter stores it: dates as milliseconds. */
const stored = (value: RequestColumns[Column]) => (value instanceof Date ? value.getTime() : value)
