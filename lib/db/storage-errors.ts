import 'server-only'
import { AppError } from '@/lib/errors'

type Refusal = { code: string; status: number; message: string }

const REFUSALS: Record<string, Refusal> = {
  SQLITE_BUSY: { code: 'database-busy', status: 503, message: 'Another program is holding the database, so nothing was saved. Try again in a moment; if it stays so, look for a backup or a database tool that has the file open.' },
  SQLITE_FULL: { code: 'database-full', status: 507, message: 'The disk that holds the database is full, so nothing was saved. Make room on it, then try again; Causeway need not be restarted.' },
  SQLITE_READONLY: { code: 'database-read-only', status: 503, message: 'The database file cannot be written, so nothing was saved. Give the user that runs Causeway the right to write to the file and its folder.' },
  SQLITE_IOERR: { code: 'database-io', status: 503, message: 'The disk that holds the database failed to write, so nothing was saved. Look at the disk, then try again.' },
  SQLITE_CORRUPT: { code: 'database-corrupt', status: 500, message: 'The database file is damaged, so nothing was saved. Stop Causeway and put back a copy of the file.' },
  SQLITE_NOTADB: { code: 'database-corrupt', status: 500, message: 'The database file is damaged, so nothing was saved. Stop Causeway and put back a copy of the file.' },
}
// SQLite on a file system that refuses to grow the file (a quota, a limit) reports a failed write, not a full disk.
const refusalFor = (code: string) => REFUSALS[/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? ''] ?? null

/** SQLite's own code (`SQLITE_BUSY`, `SQLITE_IOERR_WRITE`…) of an error from the driver or from Prisma around it, or null. */
export function sqliteCodeOf(error: unknown): string | null {
  if (!isRecord(error)) return null
  if (typeof error.code === 'string' && error.code.startsWith('SQLITE_')) return error.code
  if (typeof error.originalCode === 'string') return error.originalCode
  const driver = isRecord(error.meta) ? error.meta.driverAdapterError : null
  return sqliteCodeOf(driver) ?? sqliteCodeOf(error.cause)
}

export const isBusy = (error: unknown) => sqliteCodeOf(error)?.startsWith('SQLITE_BUSY') ?? false

/** A failure of the storage as a refusal with words in it; every other error comes back as it is. */
export function explainStorageError(error: unknown): unknown {
  const code = sqliteCodeOf(error)
  const refusal = code ? refusalFor(code) : null
  return refusal ? new AppError(refusal.message, { code: refusal.code, status: refusal.status, cause: error }) : error
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
