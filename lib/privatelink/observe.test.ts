import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintOf, type Endpoint } from './endpoint'
import { observe, observeCondition } from './observe'
import type { EndpointRequest } from './request'
import { ENDPOINT_ID, minutesAfter, NOW, sampleEndpoint, sampleRequest } from './samples'
import { STATES, type EndpointState } from './state'

type Seen = Endpoint['state'] | 'missing'
const AWS_STATES = ['pending-acceptance', 'pending', 'available', 'rejected', 'expired', 'failed', 'partial', 'deleting', 'deleted', 'unrecognised'] as const
const looked = (state: Seen): Endpoint | null => (state === 'missing' ? null : sampleEndpoint({ state, awsState: state }))
const inState = (state: EndpointState, changes: Partial<EndpointRequest> = {}) => sampleRequest({ state, ...changes })

/**
 * What becomes of a request. Rows: where it stands. `alive` is any state of AWS but deleting and deleted; it becomes that state.
 *
 * stands at            | alive        | deleting | deleted | missing, third complete look | missing, sooner
 * draft … needs-review | unchanged: there is no endpoint of which AWS could say anything; operations end these
 * open states          | as AWS says  | deleting | gone    | gone                         | unchanged
 * deleting             | unchanged*   | same     | deleted | deleted                      | deleted**
 * deleted, gone        | unchanged: final, another request may have taken the place
 *
 * An endpoint that AWS never listed, made less than five minutes ago, is not missing, it is not listed yet: unchanged. (**)
 * * for five minutes: an answer from before the deletion. After that AWS is believed: the deletion did not happen.
 */
const OPEN = ['pending-acceptance', 'pending', 'available', 'rejected', 'expired', 'failed', 'partial', 'unrecognised'] as const
const CLOSED = ['draft', 'creating', 'refused', 'needs-review', 'deleted', 'gone'] as const

describe('observe, the table', () => {
  it('covers every state', () => expect([...OPEN, ...CLOSED, 'deleting'].sort()).toEqual([...STATES].sort()))

  it.each(CLOSED)('%s is never changed by a look', (state) => {
    for (const seen of [...AWS_STATES, 'missing'] as const) {
      const request = inState(state, { missedLooks: 2 })
      const after = observe(request, looked(seen), NOW)
      expect(after.request).toBe(request)
      expect(after.events).toEqual([])
    }
  })

  it.each(OPEN)('%s follows every word of AWS, with one event', (state) => {
    for (const seen of AWS_STATES) {
      const request = inState(state, { awsState: state })
      const { request: after, events } = observe(request, looked(seen), NOW)
      const expected = seen === 'deleted' ? 'gone' : seen
      expect(after.state).toBe(expected)
      if (expected === state) {
        expect(after).toBe(request)
        expect(events).toEqual([])
        continue
      }
      expect(after.stateSince).toBe(NOW)
      expect(events).toHaveLength(1)
      expect(events[0]).toMatchObject({ at: NOW, actor: { kind: 'watcher' }, kind: expected === 'gone' ? 'vanished' : 'state-changed', from: state, to: expected })
    }
  })

  it.each(OPEN)('B22 %s is gone after the third complete look without it, not after the second', (state) => {
    let request = inState(state)
    for (const missed of [1, 2]) {
      const step = observe(request, null, NOW)
      expect(step.events).toEqual([])
      expect(step.request).toMatchObject({ state, missedLooks: missed, stateSince: request.stateSince })
      request = step.request
    }
    const { request: after, events } = observe(request, null, NOW)
    expect(after).toMatchObject({ state: 'gone', stateSince: NOW, endpointId: ENDPOINT_ID })
    expect(events).toEqual([{ at: NOW, actor: { kind: 'watcher' }, kind: 'vanished', from: state, to: 'gone', detail: { missedLooks: '3' } }])
  })

  it('B22 an endpoint that is back after two misses starts counting anew, and nobody is told', () => {
    const { request, events } = observe(inState('available', { missedLooks: 2, awsState: 'available' }), looked('available'), NOW)
    expect(request).toMatchObject({ state: 'available', missedLooks: 0 })
    expect(events).toEqual([])
    expect(observe(request, null, NOW).request).toMatchObject({ state: 'available', missedLooks: 1 })
  })
})

