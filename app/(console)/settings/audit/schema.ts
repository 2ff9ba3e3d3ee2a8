import { z } from 'zod'

export const verifyShape = z.strictObject({})
