import { z } from 'zod'
import { cleanLine } from '@/lib/privatelink/text'
import { TOKEN_DAYS, TOKEN_SCOPES } from '@/lib/privatelink/tokens'

export const newTokenShape = z.strictObject({
  name: z.string().max(80, 'Keep the name under 80 characters.').transform((text) => cleanLine(text, 80)).refine((text) => text !== '', 'Give it a name that says where it will be used, e.g. “Terraform pipeline”.'),
  scopes: z.array(z.enum(TOKEN_SCOPES, 'Choose from the list.')).min(1, 'Choose at least one thing it may be used for.').default([]),
  days: z.coerce.number('Write a number of days.').int('Write whole days.').min(TOKEN_DAYS.least, 'It lives at least a day.').max(TOKEN_DAYS.most, `It lives at most ${TOKEN_DAYS.most} days.`),
})

export const tokenShape = z.strictObject({ tokenId: z.string().regex(/^[0-9a-f]{18}$/, 'Choose a token from the list.') })
