import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Who } from '@/lib/privatelink/actor'
import { FIRST_PREVIOUS, hashOfRow, insertAudit, type AuditCells, type AuditEntry } from './audit'
import { closeDatabase, openDatabase, reader, write } from './client'
import { changeRequest, createRequest, deleteDraft } from './requests'
import { sampleRequest } from './sample-requests'
import { migratedFile } from './temporary-file'

const NOW = new Date('2026-11-26T08:00:00.123Z')
const ADA: Who = { kind: 'user', userId: 'u1', name: 'Ada', from: '10.0.0.7' }
const rate = (region: string) => ({ region, perZoneHourUsd: 0.01, perGbUsd: 0.01, asOf: '2026-11-01', source: 'test', updatedAt: NOW })
const entry = (given: Partial<AuditEntry> = {}): AuditEntry => ({ at: NOW, actor: ADA, action: 'rate.changed', object: { kind: 'rate', id: 'us-west-2', name: 'us-west-2' }, after: { perGbUsd: 0.01 }, ...given })
const rows = () => reader().audit.findMany({ orderBy: { id: 'asc' } })
const draft = () => sampleRequest(7, { state: 'draft' })

beforeEach(async () => void (await openDatabase(migratedFile())))
afterEach(closeDatabase)

describe('the chain', () => {
  it('starts at nothing and links every row to the one before, across transactions', async () => {
    await write((tx) => insertAudit(tx, [entry(), entry({ action: 'rate.reset' })]))
    await write((tx) => insertAudit(tx, [entry({ actor: { kind: 'watcher' } })]))
    const all = await rows()
    expect(all.map((row) => row.previous)).toEqual([FIRST_PREVIOUS, all[0]!.hash, all[1]!.hash])
    for (const row of all) {
      const cells: AuditCells = [row.at.getTime(), row.actorKind, row.actorName, row.actorId, row.fromAddress, row.action, row.objectKind, row.objectId, row.objectName, row.before, row.after]
      expect(hashOfRow(row.previous, cells)).toBe(row.hash)
    }
  })

  it('keeps who, from where, and only what changed', async () => {
    await write((tx) => insertAudit(tx, [entry({ before: { perGbUsd: 0.02 } })]))
    expect(await rows()).toMatchObject([{ at: NOW, actorKind: 'user', actorName: 'Ada', actorId: 'u1', fromAddress: '10.0.0.7', before: '{"perGbUsd":0.02}', after: '{"perGbUsd":0.01}' }])
  })
})

describe('a change', () => {
  it('that tells the trail nothing is not committed', async () => {
    await expect(write((tx) => tx.rate.create({ data: rate('silent') }))).rejects.toThrow('told the audit trail nothing')
    expect(await reader().rate.count()).toBe(0)
  })

  it('is undone where its row cannot be written', async () => {
    const broken = entry({ object: { kind: 'rate', id: 'x', name: null as unknown as string } })
    await expect(write(async (tx) => [await tx.rate.create({ data: rate('half') }), await insertAudit(tx, [broken])])).rejects.toThrow()
    expect([await reader().rate.count(), await reader().audit.count()]).toEqual([0, 0])
  })

  it('that changes no row needs to tell nothing', async () => {
    expect(await write((tx) => tx.rate.deleteMany({ where: { region: 'nowhere' } }))).toEqual({ count: 0 })
  })

  it('of a request must come with an event or an entry; the watcher’s own notes need not', async () => {
    const { requestId } = draft()
    await createRequest({ request: draft(), events: [{ at: NOW, actor: ADA, kind: 'draft-started', from: null, to: 'draft', detail: {} }] })
    await expect(changeRequest(requestId, (current) => ({ request: { ...current, name: 'renamed in silence' }, events: [] }))).rejects.toThrow('(name, sortName, searchText)')
    await changeRequest(requestId, (current) => ({ request: { ...current, missedLooks: 1 }, events: [] }))
    await changeRequest(requestId, (current) => ({ request: { ...current, name: 'renamed' }, events: [], audit: [entry({ action: 'request.renamed' })] }))
    expect((await rows()).map((row) => row.action)).toEqual(['request.draft-started', 'request.renamed'])
  })

  it('that takes a draft away keeps that there was one', async () => {
    await createRequest({ request: draft(), events: [{ at: NOW, actor: ADA, kind: 'draft-started', from: null, to: 'draft', detail: {} }] })
    await deleteDraft(draft().requestId, { actor: ADA, now: NOW })
    expect((await rows()).at(-1)).toMatchObject({ action: 'request.discarded', objectId: draft().requestId, objectName: 'Team 7', actorId: 'u1' })
  })
})
