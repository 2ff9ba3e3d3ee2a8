import 'server-only'
import { hash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import type { Who } from '@/lib/privatelink/actor'
import { bulk } from './bulk'
import { Prisma } from './generated/client'
import { openedDatabase } from './opened'

/** One line of the audit trail before it is chained. `before` and `after` hold only what changed, and never a secret. */
export type AuditEntry = {
  at: Date
  actor: Who
  /** `<kind>.<what happened>`, e.g. `account.saved`, `request.create-requested`. */
  action: string
  object: { kind: string; id: string; name: string }
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
}

/** What the first row points back to. */
export const FIRST_PREVIOUS = '0'.repeat(64)

type Head = { count: number; hash: string }
const HEADLESS = 'The audit trail has lost the mark of where it ends, so nothing can be changed. Somebody changed the database file by hand: restore it from a backup.'

/** The columns that are hashed, in this order, with the hash of the row before in front. Dates are milliseconds. */
export type AuditCells = [number, string, string | null, string | null, string | null, string, string, string, string, string | null, string | null]

/** SHA-256 over the hash before and the row's cells as JSON: unambiguous, so no two rows can be told as one. */
export const hashOfRow = (previous: string, cells: AuditCells): string => hash('sha256', previous + JSON.stringify(cells))

/**
 * Adds to the chain, in the transaction of the change it tells of: without the row there is no change. For use inside `write`,
 * which refuses to commit a change that told nothing.
 */
export async function insertAudit(tx: Prisma.TransactionClient, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const [head] = await tx.$queryRaw<Head[]>`SELECT "count", "hash" FROM "AuditHead" WHERE "id" = 1`
  // Chained to the mark and not to the last row, so that an end that was cut off shows for ever.
  if (!head) throw new AppError(HEADLESS, { code: 'audit-headless', status: 503 })
  const cells = entries.map(cellsOf)
  const hashes = [head.hash]
  for (const row of cells) hashes.push(hashOfRow(hashes.at(-1)!, row))
  await insertCells(tx, cells, hashes)
  await tx.$executeRaw`UPDATE "AuditHead" SET "count" = ${head.count + cells.length}, "hash" = ${hashes.at(-1)} WHERE "id" = 1`
  openedDatabase().audited.add(tx)
}

const COLUMNS = ['at', 'actorKind', 'actorName', 'actorId', 'fromAddress', 'action', 'objectKind', 'objectId', 'objectName', 'before', 'after'] as const
const HASH_LENGTH = 64

/** One statement however many rows. The hashes are cut out of one blob: they would be the widest cells of its JSON. */
async function insertCells(tx: Prisma.TransactionClient, cells: readonly AuditCells[], hashes: readonly string[]): Promise<void> {
  const { from, cell } = bulk(cells)
  const chain = Buffer.from(hashes.join(''))
  const hashAt = (offset: number) => Prisma.sql`CAST(substr(${chain}, (bulk.key + ${Prisma.raw(String(offset))}) * ${Prisma.raw(String(HASH_LENGTH))} + 1, ${Prisma.raw(String(HASH_LENGTH))}) AS TEXT)`
  const values = COLUMNS.map((_, at) => cell(at))
  await tx.$executeRaw`
    INSERT INTO "Audit" (${Prisma.raw(COLUMNS.map((name) => `"${name}"`).join(', '))}, "previous", "hash")
    SELECT ${Prisma.join([...values, hashAt(0), hashAt(1)])} FROM ${from} ORDER BY bulk.key`
}

function cellsOf({ at, actor, action, object, before = null, after = null }: AuditEntry): AuditCells {
  const person = actor.kind === 'user' || actor.kind === 'token' ? actor : null
  const from = 'from' in actor ? (actor.from ?? null) : null
  const told = (facts: Record<string, unknown> | null) => facts && JSON.stringify(facts)
  return [at.getTime(), actor.kind, person?.name ?? null, person?.userId ?? null, from, action, object.kind, object.id, object.name, told(before), told(after)]
}
