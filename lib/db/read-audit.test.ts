import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Who } from '@/lib/privatelink/actor'
import { insertAudit } from './audit'
import { closeDatabase, openDatabase, write } from './client'
import { listAudit, listAuditFacets, walkAudit, type AuditFilter } from './read-audit'
import { migratedFile } from './temporary-file'

const ADA: Who = { kind: 'user', userId: 'u1', name: 'Ada', from: '10.0.0.7' }
const BO: Who = { kind: 'user', userId: 'u2', name: 'Bo', from: '2001:db8::1' }
const START = Date.UTC(2026, 10, 26)

/** `count` rows, a minute apart: Ada and Bo change rates in turn, every tenth is the watcher's of a request. */
const tell = (count: number) =>
  write((tx) =>
    insertAudit(tx, Array.from({ length: count }, (_, n) => {
      const watcher = n % 10 === 9
      return { at: new Date(START + n * 60_000), actor: watcher ? ({ kind: 'watcher' } as const) : n % 2 ? BO : ADA, action: watcher ? 'request.state-changed' : 'rate.changed', object: { kind: watcher ? 'request' : 'rate', id: `id-${n}`, name: `Name ${n} 100%_\\` }, before: { perGbUsd: n }, after: { perGbUsd: n + 1 } }
    })),
  )

beforeEach(async () => void (await openDatabase(migratedFile())))
afterEach(closeDatabase)

const idsOf = async (filter: AuditFilter, place = {}) => (await listAudit(filter, place)).rows.map(({ id }) => id)

describe('listAudit', () => {
  it('is empty where nothing happened', async () => {
    expect(await listAudit({})).toEqual({ rows: [], newer: null, older: null })
    expect(await listAuditFacets()).toEqual({ people: [], actions: [] })
  })

  it('turns pages back and forth without losing or repeating a row, also beyond one window', async () => {
    await tell(2_130)
    const seen: number[] = []
    let before: number | undefined
    for (let pages = 0; pages < 60; pages += 1) {
      const page = await listAudit({}, { before })
      seen.push(...page.rows.map(({ id }) => id))
      if (page.older === null) break
      before = page.older
    }
    expect(seen).toEqual(Array.from({ length: 2_130 }, (_, n) => 2_130 - n))
    const second = await listAudit({}, { before: 2_081 })
    expect((await listAudit({}, { after: second.newer! })).rows.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, n) => 2_130 - n).filter((id) => id > second.newer!))
    expect((await listAudit({}, { after: 2_080 })).newer).toBeNull()
    expect((await listAudit({}, { after: 1_000 })).newer).toBe(1_050)
  })

  it('finds by every filter, and a rare one far back', async () => {
    await tell(2_130)
    expect(await idsOf({ text: 'id-3' }, { limit: 3 })).toHaveLength(3)
    expect(await idsOf({ objectId: 'id-3' })).toEqual([4])
    expect(await idsOf({ text: 'NAME id-12 ada', until: START + 14 * 60_000 })).toEqual([13])
    expect(await idsOf({ text: '100%_\\', objectId: 'id-0' })).toEqual([1])
    expect(await idsOf({ text: '1000%_' })).toEqual([])
    expect((await listAudit({ who: 'watcher' }, { limit: 500 })).rows).toHaveLength(213)
    expect((await listAudit({ who: 'u2', kind: 'rate' }, { limit: 2_000 })).rows.every(({ actorName }) => actorName === 'Bo')).toBe(true)
    expect((await listAudit({ action: 'request.state-changed' }, { limit: 500 })).rows).toHaveLength(213)
    expect((await listAudit({ from: '2001:db8::1' }, { limit: 3_000 })).rows).toHaveLength(852)
    expect(await idsOf({ since: START + 60_000, until: START + 180_000 })).toEqual([3, 2])
    expect(await listAuditFacets()).toEqual({ people: [{ id: 'u1', name: 'Ada' }, { id: 'u2', name: 'Bo' }], actions: ['rate.changed', 'request.state-changed'] })
  })

  it('walks everything, the oldest first', async () => {
    await tell(4_321)
    const ids: number[] = []
    for await (const rows of walkAudit({})) ids.push(...rows.map(({ id }) => id))
    expect(ids).toEqual(Array.from({ length: 4_321 }, (_, n) => n + 1))
  })
})
