import { z } from 'zod'
import { tokenNameShape, tokenScopesShape } from '@/lib/privatelink/access-shapes'
import { TOKEN_DAYS } from '@/lib/privatelink/tokens'

export const newTokenShape = z.strictObject({
  name: tokenNameShape,
  scopes: tokenScopesShape.default([]),
  days: z.coerce.number('Write a number of days.').int('Write whole days.').min(TOKEN_DAYS.least, 'It lives at least a day.').max(TOKEN_DAYS.most, `It lives at most ${TOKEN_DAYS.most} days.`),
})

export const tokenShape = z.strictObject({ tokenId: z.string().regex(/^[0-9a-f]{18}$/, 'Choose a token from the list.') })
