import 'server-only'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type Sqlite from 'better-sqlite3'
import type { Prisma } from './generated/client'
import { keepStatements } from './kept-statements'

type SqlDriverAdapter = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>

/**
 * How the two connections behave. SQLite's own waiting (`busy_timeout`) stops the whole process, because the driver is
 * synchronous: the writer has none, and the door in `write.ts` waits without holding anybody up. The reader meets a lock only
 * for the moment in which another program opens or closes the file.
 *
 * At SQLite's own limit of a thousand pages nearly every commit of a thousand changes would also copy the log into the file while
 * the process waits (39 ms instead of 14, measured); with four thousand, 16 MB, it happens more seldom.
 */
const PRAGMAS = {
  writer: 'PRAGMA busy_timeout = 0; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000;',
  reader: 'PRAGMA busy_timeout = 250; PRAGMA query_only = ON; PRAGMA cache_size = -32000;',
} as const

/**
 * One connection of Prisma's adapter with our settings, also after a reconnect.
 *
 * Dates are stored as whole milliseconds (`unixepoch-ms`): half the room of the default text, compared as numbers, and what
 * Prisma's own engine writes into `_prisma_migrations`. Integers come back as JavaScript numbers; a column beyond 2^53 would
 * come back as text, and there is none.
 */
export class Connection extends PrismaBetterSqlite3 {
  readonly #settings: string
  #live: SqlDriverAdapter | null = null
  #handle: Sqlite.Database | null = null
  #connects = 0

  constructor(file: string, role: keyof typeof PRAGMAS) {
    super({ url: file, fileMustExist: true }, { timestampFormat: 'unixepoch-ms' })
    this.#settings = PRAGMAS[role]
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const live = await super.connect()
    // the adapter's own handle of the file, which its types keep to themselves
    this.#handle = (live as unknown as { client: Sqlite.Database }).client
    this.#connects += 1
    keepStatements(this.#handle)
    await live.executeScript(this.#settings)
    this.#live = live
    return live
  }

  /**
   * The first row of a read, cell by cell; whole numbers may come as bigints. Asked of SQLite itself: what Prisma does round a statement
   * takes twice as long as the largest of ours, and each page asks two. Throws where the connection is not open.
   */
  firstRow({ sql, values }: Prisma.Sql): unknown[] | undefined {
    if (!this.#handle) throw new Error('The connection is not open.')
    const statement = this.#handle.prepare(sql) as unknown as { bind: (args: unknown[]) => { raw: () => { all: () => unknown[][] } } }
    return statement.bind(values.map(toBound)).raw().all()[0]
  }

  /** Another word after anybody else has committed anything, and after a reconnect. Throws where the connection is not open. */
  dataVersion(): string {
    if (!this.#handle) throw new Error('The connection is not open.')
    return `${this.#connects} ${String(this.#handle.pragma('data_version', { simple: true }))}`
  }

  /**
   * Ends a transaction that a failed COMMIT left open. Prisma 7.10 hands the connection on without a ROLLBACK, and whatever
   * ran on it next would be answered with success inside a transaction nobody commits.
   */
  async endOpenTransaction(): Promise<void> {
    try {
      await this.#live?.executeScript('ROLLBACK')
    } catch {
      // "no transaction is active": the usual case, nothing was left open
    }
  }
}

/** As Prisma binds them. */
function toBound(value: unknown): unknown {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'boolean' ? Number(value) : value
}
