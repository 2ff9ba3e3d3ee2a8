import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bundleProcess, ending, printed, type Child } from './bundled-process'
import { closeDatabase, openDatabase, write as writeTold } from './client'
import { temporaryFile } from './temporary-file'

/** These tests are of the door; what it asks of those who change something is tested in audit.test.ts. */
const write: typeof writeTold = (work) => writeTold(work, { unaudited: 'a test' })

const PROGRAM = `
  import { openDatabase } from '@/lib/db/client'
  openDatabase(process.argv[2]).then(
    () => { console.log('open'); setInterval(() => {}, 1000) },
    (error) => { console.log(error.code, error.message); process.exitCode = 3 },
  )`

let start: (...args: string[]) => Child
beforeAll(async () => {
  start = await bundleProcess(PROGRAM)
})
afterEach(closeDatabase)

describe('one process owns the file', () => {
  it('a second process refuses to start with the name of the file and the process that has it, and changes nothing', async () => {
    const file = temporaryFile()
    await openDatabase(file)
    const second = await ending(start(file))
    expect(second).toMatchObject({ code: 3, err: '' })
    expect(second.out).toContain(`database-owned The database ${file} is in use by another Causeway (process ${process.pid}).`)
    // Had its look at the lock freed ours, a third would get in now.
    expect((await ending(start(file))).code).toBe(3)
    await write((tx) => tx.rate.count())
  })

  it('closing frees it', async () => {
    const file = temporaryFile()
    await openDatabase(file)
    await closeDatabase()
    const next = start(file)
    await printed(next, 'open')
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'database-owned', message: expect.stringContaining(`(process ${next.pid})`) })
    next.kill('SIGKILL')
    await ending(next)
  })

  it('kill -9 frees it', async () => {
    const file = temporaryFile()
    const first = start(file)
    await printed(first, 'open')
    first.kill('SIGKILL')
    await ending(first)
    expect(await openDatabase(file)).toMatchObject({ applied: [] })
  })

  it('the same process gets the same answer twice, also while the first is under way, and no second file', async () => {
    const file = temporaryFile()
    const [first, second] = await Promise.all([openDatabase(file), openDatabase(file)])
    expect(second).toBe(first)
    expect(await openDatabase(file)).toBe(first)
    expect(() => openDatabase(temporaryFile())).toThrow('already has the database')
  })
})
