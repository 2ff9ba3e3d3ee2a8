import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { resolve } from 'node:path'
import { AppError } from '@/lib/errors'
import { Connection } from './connection'
import { inspectFile } from './file'
import { PrismaClient, type Prisma } from './generated/client'
import { takeLock, type Lock } from './lock'
import { migrate, type MigrateReport } from './migrate'
import { openedDatabase, shared, type Database } from './opened'

export { databaseHealth } from './health'
export { write } from './write'

export type OpenReport = MigrateReport & { file: string }
export type OpenOptions = {
  /** Where the migrations are; the folder of the running program by default. */
  migrationsDir?: string
  /** How long a write, and the start, wait for another program that holds the database, in milliseconds. */
  busyWaitMs?: number
}

const BUSY_WAIT_MS = 10_000
/** Our transactions take milliseconds; one that takes this long is stuck, and the door must open again. */
const LONGEST_TRANSACTION_MS = 30_000

/**
 * Makes the database at `file` (an absolute path) ready: takes the owner's lock, migrates, opens the writing and the reading
 * connection and makes sure that the file is in WAL mode. Called once, at boot; called again in the same process it gives the
 * first call's report. Nothing is left half-made where it refuses.
 *
 * Throws an `AppError` with a sentence: `database-folder`, `database-read-only`, `database-foreign`, `database-newer`,
 * `database-history`, `database-corrupt`, `database-owned`, `database-not-wal`, `database-busy`, `database-full`, `migration-failed`.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Promise<OpenReport> {
  const path = resolve(file)
  const open = shared.__causewayDatabase
  if (open && open.file !== path) throw new Error(`This process already has the database ${open.file} open; it cannot open ${path} beside it.`)
  if (open) return open.opening as Promise<OpenReport>

  // Not in this same breath: openFile must find, and on failure take away, what is noted here.
  const opening = Promise.resolve().then(() => openFile(path, options))
  shared.__causewayDatabase = { file: path, opening, database: null }
  return opening
}

async function openFile(file: string, options: OpenOptions): Promise<OpenReport> {
  let lock: Lock | null = null
  try {
    inspectFile(file)
    lock = takeLock(file)
    const { report, names } = migrate(file, options.migrationsDir ?? resolve('prisma/migrations'), options.busyWaitMs)
    const database = await connect(file, lock, options, names)
    if (shared.__causewayDatabase) shared.__causewayDatabase.database = database
    return { file, ...report }
  } catch (error) {
    lock?.release()
    delete shared.__causewayDatabase
    throw error
  }
}

async function connect(file: string, lock: Lock, options: OpenOptions, migrations: string[]): Promise<Database> {
  const writerConnection = new Connection(file, 'writer')
  const writer = new PrismaClient({ adapter: writerConnection, transactionOptions: { maxWait: LONGEST_TRANSACTION_MS, timeout: LONGEST_TRANSACTION_MS } })
  const readerConnection = new Connection(file, 'reader')
  const reader = new PrismaClient({ adapter: readerConnection })
  const database: Database = {
    file,
    lock,
    writer,
    writerConnection,
    reader,
    readerConnection,
    migrations,
    queue: Promise.resolve(),
    inWrite: new AsyncLocalStorage(),
    audited: new WeakSet(),
    busyWaitMs: options.busyWaitMs ?? BUSY_WAIT_MS,
  }
  try {
    await assertWal(writer, file)
    await assertWal(reader, file)
    return database
  } catch (error) {
    await Promise.all([writer.$disconnect(), reader.$disconnect()])
    throw error
  }
}

async function assertWal(client: PrismaClient, file: string): Promise<void> {
  const [row] = await client.$queryRaw<{ journal_mode: string }[]>`PRAGMA journal_mode`
  if (row?.journal_mode === 'wal') return
  throw new AppError(
    `The database ${file} is in journal mode “${row?.journal_mode ?? 'unknown'}”, in which acknowledged writes can be lost. Put it on a local disk that allows write-ahead logging.`,
    { code: 'database-not-wal', status: 503 },
  )
}

/** Lets the writes that were asked for end, then closes both connections and frees the lock. Closing a closed one does nothing. */
export async function closeDatabase(): Promise<void> {
  await Promise.allSettled([shared.__causewayDatabase?.opening])
  const database = shared.__causewayDatabase?.database
  if (!database) return
  await lastWrite(database)
  delete shared.__causewayDatabase
  await database.reader.$disconnect()
  await database.writer.$disconnect()
  database.lock.release()
}

/** Also the writes that were asked for while the others were waited for. */
async function lastWrite(database: Database): Promise<void> {
  for (let waited: Promise<void> | null = null; waited !== database.queue; await waited) waited = database.queue
}

/**
 * The connection for reads; it refuses every write. A statement sees what is committed when it starts, also a write this process
 * has just been told of. Don't hold an interactive transaction open on it: others' reads would be stuck in the past with it.
 */
export function reader(): PrismaClient {
  return openedDatabase().reader
}

/** The first row of a read by the same connection, cell by cell, without Prisma round it: for what every page asks. Whole numbers may come as bigints. */
export const readRow = (sql: Prisma.Sql): unknown[] | undefined => openedDatabase().readerConnection.firstRow(sql)

/**
 * The rows that SQLite puts into one text: the way of ten thousand cells through Prisma and the driver, one by one, takes longer than
 * finding them. `sql` answers one cell, a JSON array of rows; the caller says what a row of it looks like.
 */
export const readList = <Row extends unknown[]>(sql: Prisma.Sql): Row[] => JSON.parse((readRow(sql)?.[0] as string | undefined) ?? '[]') as Row[]

/**
 * A reading that is made again only after somebody has written something: for what is large and asked for by many at once. All of them
 * get the same value, so none may change it. Nothing else than what `read` finds in the database may decide what it gives.
 */
export function untilWritten<Value extends object>(read: () => Value): () => Readonly<Value> {
  const kept = new WeakMap<Connection, { version: string; value: Value }>()
  return () => {
    const { readerConnection } = openedDatabase()
    // before the reading: a write of another program in between makes the next asking read again
    const version = readerConnection.dataVersion()
    const known = kept.get(readerConnection)
    if (known?.version === version) return known.value
    const value = read()
    kept.set(readerConnection, { version, value })
    return value
  }
}