describe('observe, deleting', () => {
  it.each(['missing', 'deleted'] as const)('%s is the end of it', (seen) => {
    const { request, events } = observe(inState('deleting'), looked(seen), NOW)
    expect(request).toMatchObject({ state: 'deleted', stateSince: NOW })
    expect(events).toMatchObject([{ kind: 'state-changed', from: 'deleting', to: 'deleted' }])
  })

  it.each([
    [0, 'deleting'],
    [4.99, 'deleting'],
    [5, 'available'],
    [60, 'available'],
  ] as const)('an answer that it is still available, %s minutes after the deletion was asked for: %s', (minutes, expected) => {
    const request = inState('deleting', { stateSince: NOW })
    const after = observe(request, looked('available'), minutesAfter(minutes))
    expect(after.request.state).toBe(expected)
    if (expected === 'deleting') expect(after.request).toBe(request)
  })

  it('an endpoint deleted before AWS ever listed it is not called deleted for not being listed yet', () => {
    const request = inState('deleting', { stateSince: NOW, attemptedAt: NOW, firstSeenAt: null })
    expect(observe(request, null, minutesAfter(1)).request).toBe(request)
    expect(observe(request, null, minutesAfter(5)).request.state).toBe('deleted')
  })

  it('a deletion by hand that is watched from its beginning ends as deleted', () => {
    const begun = observe(inState('available'), looked('deleting'), NOW).request
    expect(observe(begun, null, minutesAfter(1)).request.state).toBe('deleted')
  })
})

describe('observe, right after the creation (AWS is eventually consistent)', () => {
  const fresh = (changes: Partial<EndpointRequest> = {}) => inState('pending-acceptance', { attemptedAt: NOW, firstSeenAt: null, ...changes })

  it.each([
    [-1, 0],
    [0, 0],
    [4.99, 0],
    [5, 1],
  ])('not listed yet, %s minutes after the call: %s misses are counted', (minutes, missed) => {
    const request = fresh()
    const after = observe(request, null, minutesAfter(minutes)).request
    expect(after.missedLooks).toBe(missed)
    if (missed === 0) expect(after).toBe(request)
  })

  it('once it was listed, a miss counts however young it is', () => {
    const { request, events } = observe(fresh(), looked('pending-acceptance'), minutesAfter(1))
    expect(request.firstSeenAt).toEqual(minutesAfter(1))
    expect(events).toEqual([])
    expect(observe(request, null, minutesAfter(2)).request.missedLooks).toBe(1)
  })

  it('without a time of the call, the time of submission or of the request counts', () => {
    expect(observe(fresh({ attemptedAt: null, submittedAt: NOW }), null, minutesAfter(1)).request.missedLooks).toBe(0)
    expect(observe(fresh({ attemptedAt: null, submittedAt: null, createdAt: minutesAfter(-9) }), null, NOW).request.missedLooks).toBe(1)
  })

  it('C32 a clock that was set back by two hours does not stop the counting', () => {
    expect(observe(fresh(), null, minutesAfter(-120)).request.missedLooks).toBe(1)
  })
})

describe('observe, what is recorded', () => {
  it('B21 an unknown word is kept, never a success, and a second unknown word is told too', () => {
    const first = observe(inState('pending-acceptance'), sampleEndpoint({ state: 'unrecognised', awsState: 'frob\u0000nicating' }), NOW)
    expect(first.request).toMatchObject({ state: 'unrecognised', awsState: 'frob\ufffdnicating' })
    expect(first.events[0]!.detail).toEqual({ awsState: 'frob\ufffdnicating' })
    const second = observe(first.request, sampleEndpoint({ state: 'unrecognised', awsState: 'sulking' }), minutesAfter(1))
    expect(second.request.stateSince).toBe(NOW)
    expect(second.events).toMatchObject([{ from: 'unrecognised', to: 'unrecognised', detail: { awsState: 'sulking' } }])
  })

  it.each(['rejected', 'expired', 'failed'] as const)('B26 %s keeps the reason of AWS, also when AWS stops repeating it', (state) => {
    const told = observe(inState('pending-acceptance'), sampleEndpoint({ state, awsState: state, failure: { code: 'X', message: 'because' } }), NOW)
    expect(told.request.problem).toBe('because')
    expect(told.events[0]!.detail).toMatchObject({ problem: 'because' })
    expect(observe(told.request, looked(state), minutesAfter(1)).request).toBe(told.request)
  })

  it('a failure without a message is told by its code', () => {
    expect(observe(inState('pending'), sampleEndpoint({ state: 'failed', failure: { code: 'InternalError', message: '' } }), NOW).request.problem).toBe('InternalError')
  })

  it('an old problem goes with the state it belonged to', () => {
    expect(observe(inState('pending', { problem: 'old' }), looked('available'), NOW).request.problem).toBeNull()
  })

  it('private DNS that was switched elsewhere is an event of its own', () => {
    const { request, events } = observe(inState('available', { awsState: 'available' }), sampleEndpoint({ state: 'available', awsState: 'available', privateDnsEnabled: true }), NOW)
    expect(request.privateDnsEnabled).toBe(true)
    expect(events).toMatchObject([{ kind: 'private-dns-changed', from: null, to: null, detail: { enabled: 'true' } }])
  })

  it('addresses of interfaces that are no longer there are dropped', () => {
    const address = (id: string) => ({ networkInterfaceId: id, subnetId: 's', address: '10.0.0.1', zoneId: 'usw2-az1', zoneName: 'us-west-2a' })
    const request = sampleRequest({ addresses: [address('eni-00000000000000001'), address('eni-00000000000000002')] })
    const { request: after, events } = observe(request, sampleEndpoint({ networkInterfaceIds: ['eni-00000000000000002'] }), NOW)
    expect(after.addresses.map((each) => each.networkInterfaceId)).toEqual(['eni-00000000000000002'])
    expect(after.updatedAt).toBe(NOW)
    expect(events).toEqual([])
  })

  it('another order of the same things is no change', () => {
    const request = sampleRequest()
    const { dnsNames, networkInterfaceIds } = sampleEndpoint()
    const shuffled = sampleEndpoint({ networkInterfaceIds: [...networkInterfaceIds].reverse(), dnsNames: { ...dnsNames, zonal: [...dnsNames.zonal].reverse() } })
    expect(observe(request, shuffled, NOW).request).toBe(request)
    expect(fingerprintOf(shuffled)).toEqual(fingerprintOf(sampleEndpoint()))
  })

  it('the actor can be somebody else, and the wrong endpoint is a bug', () => {
    expect(observe(inState('pending'), looked('available'), NOW, { actor: { kind: 'user', name: 'Kim' } }).events[0]!.actor).toEqual({ kind: 'user', name: 'Kim' })
    expect(() => observe(sampleRequest(), sampleEndpoint({ endpointId: 'vpce-00000000' }), NOW)).toThrow(/is about vpce-08c/)
  })
})

