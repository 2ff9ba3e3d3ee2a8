import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import type { Event } from '@/lib/privatelink/event'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { STATES } from '@/lib/privatelink/state'
import { closeDatabase, openDatabase, reader } from './client'
import { listEvents } from './events'
import { changeRequest, changeRequests, createRequest, deleteDraft, findRequest, getRequest, getRequests, PlaceTakenError } from './requests'
import { sampleRequest } from './sample-requests'
import { migratedFile } from './temporary-file'

const NOW = new Date('2026-11-23T08:00:00.123Z')
const BY = { actor: { kind: 'user', userId: 'u1', name: 'Ada' } as const, now: NOW }
const event = (given: Partial<Event> = {}): Event => ({ at: NOW, actor: { kind: 'user', name: 'Ada' }, kind: 'parked', from: null, to: null, detail: {}, ...given })
const create = async (request: EndpointRequest, idempotencyKey?: string) => (await createRequest({ request, events: [event({ kind: 'draft-started' })], idempotencyKey })).request
const to = (state: EndpointRequest['state']) => (current: EndpointRequest) => ({ request: { ...current, state }, events: [event({ kind: 'state-changed', from: current.state, to: state })] })
const counts = async () => [await reader().endpointRequest.count(), await reader().event.count()]
/** The same place as the `n`th's, under another id. */
const rivalOf = (n: number, given: Partial<EndpointRequest> = {}) => sampleRequest(n, { requestId: `rival-${n}`, name: 'Rival', state: 'creating', ...given })

beforeEach(async () => void (await openDatabase(migratedFile())))
afterEach(closeDatabase)

describe('a request comes back as it went in', () => {
  it.each(STATES)('in the state %s', async (state) => {
    const request = sampleRequest(1, { state })
    await create(request)
    expect(await getRequest(request.requestId)).toEqual(request)
  })

  it('with everything empty, and with everything hostile', async () => {
    const nasty = `'"; DROP TABLE "Event"; -- <b>\u0000\u2028\u202e🧨\\ %_ [] {"a":1}`
    const empty = sampleRequest(2, { state: 'draft', name: '', problem: '', firstSeenAt: null })
    const hostile = sampleRequest(3, { name: nasty, problem: nasty, awsState: nasty, draft: { ...sampleRequest(3).draft, note: nasty, hostnames: [nasty], tags: [{ key: '__proto__', value: nasty }] }, stateSince: NOW })
    for (const request of [empty, hostile]) {
      await create(request)
      expect(await getRequest(request.requestId)).toEqual(request)
      const { request: changed } = await changeRequest(request.requestId, (current) => ({ request: { ...current, problem: `${nasty} again` }, events: [event({ detail: { [nasty]: nasty } })] }))
      expect(await getRequest(request.requestId)).toEqual(changed)
    }
    expect((await listEvents(hostile.requestId))[0]!.detail).toEqual({ [nasty]: nasty })
  })

  it('or not at all: find gives null, get and getRequests refuse', async () => {
    expect(await findRequest('nobody')).toBeNull()
    await expect(getRequest('nobody')).rejects.toMatchObject({ code: 'not-found', status: 404 })
    await create(sampleRequest(1))
    await expect(getRequests([sampleRequest(1).requestId, 'nobody'])).rejects.toMatchObject({ code: 'not-found' })
  })

  it('several in the order asked, each once', async () => {
    const [a, b, c] = [1, 2, 3].map((n) => sampleRequest(n)) as [EndpointRequest, EndpointRequest, EndpointRequest]
    for (const request of [a, b, c]) await create(request)
    expect(await getRequests([c.requestId, a.requestId, c.requestId])).toEqual([c, a])
    expect(await getRequests([])).toEqual([])
  })
})

