import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isMoving, isOpen, STATES } from '@/lib/privatelink/state'
import { closeDatabase, openDatabase, reader } from './client'
import { changeRequests, listIntents, listReaches, listWatched } from './requests'
import { sampleRequest } from './sample-requests'
import { insertRequestsInBulk } from './seed-bulk'
import { migratedFile } from './temporary-file'

const A = { accountId: '111122223333', region: 'us-west-2' }
const B = { accountId: '111122223333', region: 'eu-west-1' }
const C = { accountId: '444455556666', region: 'us-west-2' }

beforeEach(async () => void (await openDatabase(migratedFile())))
afterEach(closeDatabase)

/** One request in every state at each place. */
const everyState = (place: typeof A, from: number) => STATES.map((state, n) => sampleRequest(from + n, { ...place, state }))

describe('what the watcher asks', () => {
  it('lists the open requests with an endpoint of one account and region, and no other', async () => {
    await insertRequestsInBulk([...everyState(A, 0), ...everyState(B, 100), ...everyState(C, 200), sampleRequest(300, { ...A, state: 'pending', endpointId: null })])
    const rows = await listWatched(A)
    expect(rows.map(({ state }) => state).sort()).toEqual(STATES.filter(isOpen).sort())
    const [first] = rows
    const want = sampleRequest(STATES.indexOf(first!.state), { ...A, state: first!.state })
    expect(first).toEqual({ requestId: want.requestId, endpointId: want.endpointId, state: want.state, fingerprint: null, missedLooks: 0, serviceName: want.plan!.serviceName, vpcId: want.plan!.vpcId, createdAt: want.createdAt })
    expect(await listWatched({ accountId: '000000000000', region: 'us-west-2' })).toEqual([])
  })

  it('sees the fingerprint and the missed looks as last stored', async () => {
    await insertRequestsInBulk([sampleRequest(1, { ...A, state: 'available' })])
    await changeRequests([sampleRequest(1).requestId], (current) => ({ request: { ...current, missedLooks: 2 }, events: [], fingerprint: 'available|x' }))
    expect(await listWatched(A)).toMatchObject([{ fingerprint: 'available|x', missedLooks: 2 }])
  })

  it('counts each account and region that has something open, as listWatched would list it', async () => {
    await insertRequestsInBulk([...everyState(A, 0), ...everyState(C, 200), sampleRequest(100, { ...B, state: 'deleted' }), sampleRequest(101, { ...B, state: 'draft' })])
    const reaches = (await listReaches()).sort((a, b) => a.accountId.localeCompare(b.accountId))
    const open = STATES.filter(isOpen)
    expect(reaches).toEqual([A, C].map((place) => ({ ...place, open: open.length, moving: open.filter(isMoving).length, serviceNames: [`com.amazonaws.vpce.${place.region}.vpce-svc-049bbd33f61271781`] })))
    for (const reach of reaches) expect(await listWatched(reach)).toHaveLength(reach.open)
  })

  it('with nothing at all has nowhere to look', async () => {
    expect(await listReaches()).toEqual([])
    expect(await listIntents()).toEqual([])
  })

  it('finds the intents without an answer, oldest first', async () => {
    await insertRequestsInBulk([5, 3, 9].map((n) => sampleRequest(n, { ...A, state: 'creating' })).concat(sampleRequest(1, { state: 'available' })))
    expect(await listIntents()).toEqual([3, 5, 9].map((n) => sampleRequest(n, { ...A, state: 'creating' })))
  })

  it('writes nothing for a look that changed nothing', async () => {
    await insertRequestsInBulk([sampleRequest(1, { ...A, state: 'available' })])
    const version = async () => (await reader().$queryRaw<{ data_version: bigint }[]>`PRAGMA data_version`)[0]!.data_version
    const before = await version()
    await changeRequests([sampleRequest(1).requestId], (current) => ({ request: current, events: [], fingerprint: undefined }))
    expect(await version()).toBe(before)
    await changeRequests([sampleRequest(1).requestId], (current) => ({ request: current, events: [], fingerprint: 'seen' }))
    expect(await version()).not.toBe(before)
  })
})
