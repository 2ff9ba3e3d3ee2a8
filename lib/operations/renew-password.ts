import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import { insertAudit } from '@/lib/db/audit'
import { write } from '@/lib/db/client'
import { isOpenInvitation, toInvitation, type Invitation } from '@/lib/db/invitations'
import { findPersonInside, PASSWORD } from '@/lib/db/people'
import { aboutPerson, deleteSessions, hashOfToken } from '@/lib/db/sessions'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Asking } from '@/lib/privatelink/actor'
import { describeActor } from '@/lib/privatelink/event'
import { announce } from './announce'
import { authorise } from './authorise'

type By = { actor: Asking; now: Date }

/** Shorter than an invitation: it opens an access that exists. */
const VALID_MS = 24 * 3_600_000
export const RENEWAL_IS_OVER = 'This link does not work, or not any more: it is used, withdrawn or older than a day. Ask an administrator for another.'

/**
 * Makes a link with which somebody who lost their password sets another; the token is in the answer and nowhere else. An earlier one
 * for them is withdrawn. Refuses who has no access (`no-access`) and who signs in with the provider only (`no-password`), 409.
 */
export async function offerNewPassword(userId: string, { actor, now }: By): Promise<{ token: string; invitation: Invitation }> {
  authorise(actor, 'managePeople')
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(now.getTime() + VALID_MS)
  const invitation = await write(async (tx) => {
    const person = await findPersonInside(tx, userId)
    if (!person) throw new NotFoundError('The person')
    if (person.disabledAt) throw new AppError('They have no access. Give it back first.', { code: 'no-access', status: 409 })
    if ((await tx.credential.count({ where: { userId, providerId: PASSWORD } })) === 0) throw new AppError('They sign in with your organisation’s provider, so there is no password to renew here.', { code: 'no-password', status: 409 })
    await tx.invitation.updateMany({ where: { forUserId: userId, usedAt: null, revokedAt: null }, data: { revokedAt: now } })
    const made = { id: randomUUID(), tokenHash: hashOfToken(token), role: person.role, note: `${person.name}: a new password`, invitedById: actor.userId, invitedByName: describeActor(actor) }
    const row = await tx.invitation.create({ data: { ...made, createdAt: now, expiresAt, forUserId: userId } })
    await insertAudit(tx, [{ at: now, actor, action: 'person.password-link-made', object: aboutPerson(person), after: { expiresAt: expiresAt.toISOString() } }])
    return toInvitation(row)
  })
  return { token, invitation }
}

/** Sets the password a link was made for and ends every session of that person. Used once, however many ask at the same time. Gives their address. */
export async function renewPassword({ token, passwordHash }: { token: string; passwordHash: string }, { from, now }: { from: string | null; now: Date }): Promise<{ email: string }> {
  const person = await write(async (tx) => {
    const row = await tx.invitation.findUnique({ where: { tokenHash: hashOfToken(token) } })
    const known = row?.forUserId && isOpenInvitation(row, now) ? await findPersonInside(tx, row.forUserId) : null
    if (!row || !known || known.disabledAt) throw new AppError(RENEWAL_IS_OVER, { code: 'renewal-is-over', status: 404 })
    const { userId, name } = known
    await tx.credential.updateMany({ where: { userId, providerId: PASSWORD }, data: { password: passwordHash, updatedAt: now } })
    await tx.invitation.update({ where: { id: row.id }, data: { usedAt: now, usedById: userId } })
    const sessions = await deleteSessions(tx, userId)
    await insertAudit(tx, [{ at: now, actor: { kind: 'user', name, userId, from }, action: 'person.password-renewed', object: aboutPerson(known), after: { sessionsEnded: sessions, linkBy: row.invitedByName } }])
    return known
  })
  announce({ type: 'access' })
  return { email: person.email }
}
