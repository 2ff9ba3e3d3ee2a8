import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase, reader, write as writeTold } from './client'
import { PrismaClient } from './generated/client'
import { migrate } from './migrate'
import { temporaryFile } from './temporary-file'

/** These tests are of the door; what it asks of those who change something is tested in audit.test.ts. */
const write: typeof writeTold = (work) => writeTold(work, { unaudited: 'a test' })

/** Two traps of the official adapter, each shown first as it is, then closed. If one stops snapping, our guard may go. */

const MIGRATIONS = 'prisma/migrations'
const rate = (region: string) => ({ region, perZoneHourUsd: 0.01, perGbUsd: 0.01, asOf: '2026-11-01', source: 'test', updatedAt: new Date() })
const rawClient = (file: string, timeout = 0) => new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: file, timeout }, { timestampFormat: 'unixepoch-ms' }) })
const regionsIn = (file: string) => {
  const db = new Sqlite(file, { readonly: true })
  const regions = db.prepare<[], string>('SELECT region FROM Rate ORDER BY region').pluck().all()
  db.close()
  return regions
}

/** A promise and the function that fulfils it. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

afterEach(closeDatabase)

describe('a statement while another one’s transaction is open', () => {
  it('is lost with that transaction by the adapter alone, though it was answered with success', async () => {
    const file = temporaryFile()
    migrate(file, MIGRATIONS)
    const client = rawClient(file)
    const [inside, finish] = [gate(), gate()]
    const doomed = client.$transaction(async (tx) => {
      await tx.rate.create({ data: rate('doomed') })
      inside.open()
      await finish.opened
      throw new Error('rolled back')
    })
    await inside.opened
    const acknowledged = await client.rate.create({ data: rate('stray') })
    expect(acknowledged.region).toBe('stray')
    expect((await client.rate.findMany()).map((row) => row.region), 'and it reads what is not committed').toContain('doomed')
    finish.open()
    await expect(doomed).rejects.toThrow('rolled back')
    await client.$disconnect()
    expect(regionsIn(file)).toEqual([])
  })

  it('waits for its own turn at our door and is kept, and no reader sees the open one', async () => {
    const file = temporaryFile()
    await openDatabase(file)
    const [inside, finish] = [gate(), gate()]
    const doomed = write(async (tx) => {
      await tx.rate.create({ data: rate('doomed') })
      inside.open()
      await finish.opened
      throw new Error('rolled back')
    })
    await inside.opened
    const stray = write((tx) => tx.rate.create({ data: rate('stray') }))
    expect(await reader().rate.findMany()).toEqual([])
    finish.open()
    await expect(doomed).rejects.toThrow('rolled back')
    expect((await stray).region).toBe('stray')
    expect((await reader().rate.findMany()).map((row) => row.region)).toEqual(['stray'])
    await closeDatabase()
    expect(regionsIn(file)).toEqual(['stray'])
  })
})

describe('a commit that meets a reader in rollback-journal mode', () => {
  const inRollbackMode = () => {
    const file = temporaryFile()
    migrate(file, MIGRATIONS)
    const db = new Sqlite(file)
    db.pragma('journal_mode = DELETE')
    db.prepare(`INSERT INTO Rate VALUES ('there before', 0.01, 0.01, '2026-11-01', 'test', 0)`).run()
    db.close()
    return file
  }
  /** Another program in the middle of a long read, e.g. a backup. */
  const readBy = (file: string) => {
    const other = new Sqlite(file)
    const rows = other.prepare('SELECT region FROM Rate').iterate()
    rows.next()
    return { stop: () => (rows.return?.(), other.close()) }
  }

  it('loses the writes that the adapter alone acknowledges afterwards', async () => {
    const file = inRollbackMode()
    const client = rawClient(file)
    const other = readBy(file)
    await expect(client.$transaction((tx) => tx.rate.create({ data: rate('refused') }))).rejects.toThrow()
    const acknowledged = await client.rate.create({ data: rate('acknowledged') })
    expect(acknowledged.region).toBe('acknowledged')
    other.stop()
    await client.$disconnect()
    expect(regionsIn(file)).toEqual(['there before'])
  })

  it('D37 cannot happen here: such a file is converted to WAL at boot, which is said, and a reader disturbs nobody', async () => {
    const file = inRollbackMode()
    expect(await openDatabase(file)).toMatchObject({ convertedToWal: true, applied: [] })
    const other = readBy(file)
    await write((tx) => tx.rate.create({ data: rate('acknowledged') }))
    other.stop()
    await closeDatabase()
    expect(regionsIn(file)).toEqual(['acknowledged', 'there before'])
    expect(await openDatabase(file)).toMatchObject({ convertedToWal: false })
  })

  it('D37 a file that another program keeps from being converted is refused, and the program can be started again afterwards', async () => {
    const file = inRollbackMode()
    const other = readBy(file)
    await expect(openDatabase(file, { busyWaitMs: 100 })).rejects.toMatchObject({ code: 'database-busy', status: 503 })
    other.stop()
    expect(await openDatabase(file)).toMatchObject({ convertedToWal: true })
  })
})
