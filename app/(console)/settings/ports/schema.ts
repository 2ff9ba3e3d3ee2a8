import { z } from 'zod'
import { MAX_PORT_NAME } from '@/lib/privatelink/ports'
import { secretInText } from '@/lib/privatelink/secrets'
import { cleanLine } from '@/lib/privatelink/text'

const port = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, 'A TCP port is a whole number from 1 to 65535.')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65_535, 'A TCP port is a whole number from 1 to 65535.')

const name = z
  .string()
  .transform((text) => cleanLine(text, 400))
  .superRefine((text, context) => {
    if (text === '') context.addIssue('Say what speaks on this port, e.g. HTTPS.')
    if (text.length > MAX_PORT_NAME) context.addIssue(`Keep the name under ${MAX_PORT_NAME} characters.`)
    const secret = secretInText(text)
    if (secret) context.addIssue(secret)
  })

export const portShape = z.strictObject({ port, name, needed: z.literal('yes').optional() })

export const wayBackShape = z.strictObject({ way: z.enum(['remove', 'reset']), port })
