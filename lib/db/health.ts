import 'server-only'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '@/lib/errors'
import { openedDatabase, shared, type Database } from './opened'
import { write } from './write'

const LEAST_FREE_BYTES = 16 * 1024 * 1024

/** Whether the database can be relied on now, and a sentence for each reason why not. Asks the file, not our memory; never throws. */
export async function databaseHealth(): Promise<{ ok: boolean; reasons: string[] }> {
  if (!shared.__causewayDatabase?.database) return { ok: false, reasons: ['The database is not open.'] }
  const database = openedDatabase()
  const answers = await Promise.all([ask(() => walMode(database)), ask(() => migrated(database)), ask(writable), ask(() => room(database))])
  const reasons = answers.filter((answer) => answer !== null)
  return { ok: reasons.length === 0, reasons }
}

async function ask(question: () => Promise<string | null>): Promise<string | null> {
  try {
    return await question()
  } catch (error) {
    if (error instanceof AppError) return error.message
    return `The database could not be asked: ${error instanceof Error ? error.message : String(error)}`
  }
}

async function walMode({ reader }: Database): Promise<string | null> {
  const [row] = await reader.$queryRaw<{ journal_mode: string }[]>`PRAGMA journal_mode`
  return row?.journal_mode === 'wal' ? null : `The database is in journal mode “${row?.journal_mode ?? 'unknown'}”, not in WAL mode.`
}

async function migrated({ reader, migrations }: Database): Promise<string | null> {
  const rows = await reader.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
  const applied = new Set(rows.map((row) => row.name))
  const missing = migrations.filter((name) => !applied.has(name))
  return missing.length === 0 ? null : `The database lacks the migrations ${missing.join(', ')}.`
}

/** Taking the write lock is what fails first where the file or its folder has become read-only, or somebody else holds it. */
async function writable(): Promise<string | null> {
  await write(async () => undefined, { unaudited: 'a probe that writes nothing' })
  return null
}

async function room({ file }: Database): Promise<string | null> {
  const { bavail, bsize } = await statfs(dirname(file))
  return bavail * bsize >= LEAST_FREE_BYTES ? null : 'The disk that holds the database has less than 16 MB free.'
}
