import { z } from 'zod'
import { cleanLine } from '@/lib/privatelink/text'

const email = z
  .string()
  .trim()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('Write an e-mail address such as ada@example.com.'))
  .transform((text) => text.toLowerCase())

const name = z
  .string()
  .transform((text) => cleanLine(text, 100))
  .pipe(z.string().min(1, 'Write the name that others know you by.'))

/** Judged by `password-rules.ts`; the bound here only keeps a book out of the hash. */
const newPassword = z.string().min(1, 'Choose a password.').max(1_000, 'Use at most 128 characters.')

export const signInShape = z.strictObject({
  email: z.string().trim().min(1, 'Write your e-mail address.').max(254, 'An e-mail address has at most 254 characters.'),
  password: z.string().min(1, 'Write your password.').max(256, 'A password has at most 128 characters.'),
  next: z.string().max(2_000).optional(),
})

export const renewalShape = z.strictObject({ token: z.string().max(300), password: newPassword })
export const newcomerShape = z.strictObject({ token: z.string().max(300), name, email, password: newPassword })
