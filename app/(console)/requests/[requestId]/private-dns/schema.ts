import { z } from 'zod'

const requestId = z.uuid('The link to this request is damaged. Open it from the list again.')

export const switchOnShape = z.strictObject({ requestId, confirmed: z.string().max(300, 'Type one of the names that move.') })
export const switchOffShape = z.strictObject({ requestId })
