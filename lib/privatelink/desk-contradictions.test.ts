import { describe, expect, it } from 'vitest'
import { CONTRADICTIONS, findContradictions, type ContradictionKind, type DeskRow, type LookTimes } from './desk-contradictions'

const NOW = Date.parse('2026-11-26T12:00:00Z')
const MINUTE = 60_000
const DAY = 86_400_000
const E1 = 'vpce-00000000000000001'
const E2 = 'vpce-00000000000000002'

const row = (given: Partial<DeskRow> = {}): DeskRow => ({
  requestId: 'one',
  name: 'Orders',
  state: 'pending-acceptance',
  stateSince: NOW - DAY,
  accountId: '111122223333',
  region: 'us-west-2',
  endpointId: E1,
  hostnames: ['abc.us-west-2.aws.clickhouse.cloud'],
  ownerName: 'ada',
  mark: null,
  outcome: null,
  ...given,
})
const other = (given: Partial<DeskRow> = {}) => row({ requestId: 'two', name: 'Billing', endpointId: E2, hostnames: ['def.us-west-2.aws.clickhouse.cloud'], ...given })
const sent = (sentAt = NOW - MINUTE, number = '100') => ({ number, sentAt })
const said = (kind: NonNullable<DeskRow['outcome']>['kind'], at = NOW - 10 * MINUTE, answeredAt: number | null = null) => ({ kind, at, answeredAt })

const kindsOf = (rows: DeskRow[], look: LookTimes = { lastGoodAt: NOW, everyMs: MINUTE }) => (findContradictions(rows, { now: NOW, lookOf: () => look }).get('one') ?? []).map(({ kind }) => kind)

describe('what does not fit together', () => {
  it.each<[string, DeskRow[], ContradictionKind[], LookTimes?]>([
    ['nothing', [row(), other()], []],
    ['a ticket for what is gone', [row({ state: 'gone', mark: sent() })], ['endpoint-gone']],
    ['a ticket for what expired', [row({ state: 'expired', mark: sent() })], ['endpoint-gone']],
    ['what is gone and never had a ticket', [row({ state: 'gone' })], []],
    ['a rejection that is recorded', [row({ state: 'rejected', mark: sent(), outcome: said('rejected') })], []],
    ['a rejection of which nothing is recorded', [row({ state: 'rejected', mark: sent() })], ['endpoint-gone']],
    ['a hostname of another region', [row({ hostnames: ['abc.us-west-2.aws.clickhouse.cloud', 'abc.eu-west-1.aws.clickhouse.cloud'] })], ['region-differs']],
    ['a private hostname of another region', [row({ hostnames: ['abc.eu-west-1.vpce.aws.clickhouse.cloud'] })], ['region-differs']],
    ['what is no hostname has no region', [row({ hostnames: ['example.com'] })], []],
    ['one endpoint in two requests', [row(), other({ endpointId: E1 })], ['same-endpoint']],
    ['two requests without an endpoint', [row({ endpointId: null }), other({ endpointId: null })], []],
    ['processed, and two looks later still waiting', [row({ mark: sent(), outcome: said('accepted', NOW - 2 * MINUTE) })], ['processed-but-pending']],
    ['processed, and not two looks ago', [row({ mark: sent(), outcome: said('accepted', NOW - 2 * MINUTE + 1) })], []],
    ['processed, and AWS was not looked at since', [row({ mark: sent(), outcome: said('accepted') })], [], { lastGoodAt: NOW - 11 * MINUTE, everyMs: MINUTE }],
    ['processed, and it is not known when AWS was looked at', [row({ mark: sent(), outcome: said('accepted') })], [], null],
    ['processed and available', [row({ state: 'available', mark: sent(), outcome: said('accepted') })], []],
    ['rejected by word and available', [row({ state: 'available', mark: sent(), outcome: said('rejected') })], ['outcome-differs']],
    ['processed by word and rejected', [row({ state: 'rejected', outcome: said('accepted') })], ['outcome-differs']],
    ['sent a moment short of three days ago', [row({ mark: sent(NOW - 3 * DAY + 1) })], []],
    ['sent three days ago', [row({ mark: sent(NOW - 3 * DAY) })], ['sent-long-ago']],
    ['sent long ago, and they ask', [row({ mark: sent(NOW - 9 * DAY), outcome: said('needs-information', NOW - 8 * DAY) })], []],
    ['sent long ago, answered yesterday', [row({ mark: sent(NOW - 9 * DAY), outcome: said('needs-information', NOW - 8 * DAY, NOW - DAY) })], []],
    ['sent and answered long ago', [row({ mark: sent(NOW - 9 * DAY), outcome: said('needs-information', NOW - 8 * DAY, NOW - 4 * DAY) })], ['sent-long-ago']],
    ['a hostname in another ticket', [row(), other({ hostnames: row().hostnames, mark: sent() })], ['in-another-ticket']],
    ['a hostname in the same ticket', [row({ mark: sent() }), other({ hostnames: row().hostnames, mark: sent() })], []],
    ['a hostname in a ticket that is done', [row(), other({ hostnames: row().hostnames, mark: sent(), state: 'available' })], []],
    ['a hostname in the ticket of another account', [row(), other({ hostnames: row().hostnames, mark: sent(), accountId: '444455556666' })], []],
    ['two at once', [row({ state: 'gone', mark: sent(), hostnames: ['a.eu-west-1.aws.clickhouse.cloud'] })], ['endpoint-gone', 'region-differs']],
  ])('%s', (_what, rows, kinds, look) => expect(look === undefined ? kindsOf(rows) : kindsOf(rows, look)).toEqual(kinds))

  it('is said in a sentence, with what to do and the way to the other request', () => {
    const found = findContradictions([row({ hostnames: ['a.eu-west-1.aws.clickhouse.cloud'] }), other({ endpointId: E1, hostnames: ['a.eu-west-1.aws.clickhouse.cloud'] })], { now: NOW, lookOf: () => null }).get('one')
    expect(found).toEqual([
      { kind: 'region-differs', sentence: 'The endpoint is in us-west-2, but a.eu-west-1.aws.clickhouse.cloud is in eu-west-1.', todo: 'Ask the requester which one is meant: an endpoint reaches instances of its own region only.', others: [] },
      { kind: 'same-endpoint', sentence: `${E1} stands in “Billing” as well.`, todo: 'Send it in one ticket only, and ask the requester which request counts.', others: [{ requestId: 'two', name: 'Billing' }] },
    ])
  })

  it('every kind is whole sentences', () => {
    const rows = [
      row({ state: 'gone', mark: sent() }),
      row({ requestId: 'b', hostnames: ['a.eu-west-1.aws.clickhouse.cloud'], endpointId: E2 }),
      row({ requestId: 'c', endpointId: E2, outcome: said('accepted') }),
      row({ requestId: 'd', endpointId: null, state: 'available', outcome: said('rejected') }),
      row({ requestId: 'e', endpointId: 'vpce-00000005', mark: sent(NOW - 5 * DAY, '7') }),
    ]
    const all = [...findContradictions(rows, { now: NOW, lookOf: () => ({ lastGoodAt: NOW, everyMs: 1 }) }).values()].flat()
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(CONTRADICTIONS))
    for (const { sentence, todo } of all) {
      expect(sentence).toMatch(/^\S.*\.$/)
      expect(todo).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('ten thousand with one hostname are one pass', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => row({ requestId: String(n), endpointId: `vpce-${n}`, mark: sent(NOW - MINUTE, String(n % 7)) }))
    const found = findContradictions(many, { now: NOW, lookOf: () => null })
    expect(found.size).toBe(10_000)
  })
})
