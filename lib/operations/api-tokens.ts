import 'server-only'
import { randomBytes } from 'node:crypto'
import { hashOfSecret, insertToken, revokeToken as revokeInTable } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import { userIdOf, type Actor } from '@/lib/privatelink/actor'
import { scopesAllow, standingOfToken, TOKEN_DAYS, TOKEN_PREFIX, type ApiToken, type TokenScope } from '@/lib/privatelink/tokens'
import { authorise } from './authorise'

type By = { actor: Actor; now: Date }
/** `days` may be left out: then it lives as long as is usual, and no longer than the token that makes it. */
export type NewToken = { name: string; scopes: TokenScope[]; days?: number }

const DAY_MS = 86_400_000

/**
 * Makes a token for the actor. `secret` is the whole text to send (`causeway_<id>_<secret>`), and this is the only time it is known:
 * what is stored is its hash. A token makes one with no more scopes than its own and no later end. Throws an `AppError`.
 */
export async function createToken({ name, scopes, days }: NewToken, { actor, now }: By): Promise<{ token: ApiToken; secret: string }> {
  authorise(actor, actor.kind === 'token' ? 'delegateTokens' : 'manageTokens')
  const ownerId = userIdOf(actor)
  if ((actor.kind !== 'user' && actor.kind !== 'token') || ownerId === null) throw new AppError('Only a person, or their token, can make a token.', { code: 'not-allowed', status: 403 })
  if (scopes.includes('people')) authorise(actor, 'managePeople')
  mustBeWhole({ scopes, days })

  const tokenId = randomBytes(9).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  const settle = (maker: ApiToken | null): ApiToken => {
    if (actor.kind === 'token') mustNotOutreach(maker, { scopes, days, now })
    const usual = now.getTime() + (days ?? TOKEN_DAYS.usual) * DAY_MS
    const expiresAt = new Date(Math.min(usual, maker?.expiresAt.getTime() ?? usual))
    return { tokenId, name, ownerId, scopes, createdAt: now, expiresAt, revokedAt: null, lastUsedAt: null, madeById: maker?.tokenId ?? null }
  }
  const token = await insertToken(hashOfSecret(secret), { actor, now, settle })
  return { token, secret: `${TOKEN_PREFIX}${tokenId}_${secret}` }
}

function mustBeWhole({ scopes, days }: Pick<NewToken, 'scopes' | 'days'>): void {
  if (scopes.length === 0) throw new AppError('Choose at least one thing the token may be used for.', { code: 'no-scope' })
  if (days !== undefined && (!Number.isInteger(days) || days < TOKEN_DAYS.least || days > TOKEN_DAYS.most)) throw new AppError(`A token lives from ${TOKEN_DAYS.least} to ${TOKEN_DAYS.most} days.`, { code: 'bad-days' })
}

/** Asked of the maker as it is stored, in the transaction that makes the new one: a maker that was just revoked makes none. */
function mustNotOutreach(maker: ApiToken | null, { scopes, days, now }: Omit<NewToken, 'name'> & { now: Date }): void {
  if (!maker || standingOfToken(maker, now) !== 'active') throw new AppError('The token that asks for another has ended.', { code: 'not-allowed', status: 403 })
  if (!scopesAllow(maker.scopes, 'delegateTokens')) throw new AppError('Only a token with the scope people makes tokens.', { code: 'scope', status: 403 })
  const more = scopes.filter((scope) => !maker.scopes.includes(scope))
  if (more.length > 0) throw new AppError(`A token makes none with more scopes than its own: it has ${maker.scopes.join(', ')}, and not ${more.join(', ')}.`, { code: 'more-than-maker', status: 403 })
  if (days !== undefined && now.getTime() + days * DAY_MS > maker.expiresAt.getTime())
    throw new AppError(`A token makes none that ends later than itself, at ${maker.expiresAt.toISOString()}. Leave the days out: it then ends no later.`, { code: 'more-than-maker', status: 403 })
}

/** Ends a token at once, and those that were made with it. Its owner may, and whoever manages people; a token only one of its owner’s, unless it has the scope for people. */
export async function revokeToken(tokenId: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'revokeTokens')
  await revokeInTable(tokenId, {
    actor,
    now,
    allow: ({ ownerId }, acting) => {
      if (ownerId === userIdOf(actor)) return
      authorise(actor, 'managePeople')
      if (actor.kind === 'token' && !scopesAllow(acting?.scopes ?? [], 'managePeople')) throw new AppError('This token may end its owner’s tokens only; those of others ask for the scope people as well.', { code: 'scope', status: 403 })
    },
  })
}
