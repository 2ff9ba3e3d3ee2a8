import 'server-only'
import { insertShare, revokeShare as revokeInTable } from '@/lib/db/shares'
import { hashOfSecret } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { secretInText } from '@/lib/privatelink/secrets'
import { SHARE_DAYS, type ShareClaims, type ShareLink } from '@/lib/privatelink/share'
import { canDo } from '@/lib/privatelink/state'
import { authorise } from './authorise'

type By = { actor: Actor; now: Date }
/** Signing is the business of `lib/auth`, which holds the secret. */
type Signer = { newLinkId: () => string; sign: (claims: ShareClaims) => string }
export type NewShare = { label: string; days: number; showsInternals: boolean }

/**
 * Makes a read-only link to a request. `token` goes into the link's address, and this is the only time it is known. Throws an `AppError`
 * where the role, the state, the days or the label do not allow it, `NotFoundError` where the request may not be seen.
 */
export async function shareRequest(requestId: string, { label, days, showsInternals }: NewShare, { actor, now, newLinkId, sign }: By & Signer): Promise<{ link: ShareLink; token: string }> {
  const secret = secretInText(label)
  if (secret) throw new AppError(secret, { code: 'secret-in-text' })
  if (!Number.isInteger(days) || days < SHARE_DAYS.least || days > SHARE_DAYS.most) throw new AppError(`A link lives from ${SHARE_DAYS.least} to ${SHARE_DAYS.most} days.`, { code: 'bad-days' })
  const claims = { linkId: newLinkId(), requestId, expiresAt: new Date(now.getTime() + days * 86_400_000), showsInternals }
  const token = sign(claims)
  const link = await insertShare({ ...claims, label }, hashOfSecret(token), { actor, now, allow: (request) => mustBeShareable(request, actor) })
  return { link, token }
}

function mustBeShareable(request: EndpointRequest, actor: Actor): void {
  authorise(actor, 'share', request)
  const allowed = canDo('share', request.state)
  if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-shareable', status: 409 })
}

/** Ends a link at once: whoever has it open sees nothing new from then on. Also where the request is in another state by now. */
export async function revokeShare(which: Pick<ShareLink, 'requestId' | 'linkId'>, { actor, now }: By): Promise<void> {
  await revokeInTable(which, { actor, now, allow: (request) => authorise(actor, 'share', request) })
}
