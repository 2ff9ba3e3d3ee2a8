import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from './migrate'
import { temporaryFile } from './temporary-file'

const OURS = resolve('prisma/migrations')
const NAMES = readdirSync(OURS).filter((name) => !name.includes('.')).sort()
const ANSWER = { applied: [], copy: null, convertedToWal: false }

/** Our migrations with more of them, as a later version of Causeway would have them. */
function withMore(more: Record<string, string>): string {
  const folder = join(dirname(temporaryFile()), 'migrations')
  cpSync(OURS, folder, { recursive: true })
  for (const [name, sql] of Object.entries(more)) {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'migration.sql'), sql)
  }
  return folder
}

function ask<T>(file: string, sql: string): T[] {
  const db = new Sqlite(file)
  const rows = db.prepare<[], T>(sql).all()
  db.close()
  return rows
}

function run(file: string, sql: string) {
  const db = new Sqlite(file)
  db.exec(sql)
  db.close()
}

const ROWS = `
  INSERT INTO EndpointRequest (requestId, name, state, stateSince, attempts, privateDnsEnabled, missedLooks, createdAt, updatedAt, hostnames, sortName, searchText)
    VALUES ('r1', 'one', 'draft', 0, 0, 0, 0, 0, 0, '[]', 'one', 'one');
  INSERT INTO Event (requestId, at, actorKind, kind, detail) VALUES ('r1', 0, 'watcher', 'parked', '{}'), ('r1', 1, 'watcher', 'parked', '{}');`

/** A table redefined as Prisma writes it: with foreign keys on, the DROP would take the events along. */
const REDEFINE = `
  PRAGMA defer_foreign_keys=ON;
  PRAGMA foreign_keys=OFF;
  CREATE TABLE "new_EndpointRequest" AS SELECT * FROM "EndpointRequest";
  DROP TABLE "EndpointRequest";
  CREATE TABLE "EndpointRequest" ("requestId" TEXT NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "colour" TEXT NOT NULL DEFAULT 'red');
  INSERT INTO "EndpointRequest" ("requestId", "name") SELECT "requestId", "name" FROM "new_EndpointRequest";
  DROP TABLE "new_EndpointRequest";
  PRAGMA foreign_keys=ON;
  PRAGMA defer_foreign_keys=OFF;`

