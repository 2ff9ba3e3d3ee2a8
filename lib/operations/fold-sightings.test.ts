import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as conditions from '@/lib/db/change-conditions'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { listEvents } from '@/lib/db/events'
import * as requests from '@/lib/db/requests'
import { sampleRequest } from '@/lib/db/sample-requests'
import { insertRequestsInBulk } from '@/lib/db/seed-bulk'
import { migratedFile } from '@/lib/db/temporary-file'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { observe } from '@/lib/privatelink/observe'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { foldSightings } from './fold-sightings'
import { sameDetails, seenMarkOf } from './seen-mark'

const AT = { accountId: '111122223333', region: 'us-west-2' }
const [FIRST, SECOND] = [new Date('2026-11-26T08:00:00Z'), new Date('2026-11-26T08:00:15Z')]
const waiting = (n: number) => sampleRequest(n, { ...AT, state: 'pending-acceptance', awsState: 'pendingAcceptance' })

/** The endpoint of a request as AWS would list it. */
function listed({ endpointId, plan, networkInterfaceIds, dnsNames, privateDnsEnabled }: EndpointRequest, changes: Partial<Endpoint> = {}): Endpoint {
  const { vpcId, serviceName, subnets, securityGroupIds, tags } = plan!
  return {
    endpointId: endpointId!,
    state: 'pending-acceptance',
    awsState: 'pendingAcceptance',
    vpcId,
    serviceName,
    subnetIds: subnets.map(({ subnetId }) => subnetId),
    securityGroupIds,
    networkInterfaceIds,
    dnsNames,
    privateDnsEnabled,
    createdAt: null,
    failure: null,
    tags,
    ownerAccountId: null,
    ...changes,
  }
}

const fold = async (endpoints: readonly Endpoint[], now: Date) => foldSightings(await requests.listWatched(AT), new Map(endpoints.map((endpoint) => [endpoint.endpointId, endpoint])), now)

const spies = () => ({ narrow: vi.spyOn(conditions, 'changeConditions'), whole: vi.spyOn(requests, 'changeRequests') })
beforeEach(async () => void (await openDatabase(migratedFile())))
afterEach(async () => {
  vi.restoreAllMocks()
  await closeDatabase()
})

/** What the second look shows of each, after a first that showed it waiting; and whether the narrow row is enough for it. */
const SECOND_LOOK: [string, (before: EndpointRequest) => Endpoint | null, 'narrow' | 'whole' | 'nothing'][] = [
  ['the same', (before) => listed(before), 'nothing'],
  ['available', (before) => listed(before, { state: 'available', awsState: 'available' }), 'narrow'],
  ['a word nobody knows', (before) => listed(before, { state: 'unrecognised', awsState: 'frobnicating' }), 'narrow'],
  ['another word for the same state', (before) => listed(before, { awsState: 'PendingAcceptance' }), 'narrow'],
  ['partial, with a reason', (before) => listed(before, { state: 'partial', awsState: 'partial', failure: { code: 'X', message: 'one zone is out' } }), 'narrow'],
  ['failed, which gives its place up', (before) => listed(before, { state: 'failed', awsState: 'failed', failure: { code: null, message: 'no capacity' } }), 'whole'],
  ['rejected, which gives its place up', (before) => listed(before, { state: 'rejected', awsState: 'rejected' }), 'whole'],
  ['deleted by hand', (before) => listed(before, { state: 'deleted', awsState: 'deleted' }), 'whole'],
  ['no longer listed', () => null, 'whole'],
  ['available with private DNS on', (before) => listed(before, { state: 'available', awsState: 'available', privateDnsEnabled: true }), 'whole'],
  ['available with other interfaces', (before) => listed(before, { state: 'available', awsState: 'available', networkInterfaceIds: before.networkInterfaceIds.slice(1) }), 'whole'],
  ['available with another group', (before) => listed(before, { state: 'available', awsState: 'available', securityGroupIds: ['sg-0badc0de'] }), 'whole'],
]

describe('folding a look in', () => {
  it.each(SECOND_LOOK)('of %s stores what observing it gives, with its events', async (_what, seen, way) => {
    await insertRequestsInBulk([waiting(1)])
    const { requestId } = waiting(1)
    await fold([listed(waiting(1))], FIRST)
    const before = await requests.getRequest(requestId)
    const now = seen(before)
    const { narrow, whole } = spies()
    const { told } = await fold(now ? [now] : [], SECOND)

    const expected = observe(before, now, SECOND)
    expect(await requests.getRequest(requestId)).toEqual(expected.request)
    expect((await listEvents(requestId)).filter(({ at }) => at.getTime() === SECOND.getTime()).reverse()).toEqual(expected.events)
    expect(told).toEqual(expected.events.length > 0 ? [requestId] : [])
    expect([narrow.mock.calls[0]![0], whole.mock.calls[0]![0]]).toEqual([way === 'narrow' ? [requestId] : [], way === 'whole' ? [requestId] : []])
    // and then it is known, unless it is to be missed again
    await fold(now ? [now] : [], SECOND)
    expect(narrow.mock.lastCall![0]).toEqual([])
    if (now) expect(whole.mock.lastCall![0]).toEqual([])
  })

  it('takes all of them in one go, each in its own way', async () => {
    const all = SECOND_LOOK.map((_, n) => waiting(n))
    await insertRequestsInBulk(all)
    await fold(all.map((request) => listed(request)), FIRST)
    const before = await requests.getRequests(all.map(({ requestId }) => requestId))
    const seen = before.map((request, n) => SECOND_LOOK[n]![1](request))
    await fold(seen.flatMap((endpoint) => endpoint ?? []), SECOND)
    expect(await requests.getRequests(all.map(({ requestId }) => requestId))).toEqual(before.map((request, n) => observe(request, seen[n]!, SECOND).request))
  })

  it('leaves what somebody changed since it was listed for the next look', async () => {
    await insertRequestsInBulk([waiting(1)])
    const { requestId } = waiting(1)
    await fold([listed(waiting(1))], FIRST)
    const watched = await requests.listWatched(AT)
    await requests.changeRequest(requestId, (current) => ({ request: { ...current, updatedAt: SECOND }, events: [], fingerprint: null }))
    const seen = listed(await requests.getRequest(requestId), { state: 'available', awsState: 'available' })
    expect(await foldSightings(watched, new Map([[seen.endpointId, seen]]), SECOND)).toEqual({ told: [], whole: [] })
    expect((await requests.getRequest(requestId)).state).toBe('pending-acceptance')
    expect((await fold([seen], SECOND)).told).toEqual([requestId])
  })
})

describe('what a look keeps of what it saw', () => {
  const kept = seenMarkOf(listed(waiting(1)))

  it('tells whether the condition alone is another', () => {
    expect(sameDetails(kept, seenMarkOf(listed(waiting(1), { state: 'available', awsState: 'available' })))).toBe(true)
    expect(sameDetails(kept, seenMarkOf(listed(waiting(1), { privateDnsEnabled: true })))).toBe(false)
    expect(sameDetails(kept, seenMarkOf(listed(waiting(2))))).toBe(false)
  })

  it.each([null, '', '.', 'available|x', 'x'.repeat(43), kept.slice(22), `${kept}x`])('says nothing of the details where it is %j', (text) => {
    expect(sameDetails(text, kept)).toBe(false)
  })
})