describe('createRequest', () => {
  it('A6 with one idempotency key makes one request, also at the same time, and gives the first one’s back', async () => {
    const answers = await Promise.all([1, 2, 3].map((n) => createRequest({ request: sampleRequest(n, { state: 'draft' }), events: [event()], idempotencyKey: 'form-1' })))
    expect(answers.map(({ existed }) => existed)).toEqual([false, true, true])
    expect(new Set(answers.map(({ request }) => request.requestId))).toEqual(new Set([sampleRequest(1).requestId]))
    expect(await counts()).toEqual([1, 1])
    await changeRequest(sampleRequest(1).requestId, to('refused'))
    expect((await createRequest({ request: sampleRequest(4), events: [], idempotencyKey: 'form-1' })).request.state, 'a later change does not free the key').toBe('refused')
  })

  it('A7 for a place that is held is refused with the holder’s id, and nothing is written', async () => {
    const holder = await create(sampleRequest(1, { state: 'creating' }))
    const refusal = await create(rivalOf(1)).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(PlaceTakenError)
    expect(refusal).toMatchObject({ code: 'place-taken', status: 409, requestId: holder.requestId, message: expect.stringContaining('Team 1') })
    expect(await counts()).toEqual([1, 1])
  })

  it('A7 a draft, a failed or a deleted request for the same place holds nobody up', async () => {
    await create(sampleRequest(1, { state: 'creating' }))
    for (const state of ['draft', 'refused', 'failed', 'deleted', 'gone'] as const) await create(rivalOf(1, { requestId: state, state }))
    expect((await counts())[0]).toBe(6)
  })
})

describe('changeRequest', () => {
  it('stores the request with its events, and what it answers is what is stored', async () => {
    const { requestId } = await create(sampleRequest(1, { state: 'pending-acceptance' }))
    const answer = await changeRequest(requestId, to('available'))
    expect(answer.request).toEqual(await getRequest(requestId))
    expect(answer.request.state).toBe('available')
    expect((await listEvents(requestId)).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['state-changed', 'pending-acceptance', 'available'],
      ['draft-started', null, null],
    ])
  })

  it('writes nothing where the change is none, and nothing where it throws', async () => {
    const { requestId } = await create(sampleRequest(1))
    expect(await changeRequest(requestId, () => null)).toEqual({ request: sampleRequest(1), events: [] })
    expect(await changeRequest(requestId, (current) => ({ request: current, events: [] }))).toEqual({ request: sampleRequest(1), events: [] })
    const refused = changeRequest(requestId, () => {
      throw new AppError('Not now.', { code: 'not-now' })
    })
    await expect(refused).rejects.toMatchObject({ code: 'not-now' })
    await expect(changeRequest('nobody', () => null)).rejects.toMatchObject({ code: 'not-found' })
    expect(await getRequest(requestId)).toEqual(sampleRequest(1))
    expect(await counts()).toEqual([1, 1])
  })

  it('decides on what is there: of many presses at once exactly one gets past the state', async () => {
    const { requestId } = await create(sampleRequest(1, { state: 'draft' }))
    const press = () =>
      changeRequest(requestId, (current) => {
        if (current.state !== 'draft') throw new AppError('Somebody was faster.', { code: 'too-late' })
        return { request: { ...current, state: 'refused' }, events: [event()] }
      })
    const answers = await Promise.allSettled(Array.from({ length: 12 }, press))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await counts()).toEqual([1, 2])
  })

  it('A7 two drafts for one place submitted at once: one goes on, the other is shown to it', async () => {
    const [one, two] = [await create(sampleRequest(1, { state: 'draft' })), await create(rivalOf(1, { state: 'draft', plan: null, clientToken: null }))]
    const answers = await Promise.allSettled([one, two].map(({ requestId }) => changeRequest(requestId, to('creating'))))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(answers[1]).toMatchObject({ reason: { code: 'place-taken', requestId: one.requestId } })
    expect(await getRequest(two.requestId)).toMatchObject({ state: 'draft' })
  })

  it('gives the place back when the request ends, and takes it when it moves', async () => {
    await create(sampleRequest(1, { state: 'creating' }))
    await changeRequest(sampleRequest(1).requestId, to('failed'))
    await create(rivalOf(1))
    await expect(changeRequest(sampleRequest(1).requestId, to('creating'))).rejects.toMatchObject({ code: 'place-taken', requestId: 'rival-1' })
  })

  it('A8 refuses to change the plan under a client token', async () => {
    const { requestId } = await create(sampleRequest(1, { state: 'creating' }))
    const withPlan = (clientToken: string) => (current: EndpointRequest) => ({ request: { ...current, clientToken, plan: { ...current.plan!, securityGroupIds: [] } }, events: [event()] })
    await expect(changeRequest(requestId, withPlan(sampleRequest(1).clientToken!))).rejects.toThrow('changed under the client token')
    await changeRequest(requestId, withPlan('another token'))
    await changeRequest(requestId, (current) => ({ request: { ...current, plan: structuredClone(current.plan) }, events: [] }))
  })
})

