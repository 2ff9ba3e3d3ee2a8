import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Prisma, PrismaClient } from './generated/client'
import { openedDatabase, type Database } from './opened'
import { explainStorageError, isBusy } from './storage-errors'

/** Between two tries to get the lock; the first are quick, for a backup tool that holds it for a moment. */
const PAUSES_MS = [10, 25, 50, 100, 250] as const

class LockNotTaken extends Error {
  override name = 'LockNotTaken'
}

/**
 * The one door for writes: one at a time, each in a transaction of its own that has taken SQLite's write lock before `work`
 * runs, so what `work` reads cannot change before it writes. It resolves only after the commit. `work` runs at most once, gets
 * the only handle that may write, and must not call `write` again.
 *
 * Throws what `work` throws (nothing is written then), or an `AppError`: `database-busy` (503) where another program holds the
 * lock for longer than ten seconds from the call, `database-full` (507), `database-read-only`, `database-io`, `database-corrupt`.
 *
 * Who changes something tells the audit trail in the same transaction (`insertAudit`); a transaction that did not, though it changed
 * rows, is not committed. `unaudited` names why a write is none of the trail's business.
 */
export function write<T>(work: (tx: Prisma.TransactionClient) => Promise<T>, { unaudited }: { unaudited?: string } = {}): Promise<T> {
  const database = openedDatabase()
  if (database.inWrite.getStore()) throw new Error('write() was called inside write(): it would wait for itself for ever. Pass tx on instead.')
  const deadline = performance.now() + database.busyWaitMs
  const turn = database.queue.then(() => inTurn(database, unaudited ? work : (tx) => mustTell(database, tx, work), deadline))
  // The next one's turn comes whatever became of this one; who asked for this one hears of its failure through `turn`.
  const next = () => undefined
  database.queue = turn.then(next, next)
  return turn
}

/** A bug, not a refusal: the change must not happen without its row. */
async function mustTell<T>(database: Database, tx: Prisma.TransactionClient, work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
  const before = await countChanges(tx)
  const result = await work(tx)
  if (database.audited.has(tx) || (await countChanges(tx)) === before) return result
  throw new Error('A change was about to be committed that told the audit trail nothing. Call insertAudit in it, or say why not with `unaudited`.')
}

/** Rows inserted, changed and deleted on this connection so far. */
async function countChanges(tx: Prisma.TransactionClient): Promise<number> {
  const [row] = await tx.$queryRaw<{ changes: number | bigint }[]>`SELECT total_changes() AS changes`
  return Number(row?.changes ?? 0)
}

async function inTurn<T>(database: Database, work: (tx: Prisma.TransactionClient) => Promise<T>, deadline: number): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await database.inWrite.run(true, () => inTransaction(database.writer, work))
    } catch (error) {
      await database.writerConnection.endOpenTransaction()
      if (!(error instanceof LockNotTaken)) throw explainStorageError(error)
      if (performance.now() >= deadline) throw explainStorageError(error.cause)
      await sleep(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)])
    }
  }
}

function inTransaction<T>(writer: PrismaClient, work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
  return writer.$transaction(async (tx) => {
    await takeWriteLock(tx)
    return work(tx)
  })
}

/**
 * The adapter can only say a deferred BEGIN, and a transaction that first reads and then writes can be refused half-way.
 * An UPDATE of no row takes the lock at once and changes nothing.
 */
async function takeWriteLock(tx: Prisma.TransactionClient): Promise<void> {
  try {
    await tx.$executeRaw`UPDATE "Rate" SET "source" = "source" WHERE 0`
  } catch (error) {
    throw isBusy(error) ? new LockNotTaken('The write lock is held by another program.', { cause: error }) : error
  }
}
