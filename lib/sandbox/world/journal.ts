import { closeSync, existsSync, fdatasyncSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { TABLE_NAMES, type Change, type Rows } from './tables'

/** A world on disk that cannot be read or written. The message is for the person who started the sandbox. */
export class WorldFileError extends Error {}

const FORMAT = 1

/**
 * The world on disk: a snapshot (`sandbox.json`) and a journal beside it of every change since, one line per commit.
 * Both carry a generation number; a journal of another generation belongs to a snapshot that was replaced, and is dropped.
 * A line is on disk before the answer it belongs to leaves, so a killed process loses nothing that was acknowledged.
 */
export class WorldFile {
  private generation = 0
  private journal: { fd: number; length: number } | null = null

  constructor(private readonly path: string) {}

  get journalLength(): number {
    return this.journal?.length ?? 0
  }

  /** What is on disk, or null where there is no world yet. Throws WorldFileError rather than guess. */
  read(): { rows: Rows; commits: Change[][] } | null {
    const text = this.readText(this.path)
    if (text === null) {
      this.setAsideOrphan()
      return null
    }
    const snapshot = parseSnapshot(text, this.path)
    this.generation = snapshot.generation
    const journal = this.readText(this.journalPath)
    return { rows: snapshot.tables, commits: journal === null ? [] : parseJournal(journal, this.generation, this.journalPath) }
  }

  /** Replaces snapshot and journal: written aside, flushed, renamed. */
  writeSnapshot(rows: Iterable<readonly [string, Iterable<object>]>): void {
    const generation = this.generation + 1
    writeWhole(this.path, snapshotText(generation, rows))
    this.generation = generation
    this.close()
    const header = `${JSON.stringify({ format: FORMAT, generation })}\n`
    writeWhole(this.journalPath, [header])
    this.journal = { fd: openSync(this.journalPath, 'a'), length: Buffer.byteLength(header) }
  }

  /** Adds one commit and waits until it is on disk. A half-written line is taken back. */
  append(changes: readonly Change[]): void {
    const journal = this.journal
    if (!journal) throw new WorldFileError('The journal is not open.')
    const line = Buffer.from(`${JSON.stringify(changes)}\n`)
    try {
      for (let done = 0; done < line.length; ) done += writeSync(journal.fd, line, done)
      fdatasyncSync(journal.fd)
      journal.length += line.length
    } catch (cause) {
      ftruncateSync(journal.fd, journal.length)
      throw new WorldFileError(`${this.journalPath} cannot be written: ${describe(cause)}.`, { cause })
    }
  }

  close(): void {
    if (this.journal) closeSync(this.journal.fd)
    this.journal = null
  }

  private get journalPath(): string {
    return `${this.path}.journal`
  }

  /** A journal without its snapshot is of no use, but it is not ours to destroy. */
  private setAsideOrphan(): void {
    if (existsSync(this.journalPath)) renameSync(this.journalPath, `${this.journalPath}.orphan`)
  }

  private readText(path: string): string | null {
    try {
      return readFileSync(path, 'utf8')
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
      throw new WorldFileError(`${path} cannot be read: ${describe(cause)}.`, { cause })
    }
  }
}

function* snapshotText(generation: number, tables: Iterable<readonly [string, Iterable<object>]>): Generator<string> {
  yield `{"format":${FORMAT},"generation":${generation},"tables":{`
  let first = true
  for (const [name, rows] of tables) {
    yield `${first ? '' : ','}\n${JSON.stringify(name)}:[`
    first = false
    let batch = ''
    let separator = '\n'
    for (const row of rows) {
      batch += separator + JSON.stringify(row)
      separator = ',\n'
      if (batch.length < 1_000_000) continue
      yield batch
      batch = ''
    }
    yield `${batch}]`
  }
  yield '}}\n'
}

function writeWhole(path: string, chunks: Iterable<string>): void {
  const aside = `${path}.new`
  try {
    mkdirSync(dirname(path), { recursive: true })
    const fd = openSync(aside, 'w')
    for (const chunk of chunks) {
      const bytes = Buffer.from(chunk)
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
    }
    fsyncSync(fd)
    closeSync(fd)
    renameSync(aside, path)
    const folder = openSync(dirname(path), 'r')
    fsyncSync(folder)
    closeSync(folder)
  } catch (cause) {
    throw new WorldFileError(`${path} cannot be written: ${describe(cause)}.`, { cause })
  }
}

function parseSnapshot(text: string, path: string): { generation: number; tables: Rows } {
  const value = parseJson(text)
  if (isRecord(value) && value.format === FORMAT && typeof value.generation === 'number' && isRecord(value.tables)) {
    const { tables } = value
    if (TABLE_NAMES.every((name) => tables[name] === undefined || isRows(tables[name]))) {
      return { generation: value.generation, tables }
    }
  }
  throw new WorldFileError(`${path} is not a sandbox world this version can read. Restore it, or move it away to start with the default world.`)
}

function parseJournal(text: string, generation: number, path: string): Change[][] {
  // What follows the last newline was never acknowledged: the process died while writing it.
  const [header, ...lines] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n').slice(0, -1)
  const head = header === undefined ? null : parseJson(header)
  if (!isRecord(head)) {
    if (header === undefined) return []
    throw new WorldFileError(`${path} is damaged in its first line. Restore it, or move it away to go on from the snapshot beside it.`)
  }
  if (head.generation !== generation) return []
  return lines.map((line, at) => {
    const commit = parseJson(line)
    if (isCommit(commit)) return commit
    throw new WorldFileError(`${path} is damaged in line ${at + 2}. Restore it, or move it away to go on from the snapshot beside it.`)
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const isRows = (value: unknown) => Array.isArray(value) && value.every((row) => isRecord(row) && typeof row.id === 'string')

const isCommit = (value: unknown): value is Change[] =>
  Array.isArray(value) && value.every((change) => isRecord(change) && TABLE_NAMES.some((name) => name === change.table))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const describe = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
