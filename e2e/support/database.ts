import Sqlite from 'better-sqlite3'

/** What a product has stored, seen from outside. `file`: of its database. */
export function rowsOf(file: string, tables: readonly string[]): string {
  const db = new Sqlite(file, { readonly: true })
  try {
    return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM "${table}"`).all()))
  } finally {
    db.close()
  }
}

/** Every table of ours. */
export function tablesOf(file: string): string[] {
  const db = new Sqlite(file, { readonly: true })
  try {
    return db.prepare<[], string>(`SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite%' AND "name" NOT LIKE '\\_%' ESCAPE '\\'`).pluck().all()
  } finally {
    db.close()
  }
}

/** One value of one row, for a test to look at. */
export function valueOf<T>(file: string, sql: string, ...given: unknown[]): T {
  const db = new Sqlite(file, { readonly: true })
  try {
    return db.prepare(sql).pluck().get(...given) as T
  } finally {
    db.close()
  }
}

/** Changes what is stored, as nothing in the product would: turns a clock back, or makes what has to be noticed. */
export function change(file: string, sql: string, ...given: unknown[]): number {
  const db = new Sqlite(file, { timeout: 5_000 })
  try {
    return db.prepare(sql).run(...given).changes
  } finally {
    db.close()
  }
}