describe('migrate', () => {
  it('makes a new database in WAL mode, and finds nothing to do the second time', () => {
    const file = temporaryFile()
    expect(migrate(file, OURS)).toEqual({ report: { ...ANSWER, applied: NAMES }, names: NAMES })
    expect(ask(file, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(migrate(file, OURS)).toEqual({ report: ANSWER, names: NAMES })
    expect(readdirSync(dirname(file)), 'no copy of a database there was nothing in').toEqual([basename(file)])
  })

  it('keeps data and the children of a redefined table, and a copy from before', () => {
    const file = temporaryFile()
    migrate(file, OURS)
    run(file, ROWS)
    const { report } = migrate(file, withMore({ '9001_colour': REDEFINE, '9002_more': 'CREATE TABLE "More" (a)' }))
    expect(report).toEqual({ applied: ['9001_colour', '9002_more'], copy: `${file}.before-9001_colour`, convertedToWal: false })
    expect(ask(file, 'SELECT name, colour, (SELECT count(*) FROM Event) AS events FROM EndpointRequest')).toEqual([{ name: 'one', colour: 'red', events: 2 }])
    expect(ask(report.copy!, 'SELECT state, (SELECT count(*) FROM Event) AS events FROM EndpointRequest')).toEqual([{ state: 'draft', events: 2 }])
    expect(readdirSync(dirname(file)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it('a copy left half-written by a kill is never taken for a whole one, and an older copy of the same name is replaced whole', () => {
    const file = temporaryFile()
    migrate(file, OURS)
    writeFileSync(`${file}.before-9001_more.unfinished`, 'half a copy')
    writeFileSync(`${file}.before-9001_more`, 'an older copy')
    run(file, ROWS)
    const { report } = migrate(file, withMore({ '9001_more': 'CREATE TABLE "More" (a)' }))
    expect(ask(report.copy!, 'SELECT requestId FROM EndpointRequest')).toEqual([{ requestId: 'r1' }])
    expect(existsSync(`${report.copy}.unfinished`)).toBe(false)
  })

  it('undoes a migration that fails, whole, and goes on when it has been mended', () => {
    const file = temporaryFile()
    migrate(file, OURS)
    run(file, ROWS)
    const half = 'CREATE TABLE "Half" (a); INSERT INTO "Half" VALUES (1); ALTER TABLE "Nowhere" ADD COLUMN b;'
    expect(() => migrate(file, withMore({ '9001_half': half }))).toThrow(/The migration 9001_half failed and was undone: no such table: Nowhere/)
    expect(ask(file, `SELECT name FROM sqlite_master WHERE name = 'Half'`)).toEqual([])
    expect(migrate(file, withMore({ '9001_half': 'CREATE TABLE "Half" (a)' })).report.applied).toEqual(['9001_half'])
  })

  it('refuses a migration that would leave rows pointing to nothing', () => {
    const file = temporaryFile()
    migrate(file, OURS)
    run(file, ROWS)
    expect(() => migrate(file, withMore({ '9001_orphans': 'DELETE FROM EndpointRequest' }))).toThrow(/2 rows that point to nothing/)
    expect(ask(file, 'SELECT count(*) AS n FROM EndpointRequest')).toEqual([{ n: 1 }])
  })
})

describe('what it refuses, leaving the file as it was', () => {
  const foreign = 'CREATE TABLE "Customers" (name TEXT); INSERT INTO "Customers" VALUES (1)'
  const cases: { what: string; make: (file: string) => void; folder?: () => string; code: string; says: RegExp }[] = [
    {
      what: 'D42 a database of a newer Causeway',
      make: (file) => void migrate(file, withMore({ '9001_later': 'CREATE TABLE "Later" (a)' })),
      code: 'database-newer',
      says: /was made by a newer Causeway \(it has the migration 9001_later\)/,
    },
    {
      what: 'a migration whose text has changed since',
      make: (file) => void migrate(file, withMore({ '9001_x': 'CREATE TABLE "X" (a)' })),
      folder: () => withMore({ '9001_x': 'CREATE TABLE "X" (b)' }),
      code: 'database-history',
      says: /9001_x is not the one that was applied/,
    },
    {
      what: 'a migration another tool left half-done',
      make: (file) => {
        migrate(file, OURS)
        run(file, `UPDATE _prisma_migrations SET finished_at = NULL`)
      },
      code: 'database-history',
      says: /not finished/,
    },
    { what: 'another program’s database', make: (file) => run(file, foreign), code: 'database-foreign', says: /the database of another program \(it has the table Customers/ },
    {
      what: 'another program’s database made with Prisma',
      make: (file) => {
        const folder = join(dirname(temporaryFile()), 'theirs')
        mkdirSync(join(folder, '2020_theirs'), { recursive: true })
        writeFileSync(join(folder, '2020_theirs', 'migration.sql'), foreign)
        migrate(file, folder)
      },
      code: 'database-foreign',
      says: /it has the migration 2020_theirs/,
    },
    {
      what: 'D45 a damaged page',
      make: (file) => {
        migrate(file, OURS)
        const bytes = readFileSync(file)
        bytes.fill(0xa5, 4096 * 3, 4096 * 5)
        writeFileSync(file, bytes)
      },
      code: 'database-corrupt',
      says: /is damaged, and was left as it is/,
    },
    {
      what: 'D45 a damaged table of contents',
      make: (file) => {
        migrate(file, OURS)
        const bytes = readFileSync(file)
        bytes.fill(0xa5, 100, 4096)
        writeFileSync(file, bytes)
      },
      code: 'database-corrupt',
      says: /is damaged/,
    },
  ]
  it.each(cases)('$what', ({ make, folder, code, says }) => {
    const file = temporaryFile()
    make(file)
    const before = readFileSync(file)
    expect(() => migrate(file, folder?.() ?? OURS)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(says) }))
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(dirname(file)).filter((name) => name.includes('before'))).toEqual([])
  })
})

describe('Prisma’s own command line', () => {
  const prisma = (file: string, ...args: string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/prisma.mjs', ...args], { env: { ...process.env, DATABASE_URL: `file:${file}` }, encoding: 'utf8' })
    return { text: stdout + stderr, status }
  }

  it('finds a database made here up to date, and one made by it is up to date here', () => {
    const ours = temporaryFile()
    migrate(ours, OURS)
    expect(prisma(ours, 'migrate', 'status')).toMatchObject({ status: 0, text: expect.stringContaining('up to date') })

    const theirs = temporaryFile()
    expect(prisma(theirs, 'migrate', 'deploy')).toMatchObject({ status: 0 })
    expect(migrate(theirs, OURS).report).toMatchObject({ applied: [], copy: null })
  })
})

