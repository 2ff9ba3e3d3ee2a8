import 'server-only'
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type Sqlite from 'better-sqlite3'

/**
 * Keeps a whole, consistent copy of the database as `<file>.before-<migration>` and returns its path. It is written under another
 * name and renamed when it is on the disk, so a copy of that name is always whole, whenever the process dies.
 */
export function keepCopy(db: Sqlite.Database, file: string, migration: string): string {
  const copy = `${file}.before-${migration}`
  const unfinished = `${copy}.unfinished`
  rmSync(unfinished, { force: true })
  rmSync(`${unfinished}-journal`, { force: true })
  try {
    db.prepare('VACUUM INTO ?').run(unfinished)
    sync(unfinished)
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  sync(dirname(copy))
  return copy
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
