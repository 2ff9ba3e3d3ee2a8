import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESK_STATES, ticketStand, TICKET_STAND_NAMES } from '@/lib/privatelink/desk'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { EndpointState } from '@/lib/privatelink/state'
import { closeDatabase, openDatabase, reader } from './client'
import { countDeskStates, findDeskFacts, listDeskRows } from './desk-rows'
import { listEvents } from './events'
import { listDesk, type DeskQuery } from './list-desk'
import { listNotes } from './notes'
import { addOutcomes, answerOutcome } from './outcomes'
import { sampleRequest } from './sample-requests'
import { insertRequestsInBulk } from './seed-bulk'
import { migratedFile } from './temporary-file'
import { markTickets, unmarkTickets } from './ticket-marks'

const STATES: EndpointState[] = ['pending-acceptance', 'available', 'pending-acceptance', 'gone', 'rejected', 'draft']
const ACTOR = { kind: 'user', userId: 'user-sam', name: 'Sam' } as const
const NOW = new Date('2026-11-26T12:00:00.000Z')
const BY = { actor: ACTOR, now: NOW, allow: () => undefined }

// Many share the moment their state began: paging has to tell them apart by id.
const WORLD: EndpointRequest[] = Array.from({ length: 600 }, (_, n) => {
  const state = STATES[n % STATES.length]!
  const made = sampleRequest(n, { state, ownerId: `user-${n % 3}`, ownerName: ['Ada', 'Bob', 'Cem'][n % 3]! })
  return { ...made, stateSince: new Date(Date.UTC(2026, 5, 1) + Math.floor(n / 20) * 60_000), endpointId: state === 'gone' ? `vpce-${String(n).padStart(17, '0')}` : made.endpointId }
})
const waiting = WORLD.filter(({ state }) => state === 'pending-acceptance')
const ids = (requests: EndpointRequest[]) => requests.map(({ requestId }) => requestId)
const SENT = ids(waiting.slice(0, 30))
const ASKED = ids(waiting.slice(10, 15))
const ANSWERED = ASKED.slice(0, 2)
const PROCESSED = ids(waiting.slice(20, 25))
const TAKEN_BACK = ids(waiting.slice(25, 27))

beforeAll(async () => {
  await openDatabase(migratedFile())
  expect(listDeskRows()).toEqual([])
  await insertRequestsInBulk(WORLD)
  await markTickets(SENT, { number: 'CH-77', link: 'https://support.example.com/77', note: 'For all' }, BY)
  await addOutcomes(ASKED, { kind: 'needs-information', reason: 'Which one?' }, BY)
  for (const id of ANSWERED) await answerOutcome(id, 'This one', BY)
  await addOutcomes(PROCESSED, { kind: 'accepted', reason: '' }, BY)
  await addOutcomes(TAKEN_BACK, { kind: 'rejected', reason: 'Unknown' }, BY)
  await addOutcomes(TAKEN_BACK, { kind: 'withdrawn', reason: '' }, BY)
}, 60_000)
afterAll(closeDatabase)

async function allPages(query: Omit<DeskQuery, 'cursor'>): Promise<{ forth: string[]; back: string[] }> {
  let page = await listDesk(query)
  const forth = page.rows.map(({ requestId }) => requestId)
  while (page.next) {
    page = await listDesk({ ...query, cursor: page.next })
    forth.push(...page.rows.map(({ requestId }) => requestId))
  }
  const back = page.rows.map(({ requestId }) => requestId)
  while (page.previous) {
    page = await listDesk({ ...query, cursor: page.previous })
    back.unshift(...page.rows.map(({ requestId }) => requestId).filter((id) => !back.includes(id)))
  }
  return { forth, back }
}

/** What the queue should be, the slow and obvious way. */
const expected = (fits: (request: EndpointRequest) => boolean) =>
  ids(WORLD.filter(fits).sort((a, b) => a.stateSince.getTime() - b.stateSince.getTime() || (a.requestId < b.requestId ? -1 : 1)))