describe('changeRequests', () => {
  it('stores what can be stored, and tells for each other one why not', async () => {
    for (const n of [1, 2, 3]) await create(sampleRequest(n, { state: 'pending' }))
    await create(rivalOf(2, { state: 'draft' }))
    const ids = [1, 2, 3].map((n) => sampleRequest(n).requestId)
    const { changed, failed } = await changeRequests([...ids, 'rival-2', 'nobody'], (current) => {
      if (current.requestId === ids[2]) throw new AppError('Not this one.', { code: 'not-this' })
      return to(current.requestId === 'rival-2' ? 'creating' : 'available')(current)
    })
    expect([...changed.keys()]).toEqual([ids[0], ids[1]])
    expect([...failed].map(([id, error]) => [id, (error as AppError).code])).toEqual([[ids[2], 'not-this'], ['nobody', 'not-found'], ['rival-2', 'place-taken']])
    expect((await getRequests([...ids, 'rival-2'])).map(({ state }) => state)).toEqual(['available', 'available', 'pending', 'draft'])
    expect((await counts())[1]).toBe(4 + 2)
  })

  it('lets a place pass from one to another in one go, in either order of the rows', async () => {
    for (const [n, holderFirst] of [[1, true], [2, false]] as const) {
      await create(sampleRequest(n, { state: 'pending', requestId: holderFirst ? `a${n}` : `z${n}` }))
      await create(rivalOf(n, { state: 'draft', requestId: `m${n}` }))
      const { failed } = await changeRequests([holderFirst ? `a${n}` : `z${n}`, `m${n}`], (current) => to(current.state === 'pending' ? 'gone' : 'creating')(current))
      expect([...failed.values()]).toEqual([])
    }
  })

  it('changes different parts of different rows without mixing them', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => sampleRequest(n).requestId)
    for (let n = 0; n < 60; n += 1) await create(sampleRequest(n))
    const expected = new Map<string, EndpointRequest>()
    await changeRequests(ids, (current) => {
      const n = ids.indexOf(current.requestId)
      const request = n % 3 === 0 ? current : n % 3 === 1 ? { ...current, missedLooks: n, addresses: [] } : { ...current, awsState: `word ${n}`, firstSeenAt: null, privateDnsEnabled: true }
      expected.set(current.requestId, request)
      return { request, events: [event()], fingerprint: n % 2 ? `seen ${n}` : undefined }
    })
    for (const request of await getRequests(ids)) expect(request).toEqual(expected.get(request.requestId))
    const rows = await reader().endpointRequest.findMany({ select: { requestId: true, fingerprint: true } })
    for (const { requestId, fingerprint } of rows) expect(fingerprint).toBe(ids.indexOf(requestId) % 2 ? `seen ${ids.indexOf(requestId)}` : null)
  })

  it('of nothing does nothing', async () => {
    expect(await changeRequests([], to('gone'))).toEqual({ changed: new Map(), failed: new Map() })
  })
})

describe('deleteDraft', () => {
  it.each(STATES)('in the state %s', async (state) => {
    const { requestId } = await create(sampleRequest(1, { state }))
    if (state === 'draft' || state === 'refused') {
      await deleteDraft(requestId, BY)
      expect(await counts()).toEqual([0, 0])
      expect(await reader().requestBody.count()).toBe(0)
      return
    }
    await expect(deleteDraft(requestId, BY)).rejects.toMatchObject({ code: 'not-a-draft', status: 409 })
    expect(await counts()).toEqual([1, 1])
  })

  it('of a request that is not there is refused', async () => {
    await expect(deleteDraft('nobody', BY)).rejects.toMatchObject({ code: 'not-found' })
  })
})
