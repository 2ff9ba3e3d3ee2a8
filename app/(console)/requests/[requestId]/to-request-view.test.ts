import { describe, expect, it } from 'vitest'
import { pack, unpack } from '@/components/request/packed'
import { sampleRequest } from '@/lib/db/sample-requests'
import type { ProofStep } from '@/lib/privatelink/checks/proof'
import type { DeskFacts } from '@/lib/privatelink/desk'
import { STATES, type EndpointState } from '@/lib/privatelink/state'
import { toRequestView, type SentRequest } from './to-request-view'

const NOW = new Date('2026-11-23T14:00:00.000Z')
const OPERATOR = { userId: 'user-1', name: 'Ada', role: 'operator' } as const
const LOOK = { lastGoodAt: null, lastTriedAt: null, nextAt: null, problem: null, everySeconds: 15 }

const sent = (state: EndpointState, given: Partial<SentRequest> = {}): SentRequest => {
  const request = sampleRequest(7, { state: state === 'draft' ? 'creating' : state, region: 'us-west-2', ...given })
  if (!request.plan) throw new Error('the sample has no plan')
  return { ...request, plan: request.plan, state, ...given }
}
const view = (state: EndpointState, given: Partial<SentRequest> = {}) =>
  toRequestView(sent(state, given), { events: [], accountName: 'platform', look: LOOK, ticket: 'a ticket', viewer: OPERATOR, now: NOW })

describe('each state has the one next thing to do', () => {
  it.each<[EndpointState, string | null]>([
    ['creating', null],
    ['refused', 'mend'],
    ['needs-review', 'decide'],
    ['pending-acceptance', 'copy-ticket'],
    ['pending', null],
    ['available', 'test'],
    ['rejected', 'copy'],
    ['expired', 'copy'],
    ['failed', 'copy'],
    ['partial', null],
    ['unrecognised', null],
    ['deleting', null],
    ['deleted', 'copy'],
    ['gone', 'copy'],
  ])('%s → %s', (state, action) => expect(view(state).now.action?.do ?? null).toBe(action))
})

it.each(['draft', 'available', 'rejected', 'pending-acceptance'] as const)('is plain data, so that it can be sent as one text: %s', (state) => {
  const made = view(state)
  expect(unpack(pack(made))).toEqual(made)
})

it('calls a copy corrected only where there is something to correct that is still billed', () => {
  expect(view('rejected').now.action).toMatchObject({ label: 'Start a corrected copy' })
  expect(view('deleted').now.action).toMatchObject({ label: 'Start a copy' })
})

it('offers each endpoint that a parked request’s problem names, once', () => {
  const problem = 'AWS has 2 endpoints: vpce-0aaaaaaaaaaaaaaa1 and vpce-0bbbbbbb, and again vpce-0aaaaaaaaaaaaaaa1, not vpce-0 or vpce-svc-0aaaaaaaaaaaaaaa1.'
  expect(view('needs-review', { problem }).now.action).toEqual({ do: 'decide', found: ['vpce-0aaaaaaaaaaaaaaa1', 'vpce-0bbbbbbb'] })
})

it('says who a problem comes from', () => {
  expect(view('failed', { problem: 'No address was free.' }).now.problem).toEqual({ from: 'AWS reports', text: 'No address was free.' })
  expect(view('creating', { problem: 'AWS did not answer.', attempts: 3 }).now.problem?.from).toBe('Checking, after 3 tries')
  expect(view('creating', { problem: 'AWS did not answer.', attempts: 1 }).now.problem?.from).toBe('Checking, after one try')
  expect(view('available').now.problem).toBeNull()
})

it.each(STATES)('sends neither the client token nor what was typed before it was cleaned: %s', (state) => {
  const request = sent(state, { clientToken: 'the-client-token' })
  const text = JSON.stringify(toRequestView({ ...request, draft: { ...request.draft, hostnamesText: 'as-typed' } }, { events: [], accountName: null, look: LOOK, ticket: null, viewer: OPERATOR, now: NOW }))
  expect(text).not.toContain('the-client-token')
  expect(text).not.toContain('as-typed')
})

it('is looked at only while there is something to look at, and says why a button is off', () => {
  expect(view('available').look).toEqual(LOOK)
  expect(view('deleted').look).toBeNull()
  expect(view('available').offBecause).toMatchObject({ look: null, delete: null, ticket: null })
  expect(view('deleted').offBecause.delete).toMatch(/^The endpoint is deleted/)
})