const standOf = ({ requestId }: EndpointRequest) =>
  ticketStand({
    hasMark: SENT.includes(requestId),
    outcome: ASKED.includes(requestId) ? 'needs-information' : PROCESSED.includes(requestId) ? 'accepted' : null,
    answered: ANSWERED.includes(requestId),
  })

describe('the queue', () => {
  const WAITING = { states: ['pending-acceptance'] } as const
  const isWaiting = ({ state }: EndpointRequest) => state === 'pending-acceptance'
  it.each<[string, DeskQuery, (request: EndpointRequest) => boolean]>([
    ['what waits, longest first', WAITING, isWaiting],
    ['all of the desk', { states: DESK_STATES }, ({ state }) => state !== 'draft'],
    ['a region', { ...WAITING, region: 'us-west-2' }, (request) => isWaiting(request) && request.draft.region === 'us-west-2'],
    ['an account', { ...WAITING, accountId: '111122223302' }, (request) => isWaiting(request) && request.draft.accountId === '111122223302'],
    ['a requester', { ...WAITING, requester: 'Cem' }, (request) => isWaiting(request) && request.ownerName === 'Cem'],
    ['a requester as text', { ...WAITING, text: 'cem team' }, (request) => isWaiting(request) && request.ownerName === 'Cem'],
    ['a ticket number as text', { ...WAITING, text: 'ch-77' }, (request) => SENT.includes(request.requestId)],
    ['two words in one place and another', { states: DESK_STATES, text: 'bob vpce-00000000000000007' }, (request) => request.ownerName === 'Bob' && (request.endpointId ?? '').includes('vpce-00000000000000007')],
    ['some among them', { states: DESK_STATES, among: ASKED }, ({ requestId }) => ASKED.includes(requestId)],
    ['none among them', { states: DESK_STATES, among: [] }, () => false],
    ['signs that SQL or LIKE would take for theirs', { ...WAITING, text: "% _ ' OR 1=1 --" }, () => false],
    ...TICKET_STAND_NAMES.map((stand): [string, DeskQuery, (request: EndpointRequest) => boolean] => [`the ticket: ${stand}`, { ...WAITING, stand }, (request) => isWaiting(request) && standOf(request) === stand]),
  ])('%s, forth and back, each once', async (_what, query, fits) => {
    const want = expected(fits)
    const { forth, back } = await allPages({ ...query, limit: 17 })
    expect(forth).toEqual(want)
    expect(back).toEqual(want)
  })

  it('shows a row as the types of the domain', async () => {
    const [row] = (await listDesk({ states: ['pending-acceptance'], among: [ASKED[0]!] })).rows
    const want = waiting[10]!
    expect(row).toEqual({
      requestId: want.requestId,
      name: want.name,
      state: 'pending-acceptance',
      stateSince: want.stateSince,
      accountId: want.draft.accountId,
      region: want.draft.region,
      endpointId: want.endpointId,
      hostnames: want.draft.hostnames,
      ownerName: want.ownerName,
      mark: { number: 'CH-77', link: 'https://support.example.com/77', sentAt: NOW },
      outcome: { kind: 'needs-information', reason: 'Which one?', at: NOW, answeredAt: NOW },
    })
  })

  it('gives the first page for a cursor that makes no sense', async () => {
    const first = await listDesk({ states: ['pending-acceptance'], limit: 3 })
    for (const cursor of ['', 'x', '%00', 'e30', 'x'.repeat(9_000)]) expect(await listDesk({ states: ['pending-acceptance'], limit: 3, cursor })).toEqual(first)
  })

  it('pages along the index of state and time: no sorting of what is not shown', async () => {
    const plan = await reader().$queryRawUnsafe<{ detail: string }[]>(
      `EXPLAIN QUERY PLAN SELECT r."requestId" FROM "EndpointRequest" AS r INDEXED BY "EndpointRequest_state_since_idx" LEFT JOIN "TicketMark" AS m ON m."requestId" = r."requestId" WHERE r."state" = 'pending-acceptance' AND (r."stateSince", r."requestId") > (5, 'x') ORDER BY r."stateSince", r."requestId" LIMIT 41`,
    )
    const text = plan.map(({ detail }) => detail).join('\n')
    expect(text).toContain('EndpointRequest_state_since_idx (state=? AND (stateSince,requestId)>(?,?))')
    expect(text).not.toContain('TEMP B-TREE')
  })
})

