// The project's SQLite driver, with what the schema engine as WebAssembly expects of one and the native engine does by itself.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'

/** Under its own name the engine would set `PRAGMA locking_mode = EXCLUSIVE`, and the product could not run beside it. */
const NAME = '@prisma/adapter-libsql'
const OBJECTS = { sql: "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'", args: [], argTypes: [] }
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`

export async function createAdapter(file) {
  mkdirSync(dirname(file), { recursive: true })
  const driver = new PrismaBetterSqlite3({ url: `file:${file}` })
  const found = { foreign: false }
  const wrapped = {
    provider: driver.provider,
    adapterName: NAME,
    connect: async () => wrap(await driver.connect(), found),
    connectToShadowDb: async () => wrap(await driver.connectToShadowDb(), found),
  }
  return {
    factory: bindMigrationAwareSqlAdapterFactory(wrapped),
    dropEverything: () => dropEverything(driver),
    /** An error as the CLI knows it. */
    explain: (error) =>
      found.foreign ? { code: 'P3005', message: 'The database schema is not empty. Read more about how to baseline an existing production database: https://pris.ly/d/migrate-baseline' } : error,
  }
}

function wrap(connection, found) {
  return new Proxy(connection, {
    get(target, key) {
      if (key === 'adapterName') return NAME
      if (key === 'executeRaw') return (query) => executeRaw(target, query)
      if (key === 'queryRaw') return (query) => queryRaw(target, query, found)
      const value = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** A whole migration file reaches the shadow database as one command; the driver would refuse more than one statement. */
async function executeRaw(connection, query) {
  if (query.args.length > 0) return connection.executeRaw(query)
  await connection.executeScript(query.sql)
  return 0
}

/**
 * The native engine makes the table of migrations where the database is empty and refuses a database of somebody else's (P3005);
 * the WebAssembly one takes the missing table for an error.
 */
async function queryRaw(connection, query, found) {
  try {
    return await connection.queryRaw(query)
  } catch (error) {
    const missing = error?.cause?.kind === 'TableDoesNotExist' && /FROM .?_prisma_migrations/.test(query.sql)
    if (!missing) throw error
    found.foreign = (await connection.queryRaw(OBJECTS)).rows.length > 0
    if (found.foreign) throw error
    await connection.executeScript(MIGRATIONS_TABLE)
    return connection.queryRaw(query)
  }
}

async function dropEverything(driver) {
  const connection = await driver.connect()
  const { rows } = await connection.queryRaw(OBJECTS)
  const drops = rows.map(([type, name]) => `DROP ${type} "${name}"`)
  await connection.executeScript(['PRAGMA foreign_keys = OFF', ...drops, MIGRATIONS_TABLE].join(';\n'))
  await connection.dispose()
}
