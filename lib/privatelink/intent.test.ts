import { describe, expect, it } from 'vitest'
import type { Endpoint } from './endpoint'
import { intentStep, TOKEN_TRUSTED_MS, type Attempt } from './intent'
import type { EndpointRequest } from './request'

const WRITTEN = new Date('2026-11-23T12:00:00Z')
const after = (ms: number) => new Date(WRITTEN.getTime() + ms)
const request = (change: Partial<EndpointRequest> = {}) => ({ requestId: 'r', state: 'creating', stateSince: WRITTEN, attempts: 0, ...change }) as EndpointRequest
const endpoint = (endpointId: string) => ({ endpointId, state: 'pending-acceptance' }) as Endpoint
const lost: Attempt = { kind: 'unanswered', during: 'call', reason: 'No answer.', throttled: false, effectPossible: true }

describe('what to do next for an intent', () => {
  const young = { now: after(5_000), mayExist: true }
  const old = { now: after(TOKEN_TRUSTED_MS + 1), mayExist: true }
  const certain = { now: after(5_000), mayExist: false }

  it.each<[string, Attempt, { now: Date; mayExist: boolean }, ReturnType<typeof intentStep>['do']]>([
    ['nothing was sent yet: call', { kind: 'none' }, certain, 'call'],
    ['A2 taken up after a crash: look for the tag before anything else', { kind: 'none' }, young, 'look'],
    ['A3 not found and the token is young: the same call again', { kind: 'looked', found: [] }, young, 'call'],
    ['exactly at the end of the trusted time it still calls', { kind: 'looked', found: [] }, { now: after(TOKEN_TRUSTED_MS), mayExist: true }, 'call'],
    ['A9 not found and the token is old: a person decides', { kind: 'looked', found: [] }, old, 'park'],
    ['never sent, however old: nothing can be doubled', { kind: 'looked', found: [] }, { now: after(TOKEN_TRUSTED_MS + 1), mayExist: false }, 'call'],
    ['A9 found by its tag, however old', { kind: 'looked', found: [endpoint('vpce-1')] }, old, 'attach'],
    ['A9 found twice: flagged, nothing deleted', { kind: 'looked', found: [endpoint('vpce-1'), endpoint('vpce-2')] }, young, 'park'],
    ['A4 the answer was lost: wait, then look', lost, young, 'wait'],
    ['A8 other parameters under the same token: no further call', { kind: 'refused', during: 'call', reason: 'x', awsCode: 'IdempotentParameterMismatch' }, certain, 'park'],
    ['refused and certainly not made: refused', { kind: 'refused', during: 'call', reason: 'x', awsCode: 'InvalidParameter' }, certain, 'refuse'],
    ['refused after a lost answer: it may exist, so it is not called refused', { kind: 'refused', during: 'call', reason: 'x', awsCode: 'UnauthorizedOperation' }, young, 'park'],
    ['not allowed to look after a crash: it may exist', { kind: 'refused', during: 'look', reason: 'x', awsCode: 'UnauthorizedOperation' }, young, 'park'],
    ['made', { kind: 'made', endpoint: endpoint('vpce-1') }, certain, 'attach'],
  ])('%s', (_what, last, when, expected) => {
    expect(intentStep(request(), last, when).do).toBe(expected)
  })

  it('names both endpoints when the tag is found twice', () => {
    const step = intentStep(request(), { kind: 'looked', found: [endpoint('vpce-1'), endpoint('vpce-2')] }, young)
    expect(step).toMatchObject({ do: 'park', problem: expect.stringContaining('vpce-1 and vpce-2') as string })
  })

  it('waits longer after each lost answer, and as long as the bucket needs when throttled', () => {
    const waits = [1, 2, 3, 9].map((attempts) => intentStep(request({ attempts }), lost, young))
    expect(waits.map((step) => step.do === 'wait' && step.ms)).toEqual([1_000, 2_000, 4_000, 15_000])
    expect(intentStep(request({ attempts: 9 }), { ...lost, throttled: true }, young)).toEqual({ do: 'wait', ms: 3_400 })
  })
})
