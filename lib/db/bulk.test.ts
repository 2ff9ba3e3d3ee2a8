import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bulk, type Cell } from './bulk'
import { closeDatabase, openDatabase, reader } from './client'
import { Prisma } from './generated/client'
import { migratedFile } from './temporary-file'

beforeAll(async () => void (await openDatabase(migratedFile())))
afterAll(closeDatabase)

async function throughSql(rows: Cell[][]): Promise<unknown> {
  const { from, cell } = bulk(rows)
  const [answer] = await reader().$queryRaw<{ rows: string }[]>`
    SELECT json_group_array(json_array(${Prisma.join(rows[0]!.map((_, at) => cell(at)))})) AS rows FROM (SELECT * FROM ${from} ORDER BY bulk.key) AS bulk`
  return JSON.parse(answer!.rows)
}
const asStored = (rows: Cell[][]) => rows.map((row) => row.map((cell) => (typeof cell === 'boolean' ? Number(cell) : cell)))

it('binds what all rows share once, and takes only the rest out of JSON', () => {
  const { from, cell } = bulk([[1, 'same', 'a', null], [2, 'same', 'b', null]])
  expect(from.values).toEqual(['[[1,"a"],[2,"b"]]'])
  expect([cell(0).values, cell(1).values, cell(2).values, cell(3).values]).toEqual([[], ['same'], [], [null]])
})

it('gives SQLite each cell as it was, shared or not', async () => {
  const text = fc.oneof(fc.constantFrom('', "it's", '"', '\\', '{"a":[1]}', 'zero \0', '\u2028', '🦆', 'null', '1'), fc.string())
  const cell = fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null))
  const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 })).chain(([width, height]) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }))
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const doubled = [...rows, rows[0]!]
      expect(await throughSql(doubled)).toEqual(asStored(doubled))
      expect(await throughSql([rows[0]!])).toEqual(asStored([rows[0]!]))
    }),
    { numRuns: 150 },
  )
})
