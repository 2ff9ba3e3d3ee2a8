import 'server-only'
import { createHash } from 'node:crypto'
import type { Who } from '@/lib/privatelink/actor'
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

/** The columns that are hashed, in this order, with the hash of the row before in front. Dates are milliseconds. */
export type AuditCells = [number, string, string | null, string | null, string | null, string, string, string, string, string | null, string | null]

/** SHA-256 over the hash before and the row's cells as JSON: unambiguous, so no two rows can be told as one. */
export const hashOfRow = (previous: string, cells: AuditCells): string => createHash('sha256').update(previous).update(JSON.stringify(cells)).digest('hex')

/**
 * Adds to the chain, in the transaction of the change it tells of: without the row there is no change. For use inside `write`,
 * which refuses to commit a change that told nothing.
 */
export async function insertAudit(tx: Prisma.TransactionClient, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const [last] = await tx.$queryRaw<{ hash: string }[]>`SELECT "hash" FROM "Audit" ORDER BY "id" DESC LIMIT 1`
  let previous = last?.hash ?? FIRST_PREVIOUS
  const rows = entries.map((entry) => {
    const cells = cellsOf(entry)
    const hash = hashOfRow(previous, cells)
    const row = [...cells, previous, hash]
    previous = hash
    return row
  })
  await tx.$executeRaw`
    INSERT INTO "Audit" ("at", "actorKind", "actorName", "actorId", "fromAddress", "action", "objectKind", "objectId", "objectName", "before", "after", "previous", "hash")
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12
    FROM json_each(${JSON.stringify(rows)}) ORDER BY key`
  openedDatabase().audited.add(tx)
}

function cellsOf({ at, actor, action, object, before = null, after = null }: AuditEntry): AuditCells {
  const person = actor.kind === 'user' || actor.kind === 'token' ? actor : null
  const told = (facts: Record<string, unknown> | null) => facts && JSON.stringify(facts)
  return [at.getTime(), actor.kind, person?.name ?? null, person?.userId ?? null, person?.from ?? null, action, object.kind, object.id, object.name, told(before), told(after)]
}
