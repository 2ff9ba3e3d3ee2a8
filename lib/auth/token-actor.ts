import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { findPerson } from '@/lib/db/people'
import { findTokenWithHash, hashOfSecret, noteTokenUse } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { standingOfToken, TOKEN_PREFIX, type ApiToken } from '@/lib/privatelink/tokens'

export type TokenActor = { actor: Extract<Actor, { kind: 'token' }>; token: ApiToken }

const SHAPE = new RegExp(`^Bearer ${TOKEN_PREFIX}([0-9a-f]{18})_([A-Za-z0-9_-]{43})$`)
const REFUSED = 'The token is missing, wrong, expired or revoked. Send it as “Authorization: Bearer causeway_…”; tokens are made under Settings, Tokens.'
const refused = () => new AppError(REFUSED, { code: 'unauthenticated', status: 401 })

/** Compared with when there is no such token, so that both cases take as long. */
const NOBODYS_HASH = hashOfSecret('nobody')

/**
 * Who calls the API with this `Authorization` header. One sentence for every reason, told after the same work, so that nobody learns
 * which tokens exist. The owner’s role counts as it is now; a disabled owner’s token is worth nothing. Throws an `AppError` (401).
 */
export async function tokenActor(authorization: string | null, { from, now }: { from: string | null; now: Date }): Promise<TokenActor> {
  const match = SHAPE.exec(authorization ?? '')
  if (!match?.[1] || !match[2]) throw refused()
  const known = await findTokenWithHash(match[1])
  const isRight = timingSafeEqual(Buffer.from(hashOfSecret(match[2]), 'hex'), Buffer.from(known?.secretHash ?? NOBODYS_HASH, 'hex'))
  if (!known || !isRight || standingOfToken(known.token, now) !== 'active') throw refused()
  const owner = await findPerson(known.token.ownerId)
  if (!owner || owner.disabledAt) throw refused()
  await noteTokenUse(known.token, now)
  return { actor: { kind: 'token', tokenId: known.token.tokenId, userId: owner.userId, name: owner.name, role: owner.role, from }, token: known.token }
}
