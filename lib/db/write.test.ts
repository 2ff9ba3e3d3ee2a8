import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, databaseHealth, openDatabase, reader, write as writeTold } from './client'
import { openedDatabase } from './opened'
import { temporaryFile } from './temporary-file'

/** These tests are of the door; what it asks of those who change something is tested in audit.test.ts. */
const write: typeof writeTold = (work) => writeTold(work, { unaudited: 'a test' })

const rate = (region: string) => ({ region, perZoneHourUsd: 0.01, perGbUsd: 0.01, asOf: '2026-11-01', source: 'test', updatedAt: new Date() })
const regions = async () => (await reader().rate.findMany({ orderBy: { region: 'asc' } })).map((row) => row.region)

let file = ''
beforeEach(async () => {
  file = temporaryFile()
  await openDatabase(file, { busyWaitMs: 400 })
})
afterEach(closeDatabase)

describe('write', () => {
  it('gives each its turn in the order asked, so read-modify-write adds up', async () => {
    await write((tx) => tx.rate.create({ data: { ...rate('counter'), perGbUsd: 0 } }))
    const add = () =>
      write(async (tx) => {
        const { perGbUsd } = await tx.rate.findUniqueOrThrow({ where: { region: 'counter' } })
        await tx.rate.update({ where: { region: 'counter' }, data: { perGbUsd: perGbUsd + 1 } })
        return perGbUsd
      })
    const seen = await Promise.all(Array.from({ length: 100 }, add))
    expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => n))
    expect((await reader().rate.findUniqueOrThrow({ where: { region: 'counter' } })).perGbUsd).toBe(100)
  })

  it('writes nothing where the work throws, and the next one goes on', async () => {
    const failing = write(async (tx) => {
      await tx.rate.create({ data: rate('half') })
      throw new Error('changed my mind')
    })
    const next = write((tx) => tx.rate.create({ data: rate('next') }))
    await expect(failing).rejects.toThrow('changed my mind')
    await next
    expect(await regions()).toEqual(['next'])
  })

  it('is seen by the reader as soon as it is acknowledged', async () => {
    for (let n = 0; n < 20; n += 1) {
      await write((tx) => tx.rate.create({ data: rate(`region ${n}`) }))
      expect(await reader().rate.count()).toBe(n + 1)
    }
  })

  it('is let finish by closeDatabase, with what it leads to', async () => {
    const two = write((tx) => tx.rate.create({ data: rate('one') })).then(() => write((tx) => tx.rate.create({ data: rate('two') })))
    await closeDatabase()
    await two
    await openDatabase(file)
    expect(await regions()).toEqual(['one', 'two'])
  })

  it('refuses to be called inside itself instead of waiting for ever', async () => {
    await expect(write(() => write(async () => 'inner'))).rejects.toThrow('inside write()')
    expect(await write(async () => 'after')).toBe('after')
  })

  it('is the only way to write: the reader cannot', async () => {
    await expect(reader().rate.create({ data: rate('stray') })).rejects.toThrow()
    expect(await regions()).toEqual([])
  })

  it('keeps foreign keys and full syncs on the writing connection', async () => {
    const answer = await write(async (tx) => [await tx.$queryRaw`PRAGMA foreign_keys`, await tx.$queryRaw`PRAGMA synchronous`])
    expect(answer).toEqual([[{ foreign_keys: 1n }], [{ synchronous: 2n }]].map((rows) => rows.map((row) => expect.toSatisfy((got: object) => Number(Object.values(got)[0]) === Number(Object.values(row)[0])))))
  })
})

describe('D38 another program holds the write lock', () => {
  const holdFor = (ms: number) => {
    const other = new Sqlite(file)
    other.exec('BEGIN IMMEDIATE')
    return new Promise<void>((resolve) => setTimeout(() => (other.exec('ROLLBACK'), other.close(), resolve()), ms))
  }

  it('for a moment: the writes wait their turn, without stopping the process, and all are kept', async () => {
    const freed = holdFor(150)
    let ticks = 0
    const clock = setInterval(() => (ticks += 1), 10)
    await Promise.all(['a', 'b', 'c'].map((region) => write((tx) => tx.rate.create({ data: rate(region) }))))
    clearInterval(clock)
    await freed
    expect(await regions()).toEqual(['a', 'b', 'c'])
    expect(ticks).toBeGreaterThan(1)
  })

  it('for too long: each is refused with `database-busy` near its time, none is lost that was acknowledged, and it heals by itself', async () => {
    await write((tx) => tx.rate.create({ data: rate('before') }))
    const freed = holdFor(3_000)
    const began = performance.now()
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => write((tx) => tx.rate.create({ data: rate(`refused ${n}`) }))))
    expect(performance.now() - began, 'they waited until the other program was done').toBeLessThan(3_000)
    for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'database-busy', status: 503 } })
    expect((await databaseHealth()).reasons.join()).toContain('Another program is holding the database')
    expect(await regions(), 'reading goes on').toEqual(['before'])
    await freed
    await write((tx) => tx.rate.create({ data: rate('later') }))
    expect(await regions()).toEqual(['before', 'later'])
    expect(await databaseHealth()).toEqual({ ok: true, reasons: [] })
  })
})

describe('D39 the storage fails', () => {
  it('refuses with `database-full` where there is no room, keeps what it acknowledged and recovers without a restart', async () => {
    const limit = async (pages: number) => void (await openedDatabase().writer.$queryRawUnsafe(`PRAGMA max_page_count = ${pages}`))
    await write((tx) => tx.rate.create({ data: rate('kept') }))
    await limit(1)
    const big = 'x'.repeat(200_000)
    await expect(write((tx) => tx.rate.create({ data: { ...rate('too big'), source: big } }))).rejects.toMatchObject({ code: 'database-full', status: 507 })
    await limit(100_000)
    await write((tx) => tx.rate.create({ data: { ...rate('big'), source: big } }))
    expect(await regions()).toEqual(['big', 'kept'])
  })

  it('does not acknowledge what a COMMIT refused, and hands no open transaction to the next one', async () => {
    // A deferred constraint makes COMMIT itself fail and leaves the transaction open, as a full disk can.
    const refused = write(async (tx) => {
      await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`
      await tx.$executeRaw`INSERT INTO "RequestBody" ("requestId", "draft", "dnsNames", "addresses", "networkInterfaceIds") VALUES ('nobody', '', '', '', '')`
      await tx.rate.create({ data: rate('refused') })
    })
    await expect(refused).rejects.toThrow()
    await write((tx) => tx.rate.create({ data: rate('next') }))
    await closeDatabase()
    await openDatabase(file)
    expect(await regions()).toEqual(['next'])
  })
})

describe('databaseHealth', () => {
  it('is well on an open database, and says so where none is open', async () => {
    expect(await databaseHealth()).toEqual({ ok: true, reasons: [] })
    await closeDatabase()
    expect(await databaseHealth()).toEqual({ ok: false, reasons: ['The database is not open.'] })
  })

  it('names a migration that is missing from the file', async () => {
    await write((tx) => tx.$executeRaw`DELETE FROM _prisma_migrations`)
    expect((await databaseHealth()).reasons).toEqual([expect.stringMatching(/lacks the migrations \d+_first/)])
  })
})
