import { z } from 'zod'
import { isRegionCode } from '@/lib/privatelink/ids'
import { secretInText } from '@/lib/privatelink/secrets'

const amount = z
  .string()
  .trim()
  .regex(/^\d{1,2}([.,]\d{1,6})?$/, 'Write an amount in US dollars such as 0.01.')
  .transform((text) => Number(text.replace(',', '.')))

export const rateShape = z.strictObject({
  region: z.string().trim().refine(isRegionCode, 'Write the code of an AWS region such as eu-west-1.'),
  perZoneHourUsd: amount,
  perGbUsd: amount,
  asOf: z.iso.date('Write the day you read it as YYYY-MM-DD.'),
  source: z.string().trim().min(1, 'Say where you read it, e.g. the AWS PrivateLink pricing page.').max(200, 'Keep it under 200 characters.').superRefine((text, context) => {
    const sentence = secretInText(text)
    if (sentence) context.addIssue(sentence)
  }),
})

export const regionShape = z.strictObject({ region: z.string().refine(isRegionCode, 'This is not the code of an AWS region.') })
