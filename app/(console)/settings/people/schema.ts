import { z } from 'zod'
import { ROLES } from '@/lib/privatelink/roles'
import { cleanLine } from '@/lib/privatelink/text'

const role = z.enum(ROLES, 'Choose one of the roles.')
const userId = z.string().min(1).max(100)

export const inviteShape = z.strictObject({
  role,
  note: z
    .string()
    .transform((text) => cleanLine(text, 100))
    .pipe(z.string().min(1, 'Write for whom this is, so that others recognise it in the list.')),
})
export const roleShape = z.strictObject({ userId, role })
export const personShape = z.strictObject({ userId })
export const invitationShape = z.strictObject({ invitationId: z.string().min(1).max(100) })
