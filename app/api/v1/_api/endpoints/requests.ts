import 'server-only'
import { z } from 'zod'
import { listEvents } from '@/lib/db/events'
import { getRequest, listRequests } from '@/lib/db/requests'
import { AppError, NotFoundError } from '@/lib/errors'
import { discardDraft } from '@/lib/operations/discard-draft'
import { saveDraft } from '@/lib/operations/save-draft'
import { startRequest } from '@/lib/operations/start-request'
import type { Actor } from '@/lib/privatelink/actor'
import { describeEvent } from '@/lib/privatelink/event'
import { whoseTurn, type EndpointRequest } from '@/lib/privatelink/request'
import { mayDo } from '@/lib/privatelink/roles'
import { isEndpointState, STATES, TURNS } from '@/lib/privatelink/state'
import { defineEndpoint } from '../define-endpoint'
import { accountId, dateTime, DRAFT_EXAMPLE, draftPatch, eventAnswer, requestAnswer, requestParams, toDraftPatch, toEventAnswer, toRequestAnswer } from '../shapes'

/** The request, where the caller may see it; else it is not there. */
export async function seenRequest(requestId: string, actor: Extract<Actor, { kind: 'token' }>): Promise<EndpointRequest> {
  const request = await getRequest(requestId)
  if (!mayDo(actor, 'viewRequest', request).ok) throw new NotFoundError('The request')
  return request
}

const listed = z
  .strictObject({ requestId: z.string(), name: z.string(), state: z.enum(STATES), stateSince: dateTime, turn: z.enum(TURNS), accountId: z.string().nullable(), region: z.string().nullable(), vpcId: z.string().nullable(), serviceName: z.string().nullable(), endpointId: z.string().nullable(), hostnames: z.array(z.string()), createdAt: dateTime, updatedAt: dateTime })
  .meta({ id: 'ListedRequest' })

const states = z
  .string()
  .transform((text) => text.split(','))
  .refine((words) => words.every(isEndpointState), `names states, separated by commas: ${STATES.join(', ')}.`)
  .transform((words) => words.filter(isEndpointState))

export const REQUEST_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/requests',
    operation: 'listRequests',
    tag: 'Requests',
    summary: 'List requests, a page at a time',
    description: 'Paging is by key: follow `next` until it is null. What comes or goes meanwhile is neither skipped nor shown twice.',
    query: z.strictObject({
      state: states.optional().describe('States, separated by commas.'),
      region: z.string().max(40).optional(),
      accountId: accountId.optional(),
      text: z.string().max(200).optional().describe('Words that all must occur in the name, a hostname, an id, the contact.'),
      sort: z.enum(['newest', 'oldest', 'since', 'name']).optional(),
      cursor: z.string().max(2_000).optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: z.strictObject({ requests: z.array(listed), next: z.string().nullable(), previous: z.string().nullable() }),
    run: async ({ query }) => {
      const { rows, next, previous } = await listRequests(query)
      return { requests: rows.map(({ told: _told, drifts: _drifts, standing, ...row }) => ({ ...row, turn: whoseTurn(row, { standing }).who, stateSince: row.stateSince.toISOString(), createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() })), next, previous }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests',
    operation: 'startRequest',
    tag: 'Requests',
    summary: 'Start a request as a draft',
    description: 'Nothing is made at AWS. Fill it in with PATCH, look at its review, then create.',
    body: draftPatch,
    example: DRAFT_EXAMPLE,
    answer: requestAnswer,
    status: 201,
    idempotency: 'required',
    run: async ({ body, actor, now, idempotencyKey }) => {
      const patch = toDraftPatch(body)
      const { requestId } = await startRequest({ hostnamesText: patch.hostnamesText ?? '' }, { actor, now, idempotencyKey })
      return toRequestAnswer(await saveDraft(requestId, patch, { actor, now }))
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}',
    operation: 'viewRequest',
    tag: 'Requests',
    summary: 'One request, with whose turn it is',
    params: requestParams,
    answer: requestAnswer,
    run: async ({ params, actor }) => toRequestAnswer(await seenRequest(params.requestId, actor)),
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/requests/{requestId}',
    operation: 'editDraft',
    tag: 'Requests',
    summary: 'Change a draft',
    description: 'A choice that another one makes meaningless is dropped with it: a subnet of another VPC, a VPC of another account.',
    params: requestParams,
    body: draftPatch,
    example: DRAFT_EXAMPLE,
    answer: requestAnswer,
    run: async ({ params, body, actor, now }) => {
      if (Object.keys(body).length === 0) throw new AppError('Name at least one thing to change.', { code: 'empty' })
      return toRequestAnswer(await saveDraft(params.requestId, toDraftPatch(body), { actor, now }))
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/requests/{requestId}',
    operation: 'discard',
    tag: 'Requests',
    summary: 'Throw a draft away',
    description: 'Only for what was never made at AWS; everything else is kept with its history.',
    params: requestParams,
    answer: z.strictObject({ discarded: z.literal(true) }),
    run: async ({ params, actor, now }) => {
      await discardDraft(params.requestId, { actor, now })
      return { discarded: true as const }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/events',
    operation: 'viewRequest',
    tag: 'Requests',
    summary: 'What happened to a request, newest first',
    params: requestParams,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).optional() }),
    answer: z.strictObject({ events: z.array(eventAnswer) }),
    run: async ({ params, query, actor }) => {
      await seenRequest(params.requestId, actor)
      const events = await listEvents(params.requestId, query)
      return { events: events.map((event) => toEventAnswer(event, describeEvent(event))) }
    },
  }),
]
