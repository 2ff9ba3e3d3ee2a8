import { describe, expect, it } from 'vitest'
import { sampleRequest } from '@/lib/db/sample-requests'
import type { QueuedRequest } from '@/lib/db/list-desk'
import { DESK_STATES } from '@/lib/privatelink/desk'
import { paths } from '@/lib/paths'
import { isNarrowed, isSameView, SAVED_VIEWS } from './desk-choices'
import { parseDeskView, toDeskQuery } from './desk-query'
import { toQueuedRow } from './queued-row'

describe('the address of the desk', () => {
  it.each<[string, Record<string, string | string[]>, object]>([
    ['nothing', {}, {}],
    ['everything', { state: 'gone', ticket: 'sent', region: 'us-west-2', account: '111122223333', requester: 'Ada', q: ' x ', contradictions: '1', cursor: 'abc' }, { state: 'gone', ticket: 'sent', region: 'us-west-2', account: '111122223333', requester: 'Ada', q: 'x', contradictions: '1', cursor: 'abc' }],
    ['the state that is meant anyway', { state: 'waiting' }, {}],
    ['unknown words', { state: '__proto__', ticket: 'constructor', region: '../', account: '1', contradictions: 'yes' }, {}],
    ['repeated ones', { state: ['gone', 'all'], q: ['a', 'b'], cursor: ['1', '2'] }, {}],
    ['too long', { q: 'x'.repeat(201), requester: 'x'.repeat(201), cursor: 'x'.repeat(4_001) }, {}],
    ['foreign names', { q: '', hasOwnProperty: 'x', toString: 'y' }, {}],
  ])('%s', (_what, params, view) => expect(Object.fromEntries(Object.entries(parseDeskView(params)).filter(([, value]) => value !== undefined))).toEqual(view))

  it('each saved view is its own address, which says the view again', () => {
    for (const { label, view } of SAVED_VIEWS) {
      const { searchParams } = new URL(paths.desk(view), 'http://x')
      expect(isSameView(parseDeskView(Object.fromEntries(searchParams)), view), label).toBe(true)
    }
    expect(SAVED_VIEWS.filter(({ view }) => !isNarrowed(view)).map(({ label }) => label)).toEqual(['Queue'])
  })

  it('without a state it is what waits; contradictions are looked for everywhere', () => {
    expect(toDeskQuery({}, ['a'])).toMatchObject({ states: ['pending-acceptance'], among: undefined })
    expect(toDeskQuery({ contradictions: '1' }, ['a'])).toMatchObject({ states: DESK_STATES, among: ['a'] })
    expect(toDeskQuery({ contradictions: '1', state: 'gone' }, [])).toMatchObject({ states: ['gone'], among: [] })
    expect(toDeskQuery({ state: 'all' }, [])).toMatchObject({ states: DESK_STATES })
  })
})

describe('a row of the queue', () => {
  const at = new Date('2026-11-26T12:00:00Z')
  const queued = (given: Partial<QueuedRequest> = {}): QueuedRequest => {
    const { requestId, name, stateSince, endpointId, draft } = sampleRequest(1, { state: 'pending-acceptance' })
    return { requestId, name, state: 'pending-acceptance', stateSince, endpointId, accountId: draft.accountId, region: draft.region, hostnames: draft.hostnames, ownerName: 'Ada', mark: null, outcome: null, ...given }
  }
  const shown = (given: Partial<QueuedRequest>) => toQueuedRow(queued(given), { accountName: null, look: { lastGoodAt: null, problem: 'AWS did not answer.' }, contradictions: [] })
  it.each<[Partial<QueuedRequest>, string, boolean]>([
    [{}, 'You: send the ticket', true],
    [{ mark: { number: '1', link: null, sentAt: at } }, 'ClickHouse', false],
    [{ outcome: { kind: 'needs-information', reason: 'x', at, answeredAt: null } }, 'You: answer', true],
    [{ outcome: { kind: 'rejected', reason: 'x', at, answeredAt: null } }, 'You: fix and resubmit', true],
    [{ state: 'rejected' }, 'You', true],
    [{ state: 'available' }, 'You: prove it', true],
  ])('%j: %s', (given, turn, yours) => expect(shown(given)).toMatchObject({ turn, yours }))

  it('says why it cannot be in a ticket, and keeps a look that failed apart from one that was not made', () => {
    expect(shown({}).notForTicket).toBeNull()
    expect(shown({ state: 'gone' }).notForTicket).toBe('The endpoint is no longer at AWS.')
    expect(shown({}).look).toEqual({ at: null, problem: 'AWS did not answer.', reportedBy: null })
  })

  it('shows two hostnames and how many more', () => {
    expect(shown({ hostnames: ['a', 'b', 'c', 'd'] })).toMatchObject({ hostnames: ['a', 'b'], moreHostnames: 2 })
  })
})
