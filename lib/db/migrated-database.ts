import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { TestProject } from 'vitest/node'
import { migrate } from './migrate'

declare module 'vitest' {
  export interface ProvidedContext {
    migratedDatabase: string
  }
}

/** Makes, once for a run of the tests, the file that `migratedFile` copies. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-migrated-'))
  const file = join(folder, 'causeway.db')
  migrate(file, resolve('prisma/migrations'))
  // everything into the one file that is copied
  const database = new Sqlite(file)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  project.provide('migratedDatabase', file)
  return () => rmSync(folder, { recursive: true, force: true })
}
