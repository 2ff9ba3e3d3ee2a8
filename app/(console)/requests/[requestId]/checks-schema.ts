import { z } from 'zod'

const requestId = z.guid('The link to this request is damaged. Open the request from the list again.')
const seen = z.string().regex(/^[0-9a-f]{32}$/, 'This page is too old for that. Reload it.')

export const runShape = z.strictObject({ requestId })
export const dnsShape = z.strictObject({ requestId, seen })
export const ruleShape = z.strictObject({ requestId, seen, ports: z.string().regex(/^\d{1,5}(,\d{1,5}){0,9}$/, 'This page is too old for that. Reload it.').transform((text) => text.split(',').map(Number)) })
export const queryShape = z.strictObject({
  requestId,
  user: z.string().trim().min(1, 'Name the ClickHouse user, for instance “default”.').max(200, 'A user’s name has at most 200 characters.'),
  password: z.string().min(1, 'Give the user’s password. It is used for this one query and kept nowhere.').max(1000, 'The password has at most 1,000 characters.'),
})
