import 'server-only'
import { randomBytes } from 'node:crypto'
import { hashOfSecret, insertToken, revokeToken as revokeInTable } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import { userIdOf, type Actor } from '@/lib/privatelink/actor'
import { TOKEN_DAYS, TOKEN_PREFIX, type ApiToken, type TokenScope } from '@/lib/privatelink/tokens'
import { authorise } from './authorise'

type By = { actor: Actor; now: Date }

/**
 * Makes a token for the actor. `secret` is the whole text to send (`causeway_<id>_<secret>`), and this is the only time it is known:
 * what is stored is its hash.
 */
export async function createToken({ name, scopes, days }: { name: string; scopes: TokenScope[]; days: number }, { actor, now }: By): Promise<{ token: ApiToken; secret: string }> {
  authorise(actor, 'manageTokens')
  const ownerId = userIdOf(actor)
  if (actor.kind !== 'user' || ownerId === null) throw new AppError('Only a person who is signed in can make a token.', { code: 'not-allowed', status: 403 })
  if (scopes.length === 0) throw new AppError('Choose at least one thing the token may be used for.', { code: 'no-scope' })
  if (!Number.isInteger(days) || days < TOKEN_DAYS.least || days > TOKEN_DAYS.most) throw new AppError(`A token lives from ${TOKEN_DAYS.least} to ${TOKEN_DAYS.most} days.`, { code: 'bad-days' })

  const tokenId = randomBytes(9).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  const token: ApiToken = { tokenId, name, ownerId, scopes, createdAt: now, expiresAt: new Date(now.getTime() + days * 86_400_000), revokedAt: null, lastUsedAt: null }
  await insertToken(token, hashOfSecret(secret), { actor, now })
  return { token, secret: `${TOKEN_PREFIX}${tokenId}_${secret}` }
}

/** Ends a token at once. Its owner may, and whoever manages people. */
export async function revokeToken(tokenId: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageTokens')
  await revokeInTable(tokenId, {
    actor,
    now,
    allow: ({ ownerId }) => {
      if (ownerId !== userIdOf(actor)) authorise(actor, 'managePeople')
    },
  })
}
