import 'server-only'
import { isRole, type Role } from '@/lib/privatelink/roles'
import { reader } from './client'
import type { InvitationModel } from './generated/models'
import { hashOfToken } from './sessions'

/** A way in for somebody who is not known yet, or for who is known and lost their password. `note`: for whom, in the words of who made it. */
export type Invitation = {
  invitationId: string
  role: Role
  note: string
  invitedByName: string
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
  revokedAt: Date | null
  /** Whose new password it is for; null for an invitation. */
  forUserId: string | null
}

/** Those that can still be used, the newest first. */
export async function listOpenInvitations(now: Date): Promise<Invitation[]> {
  const rows = await reader().invitation.findMany({ where: { usedAt: null, revokedAt: null, expiresAt: { gt: now } }, orderBy: { createdAt: 'desc' } })
  return rows.map(toInvitation)
}

/** The link of this token if it can be used now and is of this kind. */
export async function findOpenInvitation(token: string, now: Date, kind: 'invitation' | 'renewal' = 'invitation'): Promise<Invitation | null> {
  const row = await reader().invitation.findUnique({ where: { tokenHash: hashOfToken(token) } })
  return row && isOpenInvitation(row, now) && (row.forUserId !== null) === (kind === 'renewal') ? toInvitation(row) : null
}

export const isOpenInvitation = ({ usedAt, revokedAt, expiresAt }: Pick<InvitationModel, 'usedAt' | 'revokedAt' | 'expiresAt'>, now: Date): boolean =>
  usedAt === null && revokedAt === null && expiresAt > now

export function toInvitation({ id, role, note, invitedByName, createdAt, expiresAt, usedAt, revokedAt, forUserId }: InvitationModel): Invitation {
  if (!isRole(role)) throw new Error(`The invitation ${id} has the role “${role}”, which this version does not know.`)
  return { invitationId: id, role, note, invitedByName, createdAt, expiresAt, usedAt, revokedAt, forUserId }
}
