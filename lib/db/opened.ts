import 'server-only'
import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Connection } from './connection'
import type { Prisma, PrismaClient } from './generated/client'
import type { Lock } from './lock'

/** The one open database of this process. */
export type Database = {
  file: string
  lock: Lock
  writer: PrismaClient
  writerConnection: Connection
  /** A second connection that can only read: it never waits for a writer and never sees an open transaction. */
  reader: PrismaClient
  readerConnection: Connection
  /** The migrations the file had when it was opened: what health expects to find. */
  migrations: string[]
  /** Resolves when the last write asked for has ended. */
  queue: Promise<void>
  inWrite: AsyncLocalStorage<true>
  /** The open transactions that have told the audit trail what they change. */
  audited: WeakSet<Prisma.TransactionClient>
  /** How long a write waits for another program that holds the lock, in milliseconds. */
  busyWaitMs: number
}

// Next loads modules more than once in one process; globalThis is the one place all copies share.
export const shared = globalThis as typeof globalThis & {
  __causewayDatabase?: { file: string; opening: Promise<unknown>; database: Database | null }
}

/** The open database. Throws where `openDatabase` has not been called or has not ended: a mistake in the program, not a refusal. */
export function openedDatabase(): Database {
  const database = shared.__causewayDatabase?.database
  if (!database) throw new Error('The database is not open yet: openDatabase() must have ended first.')
  return database
}
