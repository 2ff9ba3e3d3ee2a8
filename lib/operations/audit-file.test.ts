import { expect, it } from 'vitest'
import type { AuditRow } from '@/lib/db/read-audit'
import { AUDIT_FILES, auditStream, isAuditFormat } from './audit-file'

const row = (id: number, given: Partial<AuditRow> = {}): AuditRow => ({ id, at: Date.UTC(2026, 10, 26), actorKind: 'user', actorName: '=cmd()', actorId: 'u1', fromAddress: null, action: 'rate.changed', objectKind: 'rate', objectId: '+1', objectName: 'a "b"\n', before: null, after: { x: 1 }, hash: 'h', ...given })

async function* windows(...all: AuditRow[][]) {
  yield* all
}

it('CSV has one line for each row and nothing that a spreadsheet would run', async () => {
  const text = await new Response(auditStream(AUDIT_FILES.csv, windows([row(1)], [row(2)]))).text()
  const [head, first] = text.split('\r\n')
  expect(head).toBe('"id","time","who","who id","kind of who","from address","what","action","kind","object id","object","before","after","hash"')
  expect(first).toContain('"1","2026-11-26T00:00:00.000Z","\'=cmd()","u1","user","","Changed the rate a ""b"".","rate.changed","rate","\'+1"')
  expect(text.endsWith('"h"\r\n')).toBe(true)
})

it('JSON lines keep every text as it was stored', async () => {
  const text = await new Response(auditStream(AUDIT_FILES.jsonl, windows([row(1), row(2)]))).text()
  const rows = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(rows).toMatchObject([{ id: 1, actorName: '=cmd()', objectName: 'a "b"\n', after: { x: 1 }, time: '2026-11-26T00:00:00.000Z' }, { id: 2 }])
})

it('reads no further than is taken, and stops reading when nobody takes any more', async () => {
  let read = 0
  let ended = false
  async function* endless() {
    try {
      for (;;) yield [row((read += 1))]
    } finally {
      ended = true
    }
  }
  const reader = auditStream(AUDIT_FILES.jsonl, endless()).getReader()
  await reader.read()
  expect(read).toBeLessThan(5)
  await reader.cancel()
  expect(ended).toBe(true)
})

it('knows its formats and nothing of a prototype', () => {
  expect(['csv', 'jsonl', 'xlsx', 'toString', '__proto__'].map(isAuditFormat)).toEqual([true, true, false, false, false])
})
