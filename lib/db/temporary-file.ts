import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'

/** A path for a database in a new folder of its own, for tests. */
export const temporaryFile = () => join(mkdtempSync(join(tmpdir(), 'causeway-db-')), 'causeway.db')

/** The same with an empty database in it that has had its migrations, which are a third of a second: most tests are about something else. */
export function migratedFile(path = temporaryFile()): string {
  copyFileSync(inject('migratedDatabase'), path)
  return path
}
