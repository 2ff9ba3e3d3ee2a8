import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Event } from '@/lib/privatelink/event'
import type { RequestCondition } from '@/lib/privatelink/observe'
import type { EndpointState } from '@/lib/privatelink/state'
import { changeConditions, type KeptCondition } from './change-conditions'
import { closeDatabase, openDatabase, reader } from './client'
import { listEvents } from './events'
import { changeRequest, findRequest, listWatched } from './requests'
import { sampleRequest } from './sample-requests'
import { insertRequestsInBulk } from './seed-bulk'
import { migratedFile } from './temporary-file'

const NOW = new Date('2026-11-26T08:00:00.123Z')
const AT = { accountId: '111122223333', region: 'us-west-2' }
const waiting = (n: number) => sampleRequest(n, { ...AT, state: 'pending-acceptance' })
const idOf = (n: number) => waiting(n).requestId

const event = (from: EndpointState, to: EndpointState): Event => ({ at: NOW, actor: { kind: 'watcher' }, kind: 'state-changed', from, to, detail: { awsState: to } })
const becomes = (state: EndpointState, more: Partial<RequestCondition> = {}) => (current: KeptCondition) => ({
  request: { ...current, state, stateSince: NOW, awsState: state, updatedAt: NOW, ...more },
  events: [event(current.state, state)],
  fingerprint: `seen ${state}`,
})

beforeEach(async () => {
  await openDatabase(migratedFile())
  await insertRequestsInBulk([1, 2, 3].map(waiting))
})
afterEach(closeDatabase)

describe('changing the condition of requests', () => {
  it('stores what changed with its events and its rows of the audit trail, and leaves everything else alone', async () => {
    const told = { by: 'Ada', at: NOW, how: 'paste' as const, note: null }
    const changed = await changeConditions([idOf(1), idOf(2)], becomes('available', { problem: 'a reason', missedLooks: 2, firstSeenAt: NOW, told }))
    expect([...changed.keys()].sort()).toEqual([idOf(1), idOf(2)])
    for (const n of [1, 2]) {
      expect(await findRequest(idOf(n))).toEqual({ ...waiting(n), state: 'available', stateSince: NOW, awsState: 'available', updatedAt: NOW, problem: 'a reason', missedLooks: 2, firstSeenAt: NOW, told })
      expect(await listEvents(idOf(n))).toEqual([event('pending-acceptance', 'available')])
    }
    expect(await findRequest(idOf(3))).toEqual(waiting(3))
    expect((await reader().audit.findMany()).map(({ action, objectName }) => [action, objectName])).toEqual([1, 2].map((n) => ['request.state-changed', waiting(n).name]))
    expect((await listWatched(AT)).map(({ fingerprint }) => fingerprint).sort()).toEqual(['seen available', 'seen available', null].sort())
  })

  it('is decided on what is stored, and may be left', async () => {
    await changeRequest(idOf(1), (current) => ({ request: { ...current, missedLooks: 1 }, events: [], fingerprint: 'earlier' }))
    const asked: KeptCondition[] = []
    const changed = await changeConditions([idOf(1), 'nobody'], (current) => (asked.push(current), null))
    expect(changed.size).toBe(0)
    expect(asked).toMatchObject([{ requestId: idOf(1), name: 'Team 1', endpointId: waiting(1).endpointId, state: 'pending-acceptance', missedLooks: 1, fingerprint: 'earlier', told: null }])
    expect(await findRequest(idOf(1))).toEqual({ ...waiting(1), missedLooks: 1 })
  })

  it('needs no event where only what the watcher notes for itself changes', async () => {
    await changeConditions([idOf(1)], (current) => ({ request: { ...current, missedLooks: 0, updatedAt: NOW }, events: [], fingerprint: 'seen' }))
    expect(await listWatched(AT)).toContainEqual(expect.objectContaining({ requestId: idOf(1), fingerprint: 'seen' }))
    expect(await reader().audit.count()).toBe(0)
  })

  it.each<[string, (current: KeptCondition) => ReturnType<ReturnType<typeof becomes>>, RegExp]>([
    ['the place is given up', becomes('failed'), /change the place/],
    ['it ends', becomes('gone'), /change the place|tell the end/],
    ['it is another endpoint', becomes('available', { endpointId: 'vpce-00000000' }), /change the identity/],
    ['history would not tell', (current) => ({ ...becomes('available')(current), events: [] }), /without an event/],
  ])('refuses where %s, and then none is changed', async (_what, change, reason) => {
    await expect(changeConditions([idOf(1), idOf(2)], (current) => (current.requestId === idOf(2) ? change(current) : becomes('available')(current)))).rejects.toThrow(reason)
    expect(await Promise.all([1, 2].map((n) => findRequest(idOf(n))))).toEqual([1, 2].map(waiting))
    expect(await reader().event.count()).toBe(0)
  })
})
