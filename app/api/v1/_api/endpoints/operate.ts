import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { adoptEndpoint } from '@/lib/operations/adopt-endpoint'
import { checkPlan } from '@/lib/operations/check-plan'
import { copyRequest } from '@/lib/operations/copy-request'
import { createEndpoint } from '@/lib/operations/create-endpoint'
import { deleteEndpoint } from '@/lib/operations/delete-endpoint'
import { refreshRequest } from '@/lib/operations/refresh-request'
import { retryCreate } from '@/lib/operations/retry-create'
import { defineEndpoint } from '../define-endpoint'
import { endpointId, preflightLine, requestAnswer, requestParams, toRequestAnswer } from '../shapes'
import { seenRequest } from './requests'

const review = z
  .strictObject({
    planHash: z.string().nullable().describe('Hand it to `create`: it says which plan was agreed to.'),
    blocked: z.string().nullable().describe('Why it cannot be created; null where it can.'),
    warnings: z.array(z.string()),
    lines: z.array(preflightLine),
    call: z.record(z.string(), z.unknown()).nullable().describe('CreateVpcEndpoint as it would be sent.'),
    adoptable: z.array(z.string()).describe('Endpoints that connect the VPC to the service already and can be taken over.'),
  })
  .meta({ id: 'Review' })

export const OPERATE_ENDPOINTS = [
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/review',
    operation: 'viewRequest',
    tag: 'Requests',
    summary: 'Check a draft against AWS and plan it',
    description: 'Read-only calls and a dry run. The plan’s hash goes into `create`.',
    params: requestParams,
    answer: review,
    run: async ({ params, actor }) => {
      const { requestId, draft } = await seenRequest(params.requestId, actor)
      const { planHash, blocked, warnings, lines, call, adoptable } = await checkPlan(draft, requestId)
      return { planHash, blocked, warnings, lines, call: call && { ...call }, adoptable: adoptable.map((endpoint) => endpoint.endpointId) }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/create',
    operation: 'submit',
    tag: 'Requests',
    summary: 'Create the endpoint, exactly once',
    description: 'However often it is called, one endpoint is made. Answers as soon as the wish is written down; follow the request until its state is no longer `creating`.',
    params: requestParams,
    example: { planHash: '0123456789abcdef'.repeat(4) },
    body: z.strictObject({ planHash: z.string().regex(/^[0-9a-f]{64}$/, 'is the planHash of the review.') }),
    answer: requestAnswer,
    status: 202,
    run: async ({ params, body, actor, now }) => toRequestAnswer(await createEndpoint(params.requestId, { actor, now, planHash: body.planHash })),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/look',
    operation: 'lookNow',
    tag: 'Requests',
    summary: 'Look at AWS now',
    params: requestParams,
    answer: requestAnswer,
    run: async ({ params, actor }) => toRequestAnswer(await refreshRequest(params.requestId, { actor })),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/copy',
    operation: 'copy',
    tag: 'Requests',
    summary: 'Start a corrected copy',
    params: requestParams,
    answer: requestAnswer,
    status: 201,
    idempotency: 'required',
    run: async ({ params, actor, now, idempotencyKey }) => toRequestAnswer(await copyRequest(params.requestId, { actor, now, idempotencyKey })),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/retry',
    operation: 'retryCreate',
    tag: 'Requests',
    summary: 'Take up a creation that waits for a decision',
    params: requestParams,
    answer: requestAnswer,
    status: 202,
    run: async ({ params, actor, now }) => toRequestAnswer(await retryCreate(params.requestId, { actor, now })),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/adopt',
    operation: 'adoptFound',
    tag: 'Requests',
    summary: 'Take over an endpoint that is there already',
    description: 'Changes nothing in AWS. The endpoint must connect the VPC and the service of the request.',
    params: requestParams,
    body: z.strictObject({ endpointId }),
    answer: requestAnswer,
    run: async ({ params, body, actor, now }) => toRequestAnswer(await adoptEndpoint(params.requestId, body.endpointId, { actor, now })),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/delete-endpoint',
    operation: 'delete',
    tag: 'Requests',
    summary: 'Delete the endpoint in AWS',
    description: 'Ends the connection and the billing. The request stays with its history.',
    params: requestParams,
    body: z.strictObject({ endpointId: endpointId.describe('The endpoint that is to go, so that a script cannot delete one it did not mean.') }),
    answer: requestAnswer,
    status: 202,
    run: async ({ params, body, actor, now }) => {
      const before = await seenRequest(params.requestId, actor)
      if (before.endpointId !== body.endpointId) throw new AppError(`This request’s endpoint is ${before.endpointId ?? 'not made'}, not ${body.endpointId}. Nothing was deleted.`, { code: 'other-endpoint', status: 409 })
      return toRequestAnswer(await deleteEndpoint(params.requestId, { actor, now }))
    },
  }),
]
