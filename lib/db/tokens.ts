import 'server-only'
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/privatelink/actor'
import { isTokenScope, type ApiToken } from '@/lib/privatelink/tokens'
import { AppError, NotFoundError } from '@/lib/errors'
import { insertAudit } from './audit'
import { reader, write } from './client'
import type { Prisma } from './generated/client'
import type { ApiTokenModel } from './generated/models'

type By = { actor: Actor; now: Date }

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Everybody’s, or one owner’s, newest first. `after`: those that follow this one. */
export async function listTokens({ ownerId, after, limit }: { ownerId?: string; after?: Pick<ApiToken, 'createdAt' | 'tokenId'>; limit?: number } = {}): Promise<ApiToken[]> {
  const follows = after && { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, tokenId: { gt: after.tokenId } }] }
  const rows = await reader().apiToken.findMany({ where: { ownerId, ...follows }, orderBy: [{ createdAt: 'desc' }, { tokenId: 'asc' }], ...(limit && { take: limit }) })
  return rows.map(toToken)
}

/** A token with the hash of its secret, for the one place that compares it. */
export async function findTokenWithHash(tokenId: string): Promise<{ token: ApiToken; secretHash: string } | null> {
  const row = await reader().apiToken.findUnique({ where: { tokenId } })
  return row && { token: toToken(row), secretHash: row.secretHash }
}

/**
 * Keeps a new token. `settle` gets the token that makes it as it is stored now (null for a person), and gives what is kept; it may refuse
 * by throwing.
 */
export async function insertToken(secretHash: string, { actor, now, settle }: By & { settle: (maker: ApiToken | null) => ApiToken }): Promise<ApiToken> {
  return write(async (tx) => {
    const maker = await findActing(tx, actor)
    const token = settle(maker)
    const { scopes, ...row } = token
    await tx.apiToken.create({ data: { ...row, scopes: scopes.join(' '), secretHash } })
    await insertAudit(tx, [{ at: now, actor, action: 'token.created', object: objectOf(token), after: { scopes, expiresAt: token.expiresAt.toISOString(), ...(maker && { madeWith: nameOf(maker) }) } }])
    return token
  })
}

/**
 * Revokes a token and those that were made with it; revoking a revoked one does nothing. `allow` gets the token and the one that acts
 * (null for a person), and may refuse by throwing. Throws `NotFoundError`.
 */
export async function revokeToken(tokenId: string, { actor, now, allow }: By & { allow: (token: ApiToken, acting: ApiToken | null) => void }): Promise<void> {
  await write(async (tx) => {
    const row = await tx.apiToken.findUnique({ where: { tokenId } })
    if (!row) throw new NotFoundError('The token')
    const token = toToken(row)
    allow(token, await findActing(tx, actor))
    if (token.revokedAt) return
    const ended = await withMade(tx, token, now)
    await tx.apiToken.updateMany({ where: { tokenId: { in: ended.map((each) => each.tokenId) } }, data: { revokedAt: now } })
    await insertAudit(tx, ended.map((each) => ({ at: now, actor, action: 'token.revoked', object: objectOf(each), after: each === token ? null : { revokedWith: nameOf(token) } })))
  })
}

/** The token that acts, as it is stored; null where a person does. */
async function findActing(tx: Prisma.TransactionClient, actor: Actor): Promise<ApiToken | null> {
  const row = actor.kind === 'token' ? await tx.apiToken.findUnique({ where: { tokenId: actor.tokenId } }) : null
  return row && toToken(row)
}

/** A token with those it made that still work, and those they made: whoever had one of them had the first. */
async function withMade(tx: Prisma.TransactionClient, token: ApiToken, now: Date): Promise<ApiToken[]> {
  const found = [token]
  for (const { tokenId } of found) found.push(...(await tx.apiToken.findMany({ where: { madeById: tokenId, revokedAt: null, expiresAt: { gt: now } } })).map(toToken))
  return found
}

const nameOf = ({ tokenId, name }: ApiToken): string => `${name} (${tokenId})`

const NOTED_EVERY_MS = 60_000

/** Notes that it was used, at most once a minute. */
export async function noteTokenUse({ tokenId, lastUsedAt }: Pick<ApiToken, 'tokenId' | 'lastUsedAt'>, now: Date): Promise<void> {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < NOTED_EVERY_MS) return
  await write((tx) => tx.apiToken.updateMany({ where: { tokenId }, data: { lastUsedAt: now } }), { unaudited: 'when a token was used last; what it did is told by what it did' })
}

const objectOf = ({ tokenId, name }: ApiToken) => ({ kind: 'token', id: tokenId, name })

function toToken({ scopes, secretHash: _, ...row }: ApiTokenModel): ApiToken {
  return { ...row, scopes: scopes.split(' ').filter(isTokenScope) }
}

const KEPT_MS = 24 * 3_600_000
/** No call takes as long: one that has no answer by then died with its process. */
const ANSWERED_WITHIN_MS = 60_000

export type Remembered = { kind: 'first' } | { kind: 'again'; status: number; answer: string } | { kind: 'busy' }

/**
 * Takes an idempotency key: the first call with it goes on, a later one gets the first one’s answer. Throws an `AppError`
 * (`key-reused`, 422) where the body is another one. Keys are forgotten after a day. A call that died before it was answered is
 * done again: what it makes goes by the same key, so it is found and not made twice.
 */
export async function takeIdempotencyKey(key: string, bodyHash: string, now: Date): Promise<Remembered> {
  return write(
    async (tx): Promise<Remembered> => {
      await tx.idempotentAnswer.deleteMany({ where: { at: { lt: new Date(now.getTime() - KEPT_MS) } } })
      const row = await tx.idempotentAnswer.findUnique({ where: { key } })
      if (!row) {
        await tx.idempotentAnswer.create({ data: { key, bodyHash, at: now } })
        return { kind: 'first' }
      }
      if (row.bodyHash !== bodyHash) throw new AppError('This Idempotency-Key was used with another body. Use a new key for another request.', { code: 'key-reused', status: 422 })
      if (row.status !== null && row.answer !== null) return { kind: 'again', status: row.status, answer: row.answer }
      if (now.getTime() - row.at.getTime() < ANSWERED_WITHIN_MS) return { kind: 'busy' }
      await tx.idempotentAnswer.update({ where: { key }, data: { at: now } })
      return { kind: 'first' }
    },
    { unaudited: 'what was answered, for a day; what was done is told by what was done' },
  )
}

/** Keeps what was answered; null frees the key again, where nothing was done. */
export async function keepIdempotentAnswer(key: string, kept: { status: number; answer: string } | null): Promise<void> {
  const unaudited = 'what was answered, for a day'
  if (kept) await write((tx) => tx.idempotentAnswer.updateMany({ where: { key }, data: kept }), { unaudited })
  else await write((tx) => tx.idempotentAnswer.deleteMany({ where: { key } }), { unaudited })
}
