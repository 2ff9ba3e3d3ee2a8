import { z } from 'zod'
import { isAccountId, isRegionCode } from '@/lib/privatelink/ids'

const MAX_IDS = 200

/** What a stream is about: some requests or all, the looks at one account and region or all. */
export const eventsQuery = z
  .strictObject({
    ids: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.uuid()).min(1).max(MAX_IDS))
      .transform((ids) => new Set(ids))
      .optional(),
    accountId: z.string().refine(isAccountId).optional(),
    region: z.string().refine(isRegionCode).optional(),
  })
  .refine(({ accountId, region }) => (accountId === undefined) === (region === undefined))

export type EventsQuery = z.output<typeof eventsQuery>
