import 'server-only'
import { closeSync, openSync, readSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { AppError } from '@/lib/errors'
import { isBusy, sqliteCodeOf } from './storage-errors'

export type Lock = { release: () => void }

/** Where a SQLite file keeps its `user_version`, four bytes, big end first. */
const USER_VERSION_AT = 60

/**
 * Makes this process the only one that has the database at `file` open, until `release` or the end of the process, however it
 * ends: the lock is the operating system's lock on a small SQLite file beside the database, so kill -9 frees it.
 * The file stays behind and means nothing without the lock; it holds our process id for the sentence others get.
 *
 * Throws `AppError` `database-owned` where another process has it.
 */
export function takeLock(file: string): Lock {
  const path = `${file}.lock`
  const db = openLockFile(path)
  try {
    // In this mode the lock taken by the first write is kept after the commit, for as long as the connection lives.
    db.pragma('locking_mode = EXCLUSIVE')
    // The file holds nothing worth a journal, and a journal would be one more file left behind by a kill.
    db.pragma('journal_mode = MEMORY')
    db.exec(`BEGIN EXCLUSIVE; PRAGMA user_version = ${process.pid}; COMMIT`)
    return { release: () => db.close() }
  } catch (error) {
    db.close()
    throw explain(error, file, path)
  }
}

function openLockFile(path: string) {
  try {
    return new Sqlite(path, { timeout: 0 })
  } catch (error) {
    throw new AppError(`Causeway cannot make its lock file ${path}. Give the user that runs it the right to write to that folder.`, { code: 'database-read-only', cause: error })
  }
}

function explain(error: unknown, file: string, path: string): unknown {
  if (isBusy(error)) {
    return new AppError(
      `The database ${file} is in use by another Causeway${holder(path)}. One process owns the file: stop the other one, or give this one a file of its own with DATABASE_URL.`,
      { code: 'database-owned', status: 503, cause: error },
    )
  }
  const code = sqliteCodeOf(error)
  if (code === 'SQLITE_NOTADB' || code?.startsWith('SQLITE_CORRUPT')) {
    return new AppError(`The lock file ${path} is damaged. Make sure that no other Causeway is running, delete it and start again; it holds no data.`, { code: 'database-lock-damaged', cause: error })
  }
  if (code?.startsWith('SQLITE_READONLY') || code?.startsWith('SQLITE_CANTOPEN') || code?.startsWith('SQLITE_IOERR')) {
    return new AppError(`Causeway cannot write its lock file ${path}. Give the user that runs it the right to write to it.`, { code: 'database-read-only', cause: error })
  }
  return error
}

/** The holder as far as the file tells. Reading it as a plain file is safe here only because this process has no lock on it. */
function holder(path: string): string {
  const bytes = Buffer.alloc(4)
  const handle = openSync(path, 'r')
  const length = readSync(handle, bytes, 0, 4, USER_VERSION_AT)
  closeSync(handle)
  const pid = length === 4 ? bytes.readInt32BE() : 0
  return pid > 0 ? ` (process ${pid})` : ''
}
