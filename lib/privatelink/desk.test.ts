import { describe, expect, it } from 'vitest'
import type { Event } from './event'
import { deriveChecklist } from './checklist'
import { countDesk, uncountedDesk } from './desk-counters'
import type { DeskRow } from './desk-contradictions'
import { markSentShape, noteShape, outcomeShape } from './desk-shapes'
import { isTicketLink, ticketStand, turnWhileWaiting, ungroupedDeskStates, type DeskFacts, type Outcome, type OutcomeKind, type TicketMark } from './desk'
import { whoseTurn } from './request'
import { minutesAfter, NOW, sampleRequest } from './samples'

const by = { kind: 'user', name: 'Sam' } as const
const SENT = minutesAfter(-30)
const SAID = minutesAfter(-20)
const ANSWERED = minutesAfter(-10)
const mark: TicketMark = { number: '4711', link: null, sentAt: SENT, by }
const outcome = (kind: OutcomeKind, answeredAt: Date | null = null): Outcome => ({ kind, reason: 'because', at: SAID, by, answer: answeredAt && 'so', answeredAt, answeredBy: answeredAt && 'Ada' })
const request = sampleRequest()
const ID = request.requestId

const TABLE: [string, DeskFacts, { stand: string; who: string; since: Date; steps: string }][] = [
  ['nothing is sent', { mark: null, outcome: null }, { stand: 'unsent', who: 'you', since: request.stateSince, steps: 'ticket:current accept:later' }],
  ['sent', { mark, outcome: null }, { stand: 'sent', who: 'clickhouse', since: SENT, steps: 'ticket:done accept:current' }],
  ['they ask', { mark, outcome: outcome('needs-information') }, { stand: 'question', who: 'you', since: SAID, steps: 'ticket:current accept:later' }],
  ['answered', { mark, outcome: outcome('needs-information', ANSWERED) }, { stand: 'sent', who: 'clickhouse', since: ANSWERED, steps: 'ticket:done accept:current' }],
  ['rejected', { mark, outcome: outcome('rejected') }, { stand: 'answered', who: 'you', since: SAID, steps: 'ticket:done accept:stopped' }],
  ['processed', { mark, outcome: outcome('accepted') }, { stand: 'answered', who: 'clickhouse', since: SAID, steps: 'ticket:done accept:current' }],
  ['processed without a mark', { mark: null, outcome: outcome('accepted') }, { stand: 'answered', who: 'clickhouse', since: SAID, steps: 'ticket:done accept:current' }],
]

describe('whose turn it is while the endpoint waits', () => {
  it.each(TABLE)('%s', (_what, facts, { stand, who, since, steps }) => {
    expect(ticketStand({ hasMark: facts.mark !== null, outcome: facts.outcome?.kind ?? null, answered: Boolean(facts.outcome?.answeredAt) })).toBe(stand)
    expect(turnWhileWaiting(facts, request.stateSince)).toMatchObject({ who, since })
    expect(whoseTurn(request, { desk: facts })).toMatchObject({ who, since })
    const derived = deriveChecklist(request, [], facts).filter(({ id }) => id === 'ticket' || id === 'accept')
    expect(derived.map(({ id, state }) => `${id}:${state}`).join(' ')).toBe(steps)
    const lit = derived.find(({ state }) => state === 'current' || state === 'stopped')
    expect(lit?.since).toEqual(since)
  })

  it('the desk says nothing about a request that AWS no longer reports as waiting', () => {
    expect(whoseTurn({ state: 'available', stateSince: NOW }, { desk: { mark, outcome: outcome('rejected') } })).toEqual(whoseTurn({ state: 'available', stateSince: NOW }))
  })

  it('a ticket that was sent is a step that was done, by whom and when', () => {
    const history: Event[] = []
    expect(deriveChecklist(sampleRequest({ state: 'available' }), history, { mark, outcome: null }).find(({ id }) => id === 'ticket')).toMatchObject({ state: 'done', title: 'Ticket sent to ClickHouse', done: { at: SENT, actor: by } })
  })
})

describe('the header’s counters', () => {
  const row = (given: Partial<DeskRow>): DeskRow => ({ requestId: 'x', name: 'x', state: 'pending-acceptance', stateSince: 0, accountId: null, region: null, endpointId: null, hostnames: [], ownerName: null, mark: null, outcome: null, ...given })
  it('count each view, and nothing that is not in it', () => {
    const sent = { number: '1', sentAt: 1 }
    const rows = [row({}), row({}), row({ mark: sent }), row({ mark: sent, outcome: { kind: 'needs-information', at: 2, answeredAt: null } }), row({ outcome: { kind: 'rejected', at: 2, answeredAt: null } }), row({ state: 'gone', mark: sent })]
    const counters = countDesk({ rows, byState: { 'pending-acceptance': 5, pending: 2, partial: 1, gone: 1 }, contradictory: 4 })
    expect(Object.fromEntries(counters.map(({ key, count }) => [key, count]))).toEqual({ waiting: 5, unsent: 2, sent: 1, question: 1, answered: 1, connecting: 3, rejected: 0, expired: 0, failed: 0, gone: 1, contradictions: 4 })
  })

  it('have the same cells where nothing could be read, without a number in them', () => {
    const cells = uncountedDesk()
    expect(cells.map(({ key }) => key)).toEqual(countDesk({ rows: [], byState: {}, contradictory: 0 }).map(({ key }) => key))
    for (const cell of cells) expect(cell).not.toHaveProperty('count')
  })

  it('every state of the desk is in a group', () => expect(ungroupedDeskStates()).toEqual([]))
})

describe('what the forms of the desk take', () => {
  it.each<[string, boolean]>([
    ['https://support.clickhouse.com/tickets/1', true],
    ['http://support.clickhouse.com/tickets/1', false],
    ['javascript:alert(1)', false],
    ['https://ada:secret@example.com/', false],
    ['//example.com', false],
    ['example.com', false],
    ['', false],
  ])('a link to a ticket: %s → %s', (link, ok) => expect(isTicketLink(link)).toBe(ok))

  it('a mark: number and link, for one or many, as they come from a form', () => {
    expect(markSentShape.parse({ requestIds: `${ID},${ID}`, number: ' 47\u200b11 ', link: '', note: ' a\r\nb ' })).toEqual({ requestIds: [ID, ID], number: '4711', link: null, note: 'a\nb' })
    const wrong = markSentShape.safeParse({ requestIds: '', number: ' ', link: 'http://x', note: '' })
    expect(wrong.error?.issues.map(({ path }) => path[0]).sort()).toEqual(['link', 'number', 'requestIds'])
    expect(markSentShape.safeParse({ requestIds: Array(201).fill(ID), number: '1', link: '', note: '' }).success).toBe(false)
    expect(markSentShape.safeParse({ requestIds: ID, number: '1', link: '', note: '', more: 'x' }).success).toBe(false)
  })

  it('an outcome: a rejection needs its reason, a question its words', () => {
    expect(outcomeShape.safeParse({ requestIds: ID, kind: 'accepted', reason: '' }).success).toBe(true)
    for (const kind of ['rejected', 'needs-information']) expect(outcomeShape.safeParse({ requestIds: ID, kind, reason: '  ' }).error?.issues[0]?.path).toEqual(['reason'])
    expect(outcomeShape.safeParse({ requestIds: ID, kind: 'deleted', reason: '' }).success).toBe(false)
  })

  it('a note that is only what cannot be seen is none', () => expect(noteShape.safeParse({ requestIds: ID, text: ' \u200b\n ' }).success).toBe(false))
})
