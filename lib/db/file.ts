import 'server-only'
import { accessSync, closeSync, constants, fstatSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '@/lib/errors'

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
/** One page of the smallest size SQLite knows. */
const SMALLEST_DATABASE = 512

/**
 * Looks at the place of the database before SQLite does, and makes nothing but the last folder of the path (`data/`).
 * A missing folder further up is refused: more often a volume that is not mounted than a wish.
 *
 * Must run before this process opens the file through SQLite: closing a plain handle would free SQLite's locks on it.
 * Throws `AppError`: `database-folder`, `database-read-only`, `database-corrupt`.
 */
export function inspectFile(file: string): void {
  ensureFolder(dirname(file))
  const state = stateOf(file)
  if (state === 'missing') return
  if (state !== 'file') throw new AppError(`${file} is not a file. Set DATABASE_URL to the path of the database file.`, { code: 'database-folder' })
  if (!isWritable(file)) throw new AppError(`The database ${file} cannot be written. Give the user that runs Causeway the right to write to it.`, { code: 'database-read-only' })
  inspectHeader(file)
}

function ensureFolder(folder: string): void {
  const state = stateOf(folder)
  if (state === 'file') throw new AppError(`${folder} is a file, so no database can be kept in it. Set DATABASE_URL to a path in a folder.`, { code: 'database-folder' })
  if (state === 'missing') return makeFolder(folder)
  if (!isWritable(folder)) {
    throw new AppError(`The folder ${folder} cannot be written, and a database needs to make files beside itself. Give the user that runs Causeway the right to write to it.`, {
      code: 'database-read-only',
    })
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (cause) {
    const missing = codeOf(cause) === 'ENOENT'
    throw new AppError(
      missing
        ? `The folder ${folder} for the database does not exist, nor does the one above it. Mount the volume or make the folder, or correct DATABASE_URL.`
        : `The folder ${folder} for the database does not exist and cannot be made. Make it, and give the user that runs Causeway the right to write to it.`,
      { code: missing ? 'database-folder' : 'database-read-only', cause },
    )
  }
}

/** Refuses what is not SQLite, and a file that is shorter than its own header says: SQLite would notice only when it gets there. */
function inspectHeader(file: string): void {
  const { header, size } = readHeader(file)
  if (size === 0) return
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new AppError(`${file} is not a SQLite database, and was left as it is. Set DATABASE_URL to Causeway’s own file, or to a path where it can make one.`, { code: 'database-corrupt' })
  }
  if (size < SMALLEST_DATABASE) throw damaged(file)
  // While there is a write-ahead log the header may be ahead of the file, or behind it.
  if (stateOf(`${file}-wal`) === 'file' && statSync(`${file}-wal`).size > 0) return
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const sizeIsKnown = header.readUInt32BE(24) === header.readUInt32BE(92)
  if (sizeIsKnown && size < pageSize * header.readUInt32BE(28)) throw damaged(file)
}

/** What to say of a database that is damaged: it is never repaired or made anew by itself. */
export function damaged(file: string, cause?: unknown): AppError {
  return new AppError(
    `The database ${file} is damaged, and was left as it is. Put back a copy (Causeway keeps one beside it before each upgrade, named ${file}.before-…), or ask SQLite’s “.recover” to save what can be read.`,
    { code: 'database-corrupt', cause },
  )
}

function readHeader(file: string): { header: Buffer; size: number } {
  const handle = openSync(file, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    readSync(handle, header, 0, HEADER_BYTES, 0)
    return { header, size: fstatSync(handle).size }
  } finally {
    closeSync(handle)
  }
}

function stateOf(path: string): 'file' | 'folder' | 'missing' | 'other' {
  try {
    const stats = statSync(path)
    if (stats.isFile()) return 'file'
    return stats.isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing'
    if (codeOf(error) === 'ENOTDIR') return 'missing'
    throw new AppError(`${path} cannot be looked at. Give the user that runs Causeway the right to read it.`, { code: 'database-read-only', cause: error })
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null)
