import { z } from 'zod'
import type { RequestQuery } from '@/lib/db/requests'
import { isAccountId, isRegionCode } from '@/lib/privatelink/ids'
import { SORT_LABEL, statesOf, type ListQuery } from './list-choices'

/** A group of one state is on the menu as that state. */
function asOnMenu(choice: string): string {
  const [first, ...more] = statesOf(choice)
  return first && more.length === 0 ? first : choice
}

const sort = z.enum(Object.keys(SORT_LABEL) as (keyof typeof SORT_LABEL)[])

// Whatever is repeated, unknown or strange is left out: an old bookmark shows a wider list, never an error.
const shape = z.object({
  state: z.string().refine((text) => statesOf(text).length > 0).transform(asOnMenu).optional().catch(undefined),
  region: z.string().refine(isRegionCode).optional().catch(undefined),
  account: z.string().refine(isAccountId).optional().catch(undefined),
  q: z.string().trim().max(200).optional().catch(undefined).transform((text) => text || undefined),
  drift: z.literal('1').optional().catch(undefined),
  sort: sort.optional().catch(undefined),
  cursor: z.string().max(4_000).optional().catch(undefined),
})

export const parseListQuery = (params: Record<string, string | string[] | undefined>): ListQuery => shape.parse(params)

export const PAGE_SIZE = 40

export function toRequestQuery({ state, region, account, drift, q, sort, cursor }: ListQuery): RequestQuery {
  return { state: state ? statesOf(state) : undefined, region, accountId: account, ...(drift && { drift: true }), text: q, sort, cursor, limit: PAGE_SIZE }
}
