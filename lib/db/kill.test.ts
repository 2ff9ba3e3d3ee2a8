import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { bundleProcess, ending } from './bundled-process'
import { closeDatabase, openDatabase } from './client'
import { migrate } from './migrate'
import { temporaryFile } from './temporary-file'

/** How a process that is killed at a random moment leaves the file. The moments differ from run to run; what must hold does not. */

afterEach(closeDatabase)

describe('D40 kill -9 in a burst of writes', () => {
  const WRITER = `
    import { openDatabase } from '@/lib/db/client'
    import { changeRequest, createRequest } from '@/lib/db/requests'
    import { sampleRequest } from '@/lib/db/sample-requests'
    const [file, first] = process.argv.slice(2)
    const say = (line) => process.stdout.write(line + '\\n')
    const event = { at: new Date(0), actor: { kind: 'watcher' }, kind: 'parked', from: null, to: null, detail: {} }
    async function make(n) {
      const { request } = await createRequest({ request: sampleRequest(n), events: [event] })
      say('made ' + request.requestId)
      await changeRequest(request.requestId, (current) => ({ request: { ...current, attempts: 7 }, events: [event] }))
      say('changed ' + request.requestId)
    }
    await openDatabase(file)
    for (let n = Number(first); ; n += 8) await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((more) => make(n + more)))`

  it('twenty times on one file: it stays whole, every acknowledged row and event is there, and half of nothing is', async () => {
    const start = await bundleProcess(WRITER)
    const file = temporaryFile()
    const acknowledged: string[] = []
    for (let life = 0; life < 20; life += 1) {
      const child = start(file, String(life * 100_000))
      const end = ending(child)
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * 80))
      const { out, err } = await end
      expect(err).toBe('')
      acknowledged.push(...out.split('\n').filter((line) => line.startsWith('made ') || line.startsWith('changed ')))
    }

    const db = new Sqlite(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    const rows = db
      .prepare<[], { id: string; attempts: number; events: number; bodies: number }>(
        `SELECT requestId AS id, attempts, (SELECT count(*) FROM Event e WHERE e.requestId = r.requestId) AS events, (SELECT count(*) FROM RequestBody b WHERE b.requestId = r.requestId) AS bodies FROM EndpointRequest r`,
      )
      .all()
    db.close()
    const made = new Set(rows.map(({ id }) => `made ${id}`))
    const changed = new Set(rows.filter(({ attempts }) => attempts === 7).map(({ id }) => `changed ${id}`))
    expect(acknowledged.filter((line) => !made.has(line) && !changed.has(line))).toEqual([])
    expect(acknowledged.length).toBeGreaterThanOrEqual(20)
    expect(rows.filter(({ attempts, events, bodies }) => bodies !== 1 || events !== (attempts === 7 ? 2 : 1)), 'a row without its events').toEqual([])
  }, 180_000)
})

describe('D42 kill -9 in the middle of an upgrade', () => {
  const MIGRATOR = `
    import { migrate } from '@/lib/db/migrate'
    const [file, folder] = process.argv.slice(2)
    process.stdout.write('go')
    migrate(file, folder)`
  const UPGRADES = 12

  /** Our migrations, and a dozen after them that take a while: each makes a table and fills it. */
  function longUpgrade(): string {
    const folder = join(dirname(temporaryFile()), 'migrations')
    cpSync(resolve('prisma/migrations'), folder, { recursive: true })
    for (let n = 1; n <= UPGRADES; n += 1) {
      const name = `9${String(n).padStart(3, '0')}_step`
      mkdirSync(join(folder, name))
      writeFileSync(
        join(folder, name, 'migration.sql'),
        `CREATE TABLE "Step${n}" (a); INSERT INTO "Step${n}" WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 4000) SELECT x FROM c; CREATE INDEX "Step${n}_idx" ON "Step${n}"(a);`,
      )
    }
    return folder
  }

  it('twenty times, each from where the last life ended: every step is whole or not there, copies are whole, and the next start goes on', async () => {
    const start = await bundleProcess(MIGRATOR)
    const folder = longUpgrade()
    let [ended, midway] = [0, 0]
    let file = ''
    // on a busy machine it may take more of them until one ends midway
    for (let life = 0; life < 20 || (midway === 0 && life < 120); life += 1) {
      if (file === '' || ended > 0) {
        file = temporaryFile()
        ended = 0
        // Every other file is upgraded from the version before, with rows in it and a copy to be made; the others are new.
        if (life % 2 === 0) migrate(file, 'prisma/migrations')
      }
      const child = start(file, folder)
      const end = ending(child)
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * 60))
      const { code, err } = await end
      expect(err).toBe('')
      if (code === 0) ended += 1
      const steps = expectWholeSteps(file)
      if (steps > 0 && steps < UPGRADES) midway += 1
      for (const name of readdirSync(dirname(file)).filter((name) => /before-[^.]*$/.test(name))) expectWhole(join(dirname(file), name))
    }
    expect(midway, 'no life ended midway: the steps are too short for this test').toBeGreaterThan(0)
    migrate(file, folder)
    expect(expectWholeSteps(file)).toBe(UPGRADES)
    expect(await openDatabase(file, { migrationsDir: folder })).toMatchObject({ applied: [] })
  }, 180_000)

  function expectWhole(file: string): void {
    const db = new Sqlite(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  }

  /** The number of steps the file has. */
  function expectWholeSteps(file: string): number {
    const db = new Sqlite(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const tables = db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all()
    const recorded = tables.includes('_prisma_migrations') ? db.prepare<[], string>('SELECT migration_name FROM _prisma_migrations').pluck().all() : []
    const steps = tables.filter((name) => name.startsWith('Step'))
    expect(steps.length).toBe(recorded.filter((name) => name.endsWith('_step')).length)
    for (const step of steps) expect(db.prepare(`SELECT count(*) FROM "${step}"`).pluck().get()).toBe(4000)
    db.close()
    return steps.length
  }
})
