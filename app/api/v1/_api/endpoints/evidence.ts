import 'server-only'
import { z } from 'zod'
import { toShown } from '@/components/evidence/to-shown'
import { listEvidence, MOST_EVIDENCE, type Evidence } from '@/lib/db/evidence'
import { NotFoundError } from '@/lib/errors'
import { addEvidence } from '@/lib/operations/add-evidence'
import { deleteEvidence } from '@/lib/operations/delete-evidence'
import { makeScript } from '@/lib/operations/make-script'
import { userIdOf, type Actor } from '@/lib/privatelink/actor'
import { MAX_CHARACTERS } from '@/lib/privatelink/evidence/lines'
import { PLACES } from '@/lib/privatelink/evidence/places'
import { subjectOf } from '@/lib/privatelink/evidence/subject-of'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { SCRIPTS } from '@/lib/privatelink/script'
import { defineEndpoint } from '../define-endpoint'
import { dateTime, requestParams } from '../shapes'
import { seenRequest } from './requests'

const lines = z.tuple([z.number().int(), z.number().int()]).describe('From line, to line.')
const place = z.enum(PLACES).describe('Where it was run.')

const evidence = z
  .strictObject({
    evidenceId: z.string(),
    at: dateTime,
    by: z.string(),
    own: z.boolean().describe('Given by the owner of this token, who may delete it.'),
    origin: z.enum(['paste', 'script']),
    place,
    text: z.string(),
    blanked: z.array(z.string()).describe('Kinds of secrets that were taken out of the text.'),
    findings: z.array(z.strictObject({ text: z.string(), look: z.enum(['good', 'bad', 'neutral']), tool: z.string(), lines, about: z.enum(['this-request', 'another-host', 'unknown']) })),
    problems: z.array(z.strictObject({ text: z.string(), lines })),
    notUnderstood: z.array(z.strictObject({ text: z.string(), lines })),
    cut: z.boolean(),
  })
  .meta({ id: 'Evidence' })

type Token = Extract<Actor, { kind: 'token' }>

function toAnswer({ evidenceId, at, actor: by, origin, place: where, text, blanked, reading }: Evidence, request: EndpointRequest, asking: Token): z.input<typeof evidence> {
  return { evidenceId, at: at.toISOString(), by: by.name, own: userIdOf(by) === asking.userId, origin, place: where, text, blanked, ...toShown(reading, subjectOf(request)) }
}

async function evidenceOf(requestId: string, actor: Token, limit?: number) {
  const request = await seenRequest(requestId, actor)
  return { evidence: (await listEvidence(requestId, { limit })).map((each) => toAnswer(each, request, actor)) }
}

/** A UUID of the key: the same evidence for the same key, also where the process died before it answered. */
const idOf = (key: string): string => `${key.slice(0, 8)}-${key.slice(8, 12)}-8${key.slice(13, 16)}-8${key.slice(17, 20)}-${key.slice(20, 32)}`

export const EVIDENCE_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/evidence',
    operation: 'viewRequest',
    tag: 'Evidence',
    summary: 'What people pasted and scripts reported, newest first',
    params: requestParams,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(MOST_EVIDENCE).optional() }),
    answer: z.strictObject({ evidence: z.array(evidence) }),
    run: async ({ params, query, actor }) => evidenceOf(params.requestId, actor, query.limit),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/evidence',
    operation: 'addEvidence',
    tag: 'Evidence',
    summary: 'Give the output of a command as evidence',
    description: 'dig, nslookup, nc, openssl, curl, clickhouse-client and others are understood; what is not is kept as well. Secrets are blanked before anything is kept.',
    params: requestParams,
    body: z.strictObject({ text: z.string().max(MAX_CHARACTERS), place }),
    example: { text: '$ nc -zv 10.0.0.9 9440\nConnection to 10.0.0.9 9440 port [tcp/*] succeeded!', place: 'vpc' },
    answer: evidence,
    status: 201,
    idempotency: 'required',
    run: async ({ params, body, actor, now, idempotencyKey }) => {
      const kept = await addEvidence(params.requestId, body, { actor, now, evidenceId: idOf(idempotencyKey) })
      return toAnswer(kept, await seenRequest(params.requestId, actor), actor)
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/requests/{requestId}/evidence/{evidenceId}',
    operation: 'addEvidence',
    tag: 'Evidence',
    summary: 'Delete evidence that you gave',
    description: 'The history keeps that it was there. Evidence of others is refused.',
    params: z.strictObject({ ...requestParams.shape, evidenceId: z.guid('Give the id of a piece of evidence, a UUID.').meta({ examples: ['7d1d6b3e-5f0a-4c39-9a52-8f2f3c1b7a60'] }) }),
    answer: z.strictObject({ evidence: z.array(evidence) }),
    run: async ({ params: { requestId, evidenceId }, actor, now }) => {
      await seenRequest(requestId, actor)
      const all = await listEvidence(requestId, { limit: MOST_EVIDENCE })
      if (!all.some((each) => each.evidenceId === evidenceId)) throw new NotFoundError('The evidence')
      await deleteEvidence(evidenceId, { actor, now })
      return evidenceOf(requestId, actor)
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/script',
    operation: 'addEvidence',
    tag: 'Evidence',
    summary: 'Make the script that looks from inside the VPC',
    description: 'It holds a key for one report within the hour, which is in this answer and nowhere else: so there is no Idempotency-Key. Where an answer was lost, make another script.',
    params: requestParams,
    secret: 'answer',
    body: z.strictObject({ dialect: z.enum(Object.keys(SCRIPTS) as [keyof typeof SCRIPTS, ...(keyof typeof SCRIPTS)[]]).default('sh'), place: place.default('vpc') }),
    answer: z.strictObject({ fileName: z.string(), run: z.string().describe('How to run it.'), text: z.string() }),
    status: 201,
    run: async ({ params, body, actor, now }) => {
      const text = await makeScript(params.requestId, body, { actor, now })
      const { fileName, run } = SCRIPTS[body.dialect]
      return { fileName, run, text }
    },
  }),
]
