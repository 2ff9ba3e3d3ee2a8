import 'server-only'
import { z } from 'zod'
import { newLinkId, signShare } from '@/lib/auth/share-token'
import { config } from '@/lib/config'
import { listShares } from '@/lib/db/shares'
import { AppError } from '@/lib/errors'
import { revokeShare, shareRequest } from '@/lib/operations/share-request'
import { paths } from '@/lib/paths'
import type { Actor } from '@/lib/privatelink/actor'
import { mayDo } from '@/lib/privatelink/roles'
import { SHARE_DAYS, standingOfShare, type ShareLink } from '@/lib/privatelink/share'
import { cleanLine } from '@/lib/privatelink/text'
import { defineEndpoint } from '../define-endpoint'
import { dateTime, requestParams } from '../shapes'
import { seenRequest } from './requests'

const shared = z
  .strictObject({
    linkId: z.string().describe('Names the link in lists and in the audit trail. It opens nothing.'),
    label: z.string(),
    showsInternals: z.boolean().describe('Account ids and internal addresses are shown.'),
    state: z.enum(['active', 'expired', 'revoked']),
    madeBy: z.string(),
    createdAt: dateTime,
    expiresAt: dateTime,
    revokedAt: dateTime.nullable(),
    lastOpenedAt: dateTime.nullable(),
    opens: z.number().int(),
  })
  .meta({ id: 'SharedLink' })

const toAnswer = (link: ShareLink, now: Date): z.input<typeof shared> => ({
  linkId: link.linkId,
  label: link.label,
  showsInternals: link.showsInternals,
  state: standingOfShare(link, now),
  madeBy: link.madeByName,
  createdAt: link.createdAt.toISOString(),
  expiresAt: link.expiresAt.toISOString(),
  revokedAt: link.revokedAt && link.revokedAt.toISOString(),
  lastOpenedAt: link.lastOpenedAt && link.lastOpenedAt.toISOString(),
  opens: link.opens,
})

/** The links of the request for who may share it; with whom it was shared is not everybody's to know. */
async function sharesFor(requestId: string, { actor, now }: { actor: Extract<Actor, { kind: 'token' }>; now: Date }) {
  const may = mayDo(actor, 'share', await seenRequest(requestId, actor))
  if (!may.ok) throw new AppError(may.reason, { code: 'not-allowed', status: 403 })
  return { links: (await listShares(requestId)).map((link) => toAnswer(link, now)) }
}

export const SHARE_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/shares',
    operation: 'share',
    tag: 'Sharing',
    summary: 'Links to a request for people without an account',
    description: 'The newest first, with those that work no more. The links themselves are known only when they are made.',
    params: requestParams,
    answer: z.strictObject({ links: z.array(shared) }),
    run: async ({ params, actor, now }) => sharesFor(params.requestId, { actor, now }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/shares',
    operation: 'share',
    tag: 'Sharing',
    summary: 'Make a read-only link',
    secret: 'answer',
    example: { label: 'Network team', days: 7 },
    description: '`url` is in this answer and nowhere else: only its hash is kept. So there is no Idempotency-Key here; where an answer was lost, list the links and revoke the one nobody has.',
    params: requestParams,
    body: z.strictObject({
      label: z.string().max(80, 'is longer than 80 characters.').transform((text) => cleanLine(text, 80)).refine((text) => text !== '', 'says for whom it is.').describe('For whom. Seen by the team only.'),
      days: z.number().int().min(SHARE_DAYS.least).max(SHARE_DAYS.most).default(SHARE_DAYS.usual),
      showsInternals: z.boolean().default(false).describe('Show account ids and internal addresses.'),
    }),
    answer: z.strictObject({ url: z.string(), link: shared }),
    status: 201,
    run: async ({ params, body, actor, now }) => {
      const { link, token } = await shareRequest(params.requestId, body, { actor, now, newLinkId, sign: signShare })
      return { url: `${config().appUrl}${paths.shared(token)}`, link: toAnswer(link, now) }
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/requests/{requestId}/shares/{linkId}',
    operation: 'share',
    tag: 'Sharing',
    summary: 'Revoke a link, at once',
    params: z.strictObject({ ...requestParams.shape, linkId: z.string().regex(/^[0-9a-f]{18}$/, 'is the id of a link.').meta({ examples: ['0123456789abcdef01'] }) }),
    answer: z.strictObject({ links: z.array(shared) }),
    run: async ({ params, actor, now }) => {
      await revokeShare(params, { actor, now })
      return sharesFor(params.requestId, { actor, now })
    },
  }),
]
