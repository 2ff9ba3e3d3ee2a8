import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { giveSnapshot } from '@/lib/operations/give-snapshot'
import { tellState } from '@/lib/operations/tell-state'
import { LARGEST_SNAPSHOT } from '@/lib/privatelink/snapshot/largest'
import { TELLABLE, type TellableState } from '@/lib/privatelink/told'
import { STATES } from '@/lib/privatelink/state'
import { defineEndpoint } from '../define-endpoint'
import { requestAnswer, requestParams, toRequestAnswer } from '../shapes'
import { seenRequest } from './requests'

/** For accounts that Causeway may not reach: what AWS answers, and how an endpoint stands, told by who has access. */
export const PLAN_MODE_ENDPOINTS = [
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/aws-answers',
    operation: 'giveSnapshot',
    tag: 'Plan mode',
    summary: 'Give what AWS answers for the account and region of a request',
    description: 'The file of the block, or JSON outputs of the AWS CLI one after another. Endpoints in it that requests look after are told of, and shown as reported. At most a megabyte: name one VPC at the top of the block, or send the parts one after another.',
    params: requestParams,
    // what the server takes of any call
    largestBody: 1_000_000,
    body: z.strictObject({ text: z.string().max(LARGEST_SNAPSHOT) }),
    answer: z.strictObject({
      kept: z.array(z.string()).describe('What was understood, by command.'),
      missing: z.array(z.strictObject({ command: z.string(), sentence: z.string() })),
      problems: z.array(z.string()),
      told: z.array(z.strictObject({ requestId: z.string(), state: z.enum(STATES) })),
    }),
    run: async ({ params, body, actor, now }) => {
      const { plan, draft } = await seenRequest(params.requestId, actor)
      const { accountId, region } = plan ?? draft
      if (!accountId || !region) throw new AppError('Choose the account and the instances first.', { code: 'incomplete', status: 409 })
      const { answers, missing, problems, folded } = await giveSnapshot({ accountId, region }, body.text, { actor, now })
      return { kept: answers.map(({ key }) => key), missing, problems, told: folded.map(({ requestId, state }) => ({ requestId, state })) }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/reported-state',
    operation: 'tellState',
    tag: 'Plan mode',
    summary: 'Report by hand how the endpoint stands',
    description: 'Only where Causeway has no access to the account. The note says how it is known.',
    params: requestParams,
    body: z.strictObject({ state: z.enum(Object.keys(TELLABLE) as [TellableState, ...TellableState[]]), note: z.string().max(500) }),
    answer: requestAnswer,
    run: async ({ params, body, actor, now }) => toRequestAnswer(await tellState(params.requestId, body, { actor, now })),
  }),
]
