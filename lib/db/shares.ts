import 'server-only'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Who } from '@/lib/privatelink/actor'
import { userIdOf } from '@/lib/privatelink/actor'
import { describeActor } from '@/lib/privatelink/event'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { isOpeningTold, MOST_SHARES, standingOfShare, type ShareClaims, type ShareLink } from '@/lib/privatelink/share'
import { insertAudit } from './audit'
import { write } from './client'
import { Prisma } from './generated/client'
import type { ShareLinkModel } from './generated/models'
import { readPart, table, type Part } from './parts'
import { readAll } from './ticket-marks'

type By = { actor: Who; now: Date; /** May refuse by throwing, on what is stored. */ allow: (request: EndpointRequest) => void }
type New = ShareClaims & { label: string }

const LINKS = table<ShareLinkModel>('ShareLink', {
  linkId: 'plain', requestId: 'plain', tokenHash: 'plain', label: 'plain', showsInternals: 'flag', madeById: 'plain', madeByName: 'plain',
  createdAt: 'date', expiresAt: 'date', revokedAt: 'date', lastOpenedAt: 'date', opens: 'plain', toldAt: 'date',
})

/** The links of a request, the newest first: also those that work no more. */
export const sharesOf = (requestId: string): Part<ShareLink[]> => LINKS.rows(Prisma.sql`WHERE "requestId" = ${requestId} ORDER BY "createdAt" DESC, "linkId" LIMIT 200`, toShare)

export const listShares = (requestId: string): Promise<ShareLink[]> => readPart(sharesOf(requestId))

/** Keeps a new link. `hash`: the SHA-256 of its token. Throws `NotFoundError`, what `allow` throws, and `AppError` `too-many-shares`. */
export async function insertShare(link: New, hash: string, { actor, now, allow }: By): Promise<ShareLink> {
  return write(async (tx) => {
    const [request] = await readAll(tx, [link.requestId], allow)
    const working = await tx.shareLink.count({ where: { requestId: link.requestId, revokedAt: null, expiresAt: { gt: now } } })
    if (working >= MOST_SHARES) throw new AppError(`This request has ${MOST_SHARES} links that work. Revoke one that nobody needs first.`, { code: 'too-many-shares', status: 409 })
    const row = await tx.shareLink.create({ data: { ...link, tokenHash: hash, madeById: userIdOf(actor), madeByName: describeActor(actor), createdAt: now } })
    const after = { request: request!.name, requestId: link.requestId, expiresAt: link.expiresAt.toISOString(), showsAccountsAndAddresses: link.showsInternals }
    await insertAudit(tx, [{ at: now, actor, action: 'share.made', object: objectOf(row), after }])
    return toShare(row)
  })
}

/** Ends a link at once; ending an ended one does nothing. Throws `NotFoundError` and what `allow` throws. */
export async function revokeShare({ requestId, linkId }: Pick<ShareLink, 'requestId' | 'linkId'>, { actor, now, allow }: By): Promise<void> {
  await write(async (tx) => {
    const [request] = await readAll(tx, [requestId], allow)
    const row = await tx.shareLink.findUnique({ where: { linkId } })
    if (row?.requestId !== requestId) throw new NotFoundError('The link')
    if (row.revokedAt) return
    await tx.shareLink.update({ where: { linkId }, data: { revokedAt: now } })
    await insertAudit(tx, [{ at: now, actor, action: 'share.revoked', object: objectOf(row), before: { request: request!.name, requestId, expiresAt: row.expiresAt.toISOString() } }])
  })
}

/**
 * Counts one opening of the link with this hash, where it works and is what its signature says; else null, and nothing is counted. It
 * is asked and counted in one transaction: what was revoked before is not opened after.
 */
export async function noteOpening(claims: ShareClaims, hash: string, { now, from }: { now: Date; from: string | null }): Promise<ShareLink | null> {
  return write(
    async (tx) => {
      const row = await tx.shareLink.findUnique({ where: { tokenHash: hash } })
      if (!row || !isAsSigned(row, claims) || standingOfShare(row, now) !== 'active') return null
      const told = isOpeningTold(row.toldAt, now)
      const opened = await tx.shareLink.update({ where: { linkId: row.linkId }, data: { opens: { increment: 1 }, lastOpenedAt: now, ...(told && { toldAt: now }) } })
      if (told) await tellOpening(tx, opened, { now, from })
      return toShare(opened)
    },
    { unaudited: 'an opening within the hour of one that was told; the link counts it' },
  )
}

const tellOpening = (tx: Prisma.TransactionClient, row: ShareLinkModel, { now, from }: { now: Date; from: string | null }) =>
  insertAudit(tx, [{ at: now, actor: { kind: 'guest', from }, action: 'share.opened', object: objectOf(row), after: { requestId: row.requestId, opens: row.opens } }])

const isAsSigned = (row: ShareLinkModel, claims: ShareClaims): boolean =>
  row.linkId === claims.linkId && row.requestId === claims.requestId && row.showsInternals === claims.showsInternals && row.expiresAt.getTime() === claims.expiresAt.getTime()

const objectOf = ({ linkId, label }: Pick<ShareLink, 'linkId' | 'label'>) => ({ kind: 'share', id: linkId, name: label })

const toShare = ({ tokenHash: _, toldAt: __, ...row }: ShareLinkModel): ShareLink => row
