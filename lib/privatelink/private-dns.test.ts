import { describe, expect, it } from 'vitest'
import { GIVE_UP_AFTER_MS, nameThatMoves, SHOWS_WITHIN_MS, switchStep, type SwitchAttempt, type SwitchStep, type SwitchWish } from './private-dns'
import { sampleEndpoint } from './samples'

const NOW = new Date('2026-11-26T10:00:00Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const wish = (given: Partial<SwitchWish> = {}): SwitchWish => ({ requestId: 'r', wanted: true, phase: 'asked', askedAt: ago(1_000), askedBy: 'Ada', sentAt: null, settledAt: null, problem: null, ...given })
const sending = (ms: number) => wish({ phase: 'sending', sentAt: ago(ms) })
const sent = (ms: number) => wish({ phase: 'sent', sentAt: ago(ms) })
const looked = (state: 'available' | 'pending' | 'rejected', privateDnsEnabled: boolean): SwitchAttempt => ({ kind: 'looked', endpoint: sampleEndpoint({ state, awsState: state, privateDnsEnabled }) })
const unanswered = (given: Partial<Extract<SwitchAttempt, { kind: 'unanswered' }>>): SwitchAttempt => ({ kind: 'unanswered', during: 'call', throttled: false, effectPossible: true, reason: 'AWS did not answer.', ...given })

describe('switchStep', () => {
  it.each<[string, SwitchWish, SwitchAttempt, Partial<SwitchStep>]>([
    ['looks before anything else', wish(), { kind: 'none' }, { do: 'look' }],
    ['calls where nothing was sent and AWS shows the other value', wish(), looked('available', false), { do: 'call' }],
    ['does not call where AWS shows it already', wish(), looked('available', true), { do: 'settle', phase: 'done' }],
    ['waits while AWS is changing the endpoint', wish(), looked('pending', false), { do: 'wait' }],
    ['is not done before the change is through', wish(), looked('pending', true), { do: 'wait' }],
    ['gives up on an endpoint that is not available', wish(), looked('rejected', false), { do: 'settle', phase: 'refused' }],
    ['gives up on an endpoint that is gone', wish(), { kind: 'looked', endpoint: null }, { do: 'settle', phase: 'refused' }],
    ['notes that AWS took it', sending(100), { kind: 'taken' }, { do: 'wait', phase: 'sent' }],
    ['does not call again while a lost call may still show', sending(SHOWS_WITHIN_MS), looked('available', false), { do: 'wait' }],
    ['calls again once a lost call has visibly had no effect', sending(SHOWS_WITHIN_MS + 1), looked('available', false), { do: 'call' }],
    ['never calls again after AWS took it', sent(SHOWS_WITHIN_MS + 1), looked('available', false), { do: 'wait' }],
    ['says so when what AWS took does not show', sent(GIVE_UP_AFTER_MS + 1), looked('available', false), { do: 'settle', phase: 'unclear' }],
    ['hands on a refusal', sending(100), { kind: 'refused', reason: 'No.' }, { do: 'settle', phase: 'refused', problem: 'No.' }],
    ['forgets a call that was throttled away', sending(100), unanswered({ throttled: true, effectPossible: false }), { do: 'wait', phase: 'asked' }],
    ['does not forget a call because a look was throttled', sending(100), unanswered({ during: 'look', throttled: true, effectPossible: false }), { do: 'wait', ms: 3_400 }],
    ['keeps in mind that an unanswered call may have worked', sending(100), unanswered({}), { do: 'wait', ms: 4_000 }],
    ['ends with “not known” when nobody answers for long', sending(GIVE_UP_AFTER_MS + 1), unanswered({}), { do: 'settle', phase: 'unclear' }],
    ['waits for the undo until the switch to on is through', wish({ wanted: false }), looked('pending', true), { do: 'wait' }],
    ['undoes it then', wish({ wanted: false }), looked('available', true), { do: 'call' }],
  ])('%s', (_what, of, last, expected) => {
    const step = switchStep(of, last, NOW)
    expect(step).toMatchObject(expected)
    if (step.do === 'wait' && !('phase' in expected)) expect(step.phase).toBeUndefined()
  })
})

describe('nameThatMoves', () => {
  it.each([
    ['abc.us-west-2.vpce.aws.clickhouse.cloud', '*.us-west-2.vpce.aws.clickhouse.cloud', 'abc.us-west-2.vpce.aws.clickhouse.cloud'],
    ['abc.us-west-2.aws.clickhouse.cloud', '*.us-west-2.vpce.aws.clickhouse.cloud', 'abc.us-west-2.vpce.aws.clickhouse.cloud'],
    ['abc.us-west-2.aws.clickhouse.cloud', '*.us-west-2.aws.clickhouse.cloud', 'abc.us-west-2.aws.clickhouse.cloud'],
    ['abc.us-west-2.aws.clickhouse.cloud', null, 'abc.us-west-2.vpce.aws.clickhouse.cloud'],
  ])('of %s under %s is %s', (host, name, moves) => expect(nameThatMoves(host, name)).toBe(moves))
})
