import 'server-only'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@/lib/errors'

export type Migration = { name: string; sql: string; checksum: string }

/** The migrations of this program in order, with the checksum Prisma gives them (SHA-256 of the file). Throws where there is none. */
export function readMigrations(folder: string): Migration[] {
  const migrations = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
  if (migrations.length === 0) throw new Error(`No migration was found in ${folder}.`)
  return migrations
}

/** A row of `_prisma_migrations`, as far as it matters here. */
export type Applied = { name: string; checksum: string; finished: boolean; rolledBack: boolean }

/**
 * What is left to do on a database with this history.
 * Throws `AppError`: `database-foreign`, `database-newer`, or `database-history` where the past is not the one this program knows.
 */
export function pendingMigrations(known: Migration[], history: Applied[], file: string): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]))
  const applied = history.filter((row) => !row.rolledBack)
  if (applied.length > 0 && !applied.some((row) => byName.has(row.name))) throw foreign(file, `the migration ${applied[0]!.name}`)
  for (const row of applied) {
    const migration = byName.get(row.name)
    if (!migration) throw newer(file, row.name)
    if (!row.finished) {
      throw new AppError(`The migration ${row.name} was begun on ${file} by another tool and not finished. Put back the copy made before it, then start again.`, { code: 'database-history' })
    }
    if (migration.checksum !== row.checksum) {
      throw new AppError(`The migration ${row.name} is not the one that was applied to ${file}: its text has changed since. Start the unmodified version of Causeway, or put back a copy of the database.`, {
        code: 'database-history',
      })
    }
  }
  const done = new Set(applied.map((row) => row.name))
  return known.filter((migration) => !done.has(migration.name))
}

/** The file belongs to somebody else; `sign` is what gives it away. */
export const foreign = (file: string, sign: string) =>
  new AppError(`${file} is the database of another program (it has ${sign}), and was left as it is. Set DATABASE_URL to Causeway’s own file.`, { code: 'database-foreign' })

const newer = (file: string, name: string) =>
  new AppError(`The database ${file} was made by a newer Causeway (it has the migration ${name}). Start that version, or put back a copy from before the upgrade (${file}.before-…).`, {
    code: 'database-newer',
  })
