import 'server-only'
import { randomUUID } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { AppError } from '@/lib/errors'
import { keepCopy } from './copy'
import { damaged } from './file'
import { foreign, pendingMigrations, readMigrations, type Applied, type Migration } from './migrations'
import { explainStorageError, isBusy, sqliteCodeOf } from './storage-errors'

export type MigrateReport = {
  /** The migrations applied now, in order; none when there was nothing to do. */
  applied: string[]
  /** The copy kept before an upgrade, or null. */
  copy: string | null
  /** The file was found in another journal mode and is now in WAL mode. */
  convertedToWal: boolean
}

/** Prisma's own table, letter for letter, so that its command line and this runner can carry on where the other stopped. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`

/** How long another program that holds the file is waited for at boot, in milliseconds. */
const BUSY_WAIT_MS = 5_000

/** A file up to this size is checked page by page at every start; it costs some milliseconds. */
const CHECKED_BYTES = 16 * 1024 * 1024

/**
 * Brings the database at `file` to the newest of the migrations in `folder`, in WAL mode, making the file where there is none.
 * The caller owns the file (`takeLock`). Each migration is one transaction with its record: killed at any point, the next start
 * goes on from the last whole one. `names` is the history the file has afterwards.
 *
 * Throws `AppError`: see `openDatabase`. Until everything has been found in order, nothing is written.
 */
export function migrate(file: string, folder: string, busyWaitMs = BUSY_WAIT_MS): { report: MigrateReport; names: string[] } {
  const migrations = readMigrations(folder)
  const db = open(file, busyWaitMs)
  try {
    const history = readHistory(db, file)
    const pending = pendingMigrations(migrations, history, file)
    const convertedToWal = ensureWal(db, file) && tables(db).length > 0
    const copy = history.length > 0 && pending.length > 0 ? keepCopy(db, file, pending[0]!.name) : null
    for (const migration of pending) apply(db, migration)
    return { report: { applied: pending.map(({ name }) => name), copy, convertedToWal }, names: migrations.map(({ name }) => name) }
  } catch (error) {
    throw explain(error, file)
  } finally {
    db.close()
  }
}

function open(file: string, timeout: number): Sqlite.Database {
  try {
    const db = new Sqlite(file, { timeout })
    db.pragma('synchronous = FULL')
    return db
  } catch (error) {
    throw explain(error, file)
  }
}

function tables(db: Sqlite.Database): string[] {
  return db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck().all()
}

function readHistory(db: Sqlite.Database, file: string): Applied[] {
  const found = tables(db)
  if (found.length === 0) return []
  if (!found.includes('_prisma_migrations')) {
    throw foreign(file, `the table ${found[0]} and no history of migrations`)
  }
  if (sizeOf(db) <= CHECKED_BYTES && db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged(file)
  const rows = db
    .prepare<[], { name: string; checksum: string; finished: number; rolledBack: number }>(
      'SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS rolledBack FROM _prisma_migrations ORDER BY started_at, migration_name',
    )
    .all()
  return rows.map((row) => ({ ...row, finished: row.finished === 1, rolledBack: row.rolledBack === 1 }))
}

const sizeOf = (db: Sqlite.Database) => Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))

/** True where the mode had to be changed. In any other mode a COMMIT that meets SQLITE_BUSY loses writes the adapter has acknowledged. */
function ensureWal(db: Sqlite.Database, file: string): boolean {
  if (db.pragma('journal_mode', { simple: true }) === 'wal') return false
  const mode = db.pragma('journal_mode = WAL', { simple: true })
  if (mode === 'wal') return true
  throw new AppError(`The database ${file} could not be put into WAL mode (it is in “${String(mode)}”), without which acknowledged writes can be lost. Put it on a local disk.`, {
    code: 'database-not-wal',
  })
}

function apply(db: Sqlite.Database, migration: Migration): void {
  // Prisma redefines a table by dropping the old one: with foreign keys on, that deletes its children, and the PRAGMA in Prisma's
  // own script does nothing inside a transaction. So they are off out here, and what they guard is checked before the commit.
  db.pragma('foreign_keys = OFF')
  const startedAt = Date.now()
  const whole = db.transaction(() => {
    db.exec(HISTORY_TABLE)
    db.exec(migration.sql)
    const broken = db.prepare('PRAGMA foreign_key_check').all().length
    if (broken > 0) throw new Error(`it would leave ${broken} rows that point to nothing`)
    db.prepare(
      'INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count) VALUES (?, ?, ?, ?, NULL, NULL, ?, 1)',
    ).run(randomUUID(), migration.checksum, Date.now(), migration.name, startedAt)
  })
  try {
    whole.immediate()
  } catch (error) {
    if (explainStorageError(error) !== error) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError(`The migration ${migration.name} failed and was undone: ${why}. The data is as it was; go back to the version of Causeway before this one.`, { code: 'migration-failed', cause: error })
  }
}

function explain(error: unknown, file: string): unknown {
  const code = sqliteCodeOf(error)
  if (code === 'SQLITE_NOTADB' || code?.startsWith('SQLITE_CORRUPT')) return damaged(file, error)
  if (code?.startsWith('SQLITE_CANTOPEN')) {
    return new AppError(`The database ${file} cannot be opened. Give the user that runs Causeway the right to write to it and to its folder.`, { code: 'database-read-only', cause: error })
  }
  if (isBusy(error)) {
    return new AppError(`The database ${file} is held by another program, so Causeway did not start. End that program (a backup, a database tool), then start again.`, {
      code: 'database-busy',
      status: 503,
      cause: error,
    })
  }
  return explainStorageError(error)
}
