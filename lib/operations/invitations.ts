import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import { insertAudit } from '@/lib/db/audit'
import { write } from '@/lib/db/client'
import { isOpenInvitation, toInvitation, type Invitation } from '@/lib/db/invitations'
import { insertPerson } from '@/lib/db/people'
import { aboutPerson, hashOfToken } from '@/lib/db/sessions'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Asking } from '@/lib/privatelink/actor'
import { describeActor } from '@/lib/privatelink/event'
import type { Role } from '@/lib/privatelink/roles'
import { authorise } from './authorise'

type By = { actor: Asking; now: Date }

const VALID_MS = 7 * 24 * 3_600_000
export const INVITATION_IS_OVER = 'This invitation does not work, or not any more: it is used, withdrawn or older than seven days. Ask whoever sent it for another.'

/** Makes a way in for somebody; the token is in the answer and nowhere else. */
export async function invitePerson({ role, note }: { role: Role; note: string }, { actor, now }: By): Promise<{ token: string; invitation: Invitation }> {
  authorise(actor, 'managePeople')
  const token = randomBytes(24).toString('base64url')
  const id = randomUUID()
  const expiresAt = new Date(now.getTime() + VALID_MS)
  const invitation = await write(async (tx) => {
    const row = await tx.invitation.create({ data: { id, tokenHash: hashOfToken(token), role, note, invitedById: actor.userId, invitedByName: describeActor(actor), createdAt: now, expiresAt } })
    await insertAudit(tx, [{ at: now, actor, action: 'person.invited', object: aboutInvitation(id, note), after: { role, expiresAt: expiresAt.toISOString() } }])
    return toInvitation(row)
  })
  return { token, invitation }
}

/** Withdraws an invitation that nobody has used. */
export async function revokeInvitation(invitationId: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'managePeople')
  await write(async (tx) => {
    const row = await tx.invitation.findUnique({ where: { id: invitationId } })
    if (!row) throw new NotFoundError('The invitation')
    if (!isOpenInvitation(row, now)) throw new AppError('This invitation is used, withdrawn or out of date already.', { code: 'invitation-is-over', status: 409 })
    await tx.invitation.update({ where: { id: invitationId }, data: { revokedAt: now } })
    await insertAudit(tx, [{ at: now, actor, action: 'person.invitation-revoked', object: aboutInvitation(invitationId, row.note), before: { role: row.role } }])
  })
}

type Accepted = { token: string; name: string; email: string; passwordHash: string }

/** Makes the person an invitation is for, with the role it was made with. Used once, however many ask at the same time. */
export async function acceptInvitation({ token, name, email, passwordHash }: Accepted, { from, now }: { from: string | null; now: Date }): Promise<void> {
  await write(async (tx) => {
    const row = await tx.invitation.findUnique({ where: { tokenHash: hashOfToken(token) } })
    if (!row || row.forUserId !== null || !isOpenInvitation(row, now)) throw new AppError(INVITATION_IS_OVER, { code: 'invitation-is-over', status: 404 })
    const known = await tx.person.findUnique({ where: { email: email.toLowerCase() } })
    if (known) throw new AppError('Somebody with this e-mail address has access already. Sign in as them, or give another address.', { code: 'email-taken', status: 409 })
    const { role } = toInvitation(row)
    const userId = randomUUID()
    await insertPerson(tx, { userId, name, email, role, passwordHash, now })
    await tx.invitation.update({ where: { id: row.id }, data: { usedAt: now, usedById: userId } })
    await insertAudit(tx, [{ at: now, actor: { kind: 'user', name, userId, from }, action: 'person.joined', object: aboutPerson({ userId, name }), after: { role, email, invitedBy: row.invitedByName } }])
  })
}

const aboutInvitation = (id: string, note: string) => ({ kind: 'invitation', id, name: note })
