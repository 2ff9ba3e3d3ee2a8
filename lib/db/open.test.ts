import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase, reader } from './client'
import { temporaryFile } from './temporary-file'

afterEach(closeDatabase)

/** A folder nobody may write to. For root, who may write anywhere, one that the kernel guards. */
function readOnlyFolder(): string {
  if (process.getuid?.() === 0) return '/proc'
  const folder = dirname(temporaryFile())
  chmodSync(folder, 0o555)
  return folder
}

describe('openDatabase', () => {
  it('makes the last folder of the path, so that a first start needs no preparation', async () => {
    const file = join(dirname(temporaryFile()), 'data', 'causeway.db')
    expect(await openDatabase(file)).toMatchObject({ file, copy: null, convertedToWal: false })
    expect(await reader().rate.count()).toBe(0)
  })

  it('takes a path with spaces, quotes, % and umlauts as it is', async () => {
    const folder = join(dirname(temporaryFile()), `it's 100% "Übung" #1 ?x=y`)
    await openDatabase(join(folder, 'my data.db'))
    expect(readdirSync(folder)).toContain('my data.db')
  })

  it('takes an empty file for a new database', async () => {
    const file = temporaryFile()
    writeFileSync(file, '')
    expect((await openDatabase(file)).applied.length).toBeGreaterThan(0)
  })
})

describe('D41 a place where no database can be', () => {
  const cases = {
    'a folder whose parent is missing too': { file: () => join(dirname(temporaryFile()), 'volume', 'data', 'causeway.db'), code: 'database-folder', says: /does not exist, nor does the one above it/ },
    'a folder that cannot be written': { file: () => join(readOnlyFolder(), 'causeway.db'), code: 'database-read-only', says: /cannot be written|lock file/ },
    'a folder that cannot be made': { file: () => join(readOnlyFolder(), 'data', 'causeway.db'), code: /database-(read-only|folder)/, says: /cannot be made|does not exist/ },
    'a folder that is a file': {
      file: () => {
        const place = temporaryFile()
        writeFileSync(place, 'text')
        return join(place, 'causeway.db')
      },
      code: 'database-folder',
      says: /is a file, so no database can be kept in it/,
    },
    'a path that is a folder': {
      file: () => {
        const place = temporaryFile()
        mkdirSync(place)
        return place
      },
      code: 'database-folder',
      says: /is not a file/,
    },
  }
  it.each(Object.entries(cases))('%s', async (_what, { file, code, says }) => {
    const path = file()
    await expect(openDatabase(path)).rejects.toMatchObject({ name: 'AppError', code: code instanceof RegExp ? expect.stringMatching(code) : code, message: expect.stringMatching(says) })
    for (const name of ['', '-wal', '-shm', '.lock']) expect(existsSync(`${path}${name}`) && name !== '', `${path}${name} was left behind`).toBe(false)
    expect(await openDatabase(temporaryFile()), 'the next try is not spoilt').toMatchObject({ convertedToWal: false })
  })
})

describe('D45 a file that is not a whole database is refused and left alone', () => {
  const whole = async () => {
    const file = temporaryFile()
    await openDatabase(file)
    await closeDatabase()
    return file
  }
  const cases: Record<string, { spoil: (file: string) => void; says: RegExp }> = {
    'text': { spoil: (file) => writeFileSync(file, 'hostname,region\n'.repeat(1_000)), says: /is not a SQLite database, and was left as it is/ },
    'a few bytes': { spoil: (file) => truncateSync(file, 40), says: /is damaged/ },
    'the first half': { spoil: (file) => truncateSync(file, Math.floor(readFileSync(file).length / 8192) * 4096), says: /is damaged/ },
  }
  it.each(Object.entries(cases))('%s', async (_what, { spoil, says }) => {
    const file = await whole()
    spoil(file)
    const before = readFileSync(file)
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'database-corrupt', message: expect.stringMatching(says) })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(existsSync(`${file}-wal`)).toBe(false)
  })
})