describe('properties', () => {
  const anEndpoint = fc.record({ state: fc.constantFrom(...AWS_STATES), enis: fc.subarray(['eni-1', 'eni-2', 'eni-3']), dns: fc.boolean(), message: fc.option(fc.string()) }).map(({ state, enis, dns, message }) =>
    sampleEndpoint({ state, awsState: state, networkInterfaceIds: enis, privateDnsEnabled: dns, failure: message === null ? null : { code: null, message } }),
  )
  const aLook = fc.option(anEndpoint)

  it('folding the same sighting twice changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), anEndpoint, (state, seen) => {
        const once = observe(inState(state), seen, NOW).request
        const twice = observe(once, seen, minutesAfter(1))
        expect(twice.request).toBe(once)
        expect(twice.events).toEqual([])
      }),
    )
  })

  it('in any history the events tell every state in turn, and stateSince moves only with the state', () => {
    fc.assert(
      fc.property(fc.array(aLook, { maxLength: 12 }), (looks) => {
        let request = sampleRequest()
        looks.forEach((seen, minute) => {
          const { request: after, events } = observe(request, seen, minutesAfter(minute))
          const changes = events.filter((event) => event.from !== event.to)
          if (after.state === request.state) {
            expect(changes).toEqual([])
            expect(after.stateSince).toBe(request.stateSince)
          } else {
            expect(changes).toMatchObject([{ from: request.state, to: after.state }])
            expect(after.stateSince).toEqual(minutesAfter(minute))
          }
          request = after
        })
      }),
    )
  })

  it('what folds to different records has different fingerprints, so that a look may skip equal ones', () => {
    fc.assert(
      fc.property(anEndpoint, anEndpoint, (a, b) => {
        const [one, two] = [a, b].map((seen) => JSON.stringify(observe(sampleRequest(), seen, NOW).request))
        if (one !== two) expect(fingerprintOf(a)).not.toEqual(fingerprintOf(b))
      }),
    )
  })

  it('where the details are those of the sighting before, the condition alone tells the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), anEndpoint, anEndpoint, (state, a, b) => {
        const seen = { ...b, networkInterfaceIds: a.networkInterfaceIds, privateDnsEnabled: a.privateDnsEnabled }
        expect(fingerprintOf(seen).details).toBe(fingerprintOf(a).details)
        const request = observe(inState(state), a, NOW).request
        expect(observeCondition(request, seen, minutesAfter(1))).toEqual(observe(request, seen, minutesAfter(1)))
      }),
    )
  })

  it('the condition of a request is all that is asked for', () => {
    const { requestId, endpointId, state, stateSince, awsState, problem, firstSeenAt, missedLooks, told, updatedAt } = inState('pending')
    const condition = { requestId, endpointId, state, stateSince, awsState, problem, firstSeenAt, missedLooks, told, updatedAt }
    expect(observeCondition(condition, looked('available')!, NOW).request).toEqual({ ...condition, state: 'available', stateSince: NOW, awsState: 'available', updatedAt: NOW })
  })
})
