import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase, reader, write } from './client'
import { keepStatements } from './kept-statements'
import { migratedFile } from './temporary-file'

describe('a handle that keeps its statements', () => {
  let client: Sqlite.Database
  const compiled = vi.fn()
  beforeEach(() => {
    client = new Sqlite(':memory:')
    client.exec('CREATE TABLE t (a, b)')
    const prepare = client.prepare.bind(client)
    compiled.mockClear()
    client.prepare = ((sql: string) => (compiled(sql), prepare(sql))) as typeof client.prepare
    keepStatements(client)
  })
  afterEach(() => void client.close())
  const all = (sql: string, args: unknown[] = []) => client.prepare(sql).bind(args as never).raw().all()

  it('compiles one once, and gives each time what its arguments ask for', () => {
    for (const [a, b] of [[1, 'x'], [2, 'y']]) client.prepare('INSERT INTO t VALUES (?, ?)').bind([a, b] as never).run()
    expect([all('SELECT b FROM t WHERE a = ?', [2]), all('SELECT b FROM t WHERE a = ?', [1])]).toEqual([[['y']], [['x']]])
    expect(compiled).toHaveBeenCalledTimes(2)
  })

  it('sees a column that came later', () => {
    all('SELECT * FROM t')
    client.exec('ALTER TABLE t ADD COLUMN c DEFAULT 7; INSERT INTO t (a, b) VALUES (1, 2)')
    expect(all('SELECT * FROM t')).toEqual([[1, 2, 7]])
    expect(client.prepare('SELECT * FROM t').columns().map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })

  it('goes on after one that failed', () => {
    client.exec('CREATE UNIQUE INDEX u ON t (a)')
    const insert = (a: number) => client.prepare('INSERT INTO t (a) VALUES (?)').bind([a] as never).run()
    insert(1)
    expect(() => insert(1)).toThrow(/UNIQUE/)
    insert(2)
    expect(all('SELECT count(*) FROM t')).toEqual([[2]])
  })

  it('does not pile them up', () => {
    for (let n = 0; n < 1_000; n += 1) all(`SELECT ${n}`)
    compiled.mockClear()
    all('SELECT 999')
    expect(compiled).not.toHaveBeenCalled()
    all('SELECT 0')
    expect(compiled).toHaveBeenCalledTimes(1)
  })
})

describe('Prisma’s adapter', () => {
  afterEach(closeDatabase)

  it('asks the kept statements, for reads and writes', async () => {
    const compiled: string[] = []
    const original = Sqlite.prototype.prepare
    const prepare = vi.spyOn(Sqlite.prototype, 'prepare').mockImplementation(function (this: Sqlite.Database, sql: string) {
      compiled.push(sql)
      return original.call(this, sql)
    } as never)
    await openDatabase(migratedFile())
    const read = () => reader().rate.findMany({ where: { region: { in: ['a'] } } })
    const put = (region: string) => write((tx) => tx.rate.create({ data: { region, perZoneHourUsd: 1, perGbUsd: 1, asOf: '', source: '', updatedAt: new Date() } }), { unaudited: 'a test' })
    await read()
    await put('a')
    compiled.length = 0
    expect(await read()).toHaveLength(1)
    await put('b')
    await read()
    prepare.mockRestore()
    expect(compiled).toEqual([])
  })
})
