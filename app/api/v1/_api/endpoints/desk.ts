import 'server-only'
import { z } from 'zod'
import { findDeskFacts } from '@/lib/db/desk-rows'
import { listDesk, type QueuedRequest } from '@/lib/db/list-desk'
import { listNotes } from '@/lib/db/notes'
import { readPart } from '@/lib/db/parts'
import { toldAmong } from '@/lib/db/told-answers'
import { markSent, takeBackSent } from '@/lib/operations/mark-sent'
import { answerQuestion, recordOutcome } from '@/lib/operations/record-outcome'
import { summariseDesk } from '@/lib/operations/view-desk'
import { writeNote } from '@/lib/operations/write-note'
import { DESK_GROUP_NAMES, DESK_GROUPS, DESK_STATES, OUTCOMES, ticketStand, TICKET_STAND_NAMES } from '@/lib/privatelink/desk'
import { CONTRADICTIONS, type Contradiction } from '@/lib/privatelink/desk-contradictions'
import { answerShape, markSentShape, noteShape, outcomeShape } from '@/lib/privatelink/desk-shapes'
import { describeActor } from '@/lib/privatelink/event'
import { STATES } from '@/lib/privatelink/state'
import type { Told } from '@/lib/privatelink/told'
import { defineEndpoint } from '../define-endpoint'
import { accountId, dateTime, region, requestParams } from '../shapes'
import { seenRequest } from './requests'

const contradiction = z.strictObject({ kind: z.enum(CONTRADICTIONS), sentence: z.string(), todo: z.string(), others: z.array(z.strictObject({ requestId: z.string(), name: z.string() })) }).meta({ id: 'Contradiction' })

const queued = z
  .strictObject({
    requestId: z.string(),
    name: z.string(),
    state: z.enum(STATES),
    stateSince: dateTime,
    stand: z.enum(TICKET_STAND_NAMES).describe('Where the ticket is.'),
    accountId: z.string().nullable(),
    region: z.string().nullable(),
    endpointId: z.string().nullable(),
    hostnames: z.array(z.string()),
    requester: z.string().nullable(),
    reported: z.strictObject({ at: dateTime, by: z.string() }).nullable().describe('Who reported the state, for an account that Causeway may not reach.'),
    mark: z.strictObject({ number: z.string(), link: z.string().nullable(), sentAt: dateTime }).nullable(),
    outcome: z.strictObject({ kind: z.enum(OUTCOMES), reason: z.string(), at: dateTime, answeredAt: dateTime.nullable() }).nullable(),
    contradictions: z.array(contradiction),
  })
  .meta({ id: 'QueuedRequest' })

function toQueued({ ownerName, stateSince, mark, outcome, ...row }: QueuedRequest, { told, contradictions }: { told?: Told; contradictions: Contradiction[] }): z.input<typeof queued> {
  return {
    ...row,
    stateSince: stateSince.toISOString(),
    stand: ticketStand({ hasMark: mark !== null, outcome: outcome?.kind ?? null, answered: outcome?.answeredAt != null }),
    requester: ownerName,
    reported: told ? { at: told.at.toISOString(), by: told.by } : null,
    mark: mark && { ...mark, sentAt: mark.sentAt.toISOString() },
    outcome: outcome && { ...outcome, at: outcome.at.toISOString(), answeredAt: outcome.answeredAt && outcome.answeredAt.toISOString() },
    contradictions,
  }
}

const EXAMPLE = ['00000000-0000-4000-8000-000000000000']
const requestIds = z.array(z.guid('names requests by their ids.')).min(1).max(200).describe('All or none: one that refuses leaves the others as they were.')
const answered = z.strictObject({ requestIds: z.array(z.string()) })

