import { z } from 'zod'
import { inviteNoteShape, roleShape } from '@/lib/privatelink/access-shapes'

const userId = z.string().min(1).max(100)

export const inviteShape = z.strictObject({ role: roleShape, note: inviteNoteShape })
export const personRoleShape = z.strictObject({ userId, role: roleShape })
export const personShape = z.strictObject({ userId })
export const invitationShape = z.strictObject({ invitationId: z.string().min(1).max(100) })
