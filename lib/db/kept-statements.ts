import 'server-only'
import type Sqlite from 'better-sqlite3'

/** More than the product has; an endless variety of statements must not pile up. */
const KEPT_AT_MOST = 300

/**
 * Compiles each statement once for a handle instead of each time it is asked. Prisma's adapter compiles anew, and for what the page of a
 * request reads SQLite took longer over that than over the answer. A statement the driver has bound for good cannot be asked again, so the
 * adapter is given one that remembers its arguments; SQLite itself compiles anew where the schema has changed.
 */
export function keepStatements(client: Sqlite.Database): void {
  const compile = client.prepare.bind(client) as (sql: string) => Sqlite.Statement<unknown[]>
  const kept = new Map<string, Sqlite.Statement<unknown[]>>()
  const find = (sql: string) => {
    const statement = kept.get(sql) ?? compile(sql)
    // the one asked last is the last to go
    kept.delete(sql)
    kept.set(sql, statement)
    if (kept.size > KEPT_AT_MOST) kept.delete(kept.keys().next().value!)
    return statement
  }
  client.prepare = ((sql: string) => withArguments(find(sql), [])) as unknown as typeof client.prepare
}

/** What the adapter asks of a statement, and no more. */
const withArguments = (statement: Sqlite.Statement<unknown[]>, given: unknown[]) => ({
  reader: statement.reader,
  source: statement.source,
  bind: (args: unknown[]) => withArguments(statement, args),
  run: () => statement.run(given),
  columns: () => statement.columns(),
  raw: () => ({ all: () => statement.raw(true).all(given) }),
})