describe('the last part of the way, as the checks see it', () => {
  const proof = (...states: ProofStep['state'][]): ProofStep[] =>
    (['tcp', 'shift', 'verify'] as const).map((id, at) => ({ id, title: '', state: states[at]!, sentence: `${id} sentence`, verdicts: [], commands: [{ system: 'Linux', command: `${id} command` }] }))
  const seenBy = (privateDnsEnabled: boolean, ...states: ProofStep['state'][]) =>
    toRequestView(sent('available', { privateDnsEnabled }), { events: [], accountName: null, look: LOOK, ticket: null, viewer: OPERATOR, now: NOW, proof: proof(...states) })
  const last = (privateDnsEnabled: boolean, ...states: ProofStep['state'][]) => seenBy(privateDnsEnabled, ...states).steps.slice(-3)

  it.each<[ProofStep['state'][], RegExp]>([
    [['unproved', 'unproved', 'unproved'], /^It is your turn: .* not everything is proved yet\.$/],
    [['done', 'done', 'unproved'], /^It is your turn: .* not everything is proved yet\.$/],
    [['done', 'done', 'broken'], /^It is your turn: a check of the connection fails\.$/],
    [['done', 'done', 'done'], /^It is nobody’s turn: the private connection is proved\.$/],
  ])('%j says whose turn it is', (states, sentence) => {
    expect(seenBy(true, ...states).now.sentence).toMatch(sentence)
  })

  it.each<[string, boolean, ProofStep['state'][], string]>([
    ['nothing is known', false, ['unproved', 'unproved', 'unproved'], 'current later later'],
    ['TCP fails', false, ['broken', 'later', 'later'], 'broken later later'],
    ['TCP is proved, the traffic not shifted: nothing is wrong', false, ['done', 'broken', 'later'], 'done current later'],
    ['shifted, and the names lead elsewhere', true, ['done', 'broken', 'later'], 'done broken later'],
    ['all but a query', true, ['done', 'done', 'unproved'], 'done done current'],
    ['all of it', true, ['done', 'done', 'done'], 'done done done'],
  ])('%s', (_what, on, states, expected) => expect(last(on, ...states).map(({ state }) => state).join(' ')).toBe(expected))

  it('each step has its commands, its sentence and the place where it is taken', () => {
    const [tcp, shift, verify] = last(true, 'done', 'done', 'done')
    expect(tcp).toMatchObject({ title: 'TCP reaches the endpoint', note: 'tcp sentence', commands: [{ system: 'Linux', command: 'tcp command' }], link: null })
    expect(shift!.link?.href).toMatch(/\/private-dns$/)
    expect(verify).toMatchObject({ title: 'Proved', link: { href: expect.stringMatching(/\/runbook$/) } })
    expect(last(false, 'unproved', 'unproved', 'unproved')[0]!.link?.href).toBe('#checks')
  })
})

describe('what the desk knows changes what there is to do', () => {
  const at = new Date('2026-11-23T13:00:00.000Z')
  const by = { kind: 'user', name: 'Sam' } as const
  const off = { markSent: null, recordOutcome: null, writeNote: 'Your role may not.' }
  const outcome = (kind: 'needs-information' | 'rejected' | 'accepted') => ({ kind, reason: 'Whose is it?', at, by, answer: null, answeredAt: null, answeredBy: null })
  const seen = (state: EndpointState, facts: DeskFacts) =>
    toRequestView(sent(state), { events: [], accountName: null, look: LOOK, ticket: 'a ticket', viewer: OPERATOR, now: NOW, desk: { facts, notes: [{ id: 1, at, by, text: 'first' }, { id: 2, at, by, text: 'second' }], off } })

  it('not sent: your turn; sent: ClickHouse’s since then', () => {
    expect(seen('pending-acceptance', { mark: null, outcome: null }).now.sentence).toBe('It is your turn: send the ticket to ClickHouse support.')
    const view = seen('pending-acceptance', { mark: { number: '7', link: null, sentAt: at, by }, outcome: null })
    expect(view.now).toMatchObject({ sentence: 'It is ClickHouse’s turn: they have to accept the connection.', since: at.toISOString() })
    expect(view.sides.clickhouse).toMatchObject({ label: 'Has the ticket' })
    expect(view.steps.find(({ id }) => id === 'ticket')).toMatchObject({ state: 'done', done: { who: 'Sam' } })
  })

  it('a question is answered here, and a reason against it stands on the button', () => {
    expect(seen('pending-acceptance', { mark: null, outcome: outcome('needs-information') }).now).toMatchObject({ problem: { from: 'ClickHouse', text: 'Whose is it?' }, action: { do: 'answer', off: 'Your role may not.' } })
    expect(seen('available', { mark: null, outcome: outcome('needs-information') }).now).toMatchObject({ problem: null, action: { do: 'test' } })
  })

  it('a rejection is fixed and resubmitted once the endpoint is dead, and says how to get there before', () => {
    expect(seen('rejected', { mark: null, outcome: outcome('rejected') }).now).toMatchObject({ problem: { text: 'Whose is it?' }, action: { do: 'copy', label: 'Fix and resubmit' } })
    expect(seen('pending-acceptance', { mark: null, outcome: outcome('rejected') }).now.next).toContain('Delete it below')
    expect(seen('available', { mark: null, outcome: outcome('rejected') }).now.problem).toBeNull()
  })

  it('notes come newest first', () => expect(seen('pending-acceptance', { mark: null, outcome: null }).desk?.notes.map(({ text }) => text)).toEqual(['second', 'first']))
})

it.each([
  ['an operator, to whom nothing is in the way', { userId: 'user-1', name: 'Ada', role: 'operator' }, null],
  ['a viewer', { userId: 'user-2', name: 'Vic', role: 'viewer' }, /^Your role, viewer, may not ask AWS to look now\. /],
  ['a requester who did not start it', { userId: 'user-3', name: 'Rea', role: 'requester' }, /only for requests you started/],
  ['a requester who did', { userId: 'owner', name: 'Rea', role: 'requester' }, null],
  ['support', { userId: 'user-4', name: 'Sue', role: 'support' }, /^Your role, support, /],
] as const)('F56 tells %s why a button is off', (_who, viewer, reason) => {
  const asked = (state: EndpointState) => toRequestView(sent(state, { ownerId: 'owner' }), { events: [], accountName: null, look: LOOK, ticket: null, viewer, now: NOW }).offBecause
  const { look, delete: remove, copy, mend } = asked('available')
  for (const each of [look, remove, copy, mend]) expect(each).toEqual(reason === null ? null : expect.stringMatching(reason.source.includes('look now') ? /^Your role, viewer, may not / : reason))
  // what the state says holds for everybody, and is said first
  expect(asked('deleted').look).not.toMatch(/Your role/)
})
