import 'server-only'
import { z } from 'zod'
import { listPeople } from '@/lib/db/people'
import { endSession, listSessions, type ListedSession } from '@/lib/db/sessions'
import { listTokens } from '@/lib/db/tokens'
import { NotFoundError } from '@/lib/errors'
import { createToken, revokeToken } from '@/lib/operations/api-tokens'
import { signOutEverywhere } from '@/lib/operations/people'
import { tokenNameShape, tokenScopesShape } from '@/lib/privatelink/access-shapes'
import type { Asking } from '@/lib/privatelink/actor'
import { mayDo } from '@/lib/privatelink/roles'
import { standingOfToken, TOKEN_DAYS, TOKEN_SCOPES, type ApiToken } from '@/lib/privatelink/tokens'
import { defineEndpoint } from '../define-endpoint'
import { dateTime } from '../shapes'

const token = z
  .strictObject({
    tokenId: z.string().describe('Names the token in lists and in the audit trail. It opens nothing.'),
    name: z.string(),
    owner: z.strictObject({ userId: z.string(), name: z.string() }),
    scopes: z.array(z.enum(TOKEN_SCOPES)),
    state: z.enum(['active', 'expired', 'revoked']),
    createdAt: dateTime,
    expiresAt: dateTime,
    revokedAt: dateTime.nullable(),
    lastUsedAt: dateTime.nullable(),
    madeById: z.string().nullable().describe('The token it was made with, and ends with; null where a person made it.'),
  })
  .meta({ id: 'Token' })

const toAnswer = ({ ownerId, createdAt, expiresAt, revokedAt, lastUsedAt, ...rest }: ApiToken, { names, now }: { names: Map<string, string>; now: Date }): z.input<typeof token> => ({
  ...rest,
  owner: { userId: ownerId, name: names.get(ownerId) ?? ownerId },
  state: standingOfToken({ expiresAt, revokedAt }, now),
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  revokedAt: revokedAt && revokedAt.toISOString(),
  lastUsedAt: lastUsedAt && lastUsedAt.toISOString(),
})

const PAGE = 50
const cursorOf = ({ createdAt, tokenId }: ApiToken): string => `${createdAt.getTime()}-${tokenId}`
const cursor = z
  .string()
  .regex(/^\d{1,15}-[0-9a-f]{18}$/, 'is the `next` of a page.')
  .transform((text) => ({ createdAt: new Date(Number(text.split('-')[0])), tokenId: text.split('-')[1] ?? '' }))

/** The actor’s own tokens; whoever manages people sees everybody’s, as on the page. */
async function tokensFor(actor: Asking, { after, limit = PAGE, now }: { after?: z.output<typeof cursor>; limit?: number; now: Date }) {
  const seesAll = mayDo(actor, 'managePeople').ok
  const [found, people] = await Promise.all([listTokens({ after, limit: limit + 1, ...(!seesAll && { ownerId: actor.userId }) }), seesAll ? listPeople() : [actor]])
  const names = new Map(people.map(({ userId, name }) => [userId, name]))
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { tokens: rows.map((each) => toAnswer(each, { names, now })), next: last && found.length > limit ? cursorOf(last) : null }
}

const session = z.strictObject({ sessionId: z.string(), createdAt: dateTime, seenAt: dateTime, from: z.string().nullable().describe('The network address they signed in from.'), userAgent: z.string().nullable() }).meta({ id: 'Session' })
const sessions = z.strictObject({ sessions: z.array(session) })

const toSession = ({ createdAt, seenAt, fromAddress, ...rest }: ListedSession): z.input<typeof session> => ({ sessionId: rest.sessionId, createdAt: createdAt.toISOString(), seenAt: seenAt.toISOString(), from: fromAddress, userAgent: rest.userAgent })
const sessionsOf = async ({ userId }: Asking, now: Date) => ({ sessions: (await listSessions(userId, now)).map(toSession) })

export const OWN_ACCESS_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/tokens',
    operation: 'viewTokens',
    tag: 'Tokens',
    summary: 'API tokens, newest first, a page at a time',
    description: 'The owner’s own; an administrator sees everybody’s. Never their secrets. Paging is by key: follow `next` until it is null.',
    query: z.strictObject({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
    answer: z.strictObject({ tokens: z.array(token), next: z.string().nullable() }),
    run: async ({ query, actor, now }) => tokensFor(actor, { after: query.cursor, limit: query.limit, now }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/tokens',
    operation: 'delegateTokens',
    tag: 'Tokens',
    summary: 'Make a token with this one',
    description: 'For the same owner, with no scope that this token lacks and no later end; it is revoked together with this one. `secret` is in this answer and nowhere else: only its hash is kept. So there is no Idempotency-Key here; where an answer was lost, revoke the token that nobody has.',
    secret: 'answer',
    body: z.strictObject({
      name: tokenNameShape.describe('Where it will be used.'),
      scopes: tokenScopesShape,
      days: z.number().int().min(TOKEN_DAYS.least).max(TOKEN_DAYS.most).optional().describe(`Until it ends. Left out: ${TOKEN_DAYS.usual}, or what is left of this token.`),
    }),
    example: { name: 'One pipeline run', scopes: ['read', 'requests'] },
    answer: z.strictObject({ secret: z.string().describe('The whole token, to send in the header.'), token }),
    status: 201,
    run: async ({ body, actor, now }) => {
      const made = await createToken(body, { actor, now })
      return { secret: made.secret, token: toAnswer(made.token, { names: new Map([[actor.userId, actor.name]]), now }) }
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/tokens/{tokenId}',
    operation: 'revokeTokens',
    tag: 'Tokens',
    summary: 'Revoke a token, at once',
    description: 'One of the owner’s, this very token included; the tokens that were made with it end as well. Those of others take an administrator’s token that has the scope `people` too.',
    params: z.strictObject({ tokenId: z.string().regex(/^[0-9a-f]{18}$/, 'is the id of a token.').meta({ examples: ['0123456789abcdef01'] }) }),
    answer: z.strictObject({ tokenId: z.string() }),
    run: async ({ params, actor, now }) => {
      await revokeToken(params.tokenId, { actor, now })
      return params
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/sessions',
    operation: 'viewOwnSessions',
    tag: 'Sessions',
    summary: 'Where the owner is signed in',
    description: 'With browsers; a token is not a session.',
    answer: sessions,
    run: async ({ actor, now }) => sessionsOf(actor, now),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/sessions',
    operation: 'manageOwnSessions',
    tag: 'Sessions',
    summary: 'Sign the owner out everywhere',
    answer: z.strictObject({ ended: z.number().int() }),
    run: async ({ actor, now }) => ({ ended: await signOutEverywhere({ actor, now }) }),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/sessions/{sessionId}',
    operation: 'manageOwnSessions',
    tag: 'Sessions',
    summary: 'End one session of the owner',
    params: z.strictObject({ sessionId: z.string().regex(/^[\w-]{1,100}$/, 'is the id of a session.').meta({ examples: ['00000000-0000-4000-8000-000000000000'] }) }),
    answer: sessions,
    run: async ({ params, actor, now }) => {
      if (!(await endSession(params.sessionId, { actor, now }))) throw new NotFoundError('The session')
      return sessionsOf(actor, now)
    },
  }),
]
