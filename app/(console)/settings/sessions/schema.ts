import { z } from 'zod'

export const sessionShape = z.strictObject({ sessionId: z.string().min(1).max(100) })
export const nothingShape = z.strictObject({})
export const passwordShape = z.strictObject({
  current: z.string().min(1, 'Write the password you have now.').max(256, 'A password has at most 128 characters.'),
  password: z.string().min(1, 'Choose a new password.').max(1_000, 'Use at most 128 characters.'),
})
