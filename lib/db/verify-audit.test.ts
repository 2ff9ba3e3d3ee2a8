import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashOfRow, insertAudit, type AuditEntry } from './audit'
import { closeDatabase, openDatabase, reader, write } from './client'
import { migratedFile } from './temporary-file'
import { verifyChain } from './verify-audit'

const entry = (n: number): AuditEntry => ({ at: new Date(1_800_000_000_000 + n), actor: { kind: 'user', userId: `u${n % 3}`, name: 'Ada “ä” \u0001\n', from: '10.0.0.7' }, action: 'rate.changed', object: { kind: 'rate', id: `region-${n}`, name: `Region ${n}` }, before: { perGbUsd: n }, after: { perGbUsd: n + 1 } })
const tell = (count: number, from = 0) => write((tx) => insertAudit(tx, Array.from({ length: count }, (_, n) => entry(from + n))))

let file = ''
beforeEach(async () => void (await openDatabase((file = migratedFile()))))
afterEach(closeDatabase)

/** What somebody with the file in their hands can do: the triggers do not stop them. */
function tamper(...statements: string[]): void {
  const db = new Sqlite(file)
  try {
    for (const trigger of ['Audit_no_update', 'Audit_no_delete', 'Audit_no_replace', 'AuditHead_no_delete']) db.exec(`DROP TRIGGER "${trigger}"`)
    for (const statement of statements) db.exec(statement)
  } finally {
    db.close()
  }
}

describe('the trail only grows', () => {
  it.each([
    ['changed', `UPDATE "Audit" SET "objectName" = 'another' WHERE "id" = 2`],
    ['taken out', 'DELETE FROM "Audit" WHERE "id" = 2'],
    ['all taken out', 'DELETE FROM "Audit"'],
    ['replaced', `INSERT OR REPLACE INTO "Audit" SELECT "id", 0, 'watcher', NULL, NULL, NULL, 'x.y', 'x', 'x', 'x', NULL, NULL, "previous", "hash" FROM "Audit" WHERE "id" = 2`],
    ['without its mark', 'DELETE FROM "AuditHead"'],
  ])('a row cannot be %s, even inside write', async (_what, sql) => {
    await tell(3)
    const before = await reader().audit.findMany()
    await expect(write((tx) => tx.$executeRawUnsafe(sql), { unaudited: 'a test that tries to forge' })).rejects.toThrow()
    expect(await reader().audit.findMany()).toEqual(before)
  })
})

describe('verifyChain', () => {
  it('finds nothing in an empty trail, and nothing in one that was left alone', async () => {
    expect(await verifyChain()).toEqual({ rows: 0, broken: null })
    await tell(600)
    await tell(1, 600)
    expect(await verifyChain()).toEqual({ rows: 601, broken: null })
  })

  it.each<[string, string[], object]>([
    ['a changed row', [`UPDATE "Audit" SET "objectName" = 'x' WHERE "id" = 5`], { id: 5, why: 'changed' }],
    ['a changed time', ['UPDATE "Audit" SET "at" = "at" + 1 WHERE "id" = 1'], { id: 1, why: 'changed' }],
    ['a row taken out', ['DELETE FROM "Audit" WHERE "id" = 5'], { id: 6, why: 'taken-out' }],
    ['the first row taken out', ['DELETE FROM "Audit" WHERE "id" = 1'], { id: 2, why: 'taken-out' }],
    ['the last rows cut off', ['DELETE FROM "Audit" WHERE "id" > 7'], { id: 7, why: 'cut-off' }],
    ['everything taken out', ['DELETE FROM "Audit"'], { id: null, why: 'cut-off' }],
    ['two rows that changed places', ['UPDATE "Audit" SET "id" = 100 WHERE "id" = 5', 'UPDATE "Audit" SET "id" = 5 WHERE "id" = 6', 'UPDATE "Audit" SET "id" = 6 WHERE "id" = 100'], { id: 5, why: 'order' }],
    ['a mark taken out', ['DELETE FROM "AuditHead"'], { id: null, why: 'no-mark' }],
  ])('finds %s', async (_what, statements, broken) => {
    await tell(10)
    tamper(...statements)
    expect((await verifyChain()).broken).toEqual(broken)
  })

  it('finds a row that was put in with a right hash of its own', async () => {
    await tell(10)
    const five = await reader().audit.findUniqueOrThrow({ where: { id: 5 } })
    const forged = hashOfRow(five.hash, [1, 'watcher', null, null, null, 'x.y', 'x', 'x', 'x', null, null])
    tamper('UPDATE "Audit" SET "id" = "id" + 100 WHERE "id" > 5', `INSERT INTO "Audit" VALUES (6, 1, 'watcher', NULL, NULL, NULL, 'x.y', 'x', 'x', 'x', NULL, NULL, '${five.hash}', '${forged}')`)
    expect((await verifyChain()).broken).toEqual({ id: 6, why: 'put-in' })
  })

  it('finds a changed row whose own hash was made right, in the middle and at the end', async () => {
    await tell(10)
    const forge = async (id: number) => {
      const row = await reader().audit.findUniqueOrThrow({ where: { id } })
      const hash = hashOfRow(row.previous, [row.at.getTime(), row.actorKind, row.actorName, row.actorId, row.fromAddress, row.action, row.objectKind, row.objectId, 'forged', row.before, row.after])
      return `UPDATE "Audit" SET "objectName" = 'forged', "hash" = '${hash}' WHERE "id" = ${id}`
    }
    const [last, middle] = [await forge(10), await forge(4)]
    tamper(last)
    expect((await verifyChain()).broken).toEqual({ id: 10, why: 'changed' })
    const db = new Sqlite(file)
    db.exec(middle)
    db.close()
    expect((await verifyChain()).broken).toEqual({ id: 4, why: 'changed' })
  })

  it('an end that was cut off shows also after new rows were written', async () => {
    await tell(10)
    tamper('DELETE FROM "Audit" WHERE "id" > 7')
    await tell(5, 20)
    expect((await verifyChain()).broken?.why).toMatch(/taken-out|changed/)
  })

  it('reads 20,000 rows in slices between which others have their turn', { timeout: 120_000 }, async () => {
    for (let n = 0; n < 20; n += 1) await tell(1_000, n * 1_000)
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    expect(await verifyChain()).toEqual({ rows: 20_000, broken: null })
    clearInterval(others)
    // 80 slices; how long one takes is the machine's business, that there are many is ours
    expect(turns).toBeGreaterThan(20)
  })
})