describe('what the desk knows of one request', () => {
  it('is its mark and its newest outcome, with who', async () => {
    expect(await findDeskFacts(ANSWERED[0]!)).toEqual({
      mark: { number: 'CH-77', link: 'https://support.example.com/77', sentAt: NOW, by: ACTOR },
      outcome: { kind: 'needs-information', reason: 'Which one?', at: NOW, by: ACTOR, answer: 'This one', answeredAt: NOW, answeredBy: 'Sam' },
    })
    expect((await findDeskFacts(TAKEN_BACK[0]!)).outcome).toBeNull()
    expect(await findDeskFacts('nobody')).toEqual({ mark: null, outcome: null })
    expect(await listNotes(SENT[0]!)).toMatchObject([{ text: 'For all', at: NOW, by: ACTOR }])
  })

  it('stands in its history too, in order', async () => {
    expect((await listEvents(ANSWERED[0]!)).map(({ kind }) => kind)).toEqual(['question-answered', 'outcome-recorded', 'note-written', 'ticket-sent'])
  })

  it('a mark taken back is gone; taken back twice is refused, and then nothing is written for any of them', async () => {
    const [one, two] = SENT.slice(-2) as [string, string]
    await unmarkTickets([one], BY)
    expect((await findDeskFacts(one)).mark).toBeNull()
    await expect(unmarkTickets([two, one], BY)).rejects.toMatchObject({ code: 'not-sent', status: 409 })
    expect((await findDeskFacts(two)).mark).not.toBeNull()
    await markTickets([one], { number: 'CH-77', link: 'https://support.example.com/77', note: '' }, BY)
  })
})

describe('what is compared', () => {
  it('is all that waits, and what has a mark or an outcome; the newest outcome counts', async () => {
    const rows = listDeskRows()
    expect(rows.map(({ requestId }) => requestId).sort()).toEqual(ids(waiting).sort())
    const byId = new Map(rows.map((row) => [row.requestId, row]))
    expect(byId.get(ASKED[4]!)).toMatchObject({ mark: { number: 'CH-77', sentAt: NOW.getTime() }, outcome: { kind: 'needs-information', at: NOW.getTime(), answeredAt: null } })
    expect(byId.get(TAKEN_BACK[0]!)?.outcome).toBeNull()
  })

  it('includes whoever else has the endpoint of one that waits', async () => {
    const double = { ...sampleRequest(900, { state: 'available' }), endpointId: waiting[0]!.endpointId }
    await insertRequestsInBulk([double])
    expect(listDeskRows().map(({ requestId }) => requestId)).toContain(double.requestId)
  })

  it('counts the states of the desk', async () => {
    expect(await countDeskStates()).toMatchObject({ 'pending-acceptance': 200, gone: 100, rejected: 100 })
    expect(await countDeskStates()).not.toHaveProperty('draft')
  })

  it('is read again after a write, by whomever, and not before', async () => {
    const rows = listDeskRows()
    expect(listDeskRows()).toBe(rows)
    const late = sampleRequest(901, { state: 'pending-acceptance' })
    await insertRequestsInBulk([late])
    const now = listDeskRows()
    expect([rows, now].map((each) => each.some(({ requestId }) => requestId === late.requestId))).toEqual([false, true])
    expect(listDeskRows()).toBe(now)
  })
})
