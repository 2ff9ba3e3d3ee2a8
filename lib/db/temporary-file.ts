import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A path for a database in a new folder of its own, for tests. */
export const temporaryFile = () => join(mkdtempSync(join(tmpdir(), 'causeway-db-')), 'causeway.db')