export const DESK_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/desk',
    operation: 'viewDesk',
    tag: 'Support desk',
    summary: 'The queue, longest waiting first, a page at a time',
    description: 'Without `state`: what waits for ClickHouse. Paging is by key: follow `next` until it is null.',
    query: z.strictObject({
      state: z.enum([...DESK_GROUP_NAMES, 'all']).optional(),
      ticket: z.enum(TICKET_STAND_NAMES).optional().describe('Where the ticket is.'),
      region: region.optional(),
      accountId: accountId.optional(),
      requester: z.string().max(200).optional().describe('The name of who started it, exactly.'),
      text: z.string().max(200).optional().describe('Words that all must occur in a name, hostname, id, contact, requester or ticket number.'),
      contradictions: z.literal('true').optional().describe('`true`: only those in which something does not fit together, in any state unless one is chosen.'),
      cursor: z.string().max(4_000).optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: z.strictObject({ requests: z.array(queued), next: z.string().nullable(), previous: z.string().nullable() }),
    run: async ({ query: { state, ticket, contradictions, ...rest }, now }) => {
      const summary = await summariseDesk(now)
      const everything = state === 'all' || (!state && contradictions)
      const states = everything ? DESK_STATES : DESK_GROUPS[state ?? 'waiting'].states
      const page = await listDesk({ ...rest, states, stand: ticket, among: contradictions ? [...summary.contradictions.keys()] : undefined })
      const told = await readPart(toldAmong(page.rows.map(({ requestId }) => requestId)))
      return { requests: page.rows.map((row) => toQueued(row, { told: told.get(row.requestId), contradictions: summary.contradictions.get(row.requestId) ?? [] })), next: page.next, previous: page.previous }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/desk/counters',
    operation: 'viewDesk',
    tag: 'Support desk',
    summary: 'How many wait, are sent, ask, are decided, or do not fit together',
    answer: z.strictObject({ counters: z.array(z.strictObject({ key: z.string(), label: z.string(), count: z.number().int() })) }),
    run: async ({ now }) => ({ counters: (await summariseDesk(now)).counters.map(({ key, label, count }) => ({ key, label, count })) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/desk',
    operation: 'viewRequest',
    tag: 'Support desk',
    summary: 'What the desk knows of a request: ticket, outcome, notes',
    params: requestParams,
    answer: z.strictObject({
      mark: z.strictObject({ number: z.string(), link: z.string().nullable(), sentAt: dateTime, by: z.string() }).nullable(),
      outcome: z.strictObject({ kind: z.enum(OUTCOMES), reason: z.string(), at: dateTime, by: z.string(), answer: z.string().nullable(), answeredAt: dateTime.nullable(), answeredBy: z.string().nullable() }).nullable(),
      notes: z.array(z.strictObject({ at: dateTime, by: z.string(), text: z.string() })),
    }),
    run: async ({ params, actor }) => {
      await seenRequest(params.requestId, actor)
      const [{ mark, outcome }, notes] = await Promise.all([findDeskFacts(params.requestId), listNotes(params.requestId)])
      return {
        mark: mark && { number: mark.number, link: mark.link, sentAt: mark.sentAt.toISOString(), by: describeActor(mark.by) },
        outcome: outcome && { ...outcome, at: outcome.at.toISOString(), by: describeActor(outcome.by), answeredAt: outcome.answeredAt && outcome.answeredAt.toISOString() },
        notes: notes.map(({ at, by, text }) => ({ at: at.toISOString(), by: describeActor(by), text })),
      }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/desk/mark-sent',
    operation: 'markSent',
    tag: 'Support desk',
    summary: 'Note that a ticket is at ClickHouse, under their number',
    description: 'Marking again puts the new number in the place of the old one.',
    body: z.strictObject({ requestIds, number: markSentShape.shape.number, link: markSentShape.shape.link.prefault('').describe('Where the ticket is, beginning with https://.') }),
    example: { requestIds: EXAMPLE, number: '12345' },
    answer: answered,
    run: async ({ body: { requestIds: ids, ...mark }, actor, now }) => {
      await markSent(ids, mark, { actor, now })
      return { requestIds: ids }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/desk/take-back-sent',
    operation: 'markSent',
    tag: 'Support desk',
    summary: 'Take the mark back: the ticket counts as not sent',
    body: z.strictObject({ requestIds }),
    example: { requestIds: EXAMPLE },
    answer: answered,
    run: async ({ body, actor, now }) => {
      await takeBackSent(body.requestIds, { actor, now })
      return body
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/desk/notes',
    operation: 'writeNote',
    tag: 'Support desk',
    summary: 'Write a note about requests',
    description: 'Nobody can change a note afterwards, its author included.',
    body: z.strictObject({ requestIds, text: noteShape.shape.text }),
    example: { requestIds: EXAMPLE, text: 'ClickHouse answers by Thursday.' },
    answer: answered,
    status: 201,
    idempotency: 'required',
    run: async ({ body, actor, now }) => {
      await writeNote(body.requestIds, body.text, { actor, now })
      return { requestIds: body.requestIds }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/desk/outcomes',
    operation: 'recordOutcome',
    tag: 'Support desk',
    summary: 'Record what ClickHouse said',
    description: 'Touches nothing at AWS; the state stays what AWS reports. A rejection needs its reason and a question its words: the requester acts on them. `withdrawn` takes back what was recorded.',
    body: z.strictObject({ requestIds, kind: outcomeShape.shape.kind, reason: outcomeShape.shape.reason.prefault('') }),
    example: { requestIds: EXAMPLE, kind: 'needs-information', reason: 'Which of the two services is meant?' },
    answer: answered,
    status: 201,
    idempotency: 'required',
    run: async ({ body: { requestIds: ids, ...outcome }, actor, now }) => {
      await recordOutcome(ids, outcome, { actor, now })
      return { requestIds: ids }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/answer',
    operation: 'writeNote',
    tag: 'Support desk',
    summary: 'Answer ClickHouse’s question',
    params: requestParams,
    body: z.strictObject({ answer: answerShape.shape.answer }),
    example: { answer: 'The one in us-west-2.' },
    answer: answered,
    run: async ({ params, body, actor, now }) => {
      await answerQuestion(params.requestId, body.answer, { actor, now })
      return { requestIds: [params.requestId] }
    },
  }),
]
