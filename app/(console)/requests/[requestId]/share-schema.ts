import { z } from 'zod'
import { SHARE_DAYS } from '@/lib/privatelink/share'
import { cleanLine } from '@/lib/privatelink/text'

const requestId = z.guid('The link to this request is damaged. Open the request from the list again.')

export const newShareShape = z.strictObject({
  requestId,
  label: z.string().max(80, 'Keep it under 80 characters.').transform((text) => cleanLine(text, 80)).refine((text) => text !== '', 'Say for whom it is, so that you know later which one to revoke.'),
  days: z.coerce.number('Choose from the list.').int('Choose from the list.').min(SHARE_DAYS.least, 'A link lives at least a day.').max(SHARE_DAYS.most, `A link lives at most ${SHARE_DAYS.most} days.`),
  showsInternals: z.literal('yes', 'Tick it or leave it.').optional().transform((ticked) => ticked === 'yes'),
})

export const shareShape = z.strictObject({ requestId, linkId: z.string().regex(/^[0-9a-f]{18}$/, 'Choose a link from the list.') })
