import { z } from 'zod'
import type { DeskQuery } from '@/lib/db/list-desk'
import { DESK_GROUPS, DESK_GROUP_NAMES, DESK_STATES, TICKET_STAND_NAMES } from '@/lib/privatelink/desk'
import { isAccountId, isRegionCode } from '@/lib/privatelink/ids'
import type { DeskView } from './desk-choices'

const text = (max: number) => z.string().trim().max(max).optional().catch(undefined).transform((value) => value || undefined)

// Whatever is repeated, unknown or strange is left out: an old bookmark shows a wider queue, never an error.
const shape = z.object({
  state: z.enum([...DESK_GROUP_NAMES, 'all']).optional().catch(undefined).transform((state) => (state === 'waiting' ? undefined : state)),
  ticket: z.enum(TICKET_STAND_NAMES).optional().catch(undefined),
  region: z.string().refine(isRegionCode).optional().catch(undefined),
  account: z.string().refine(isAccountId).optional().catch(undefined),
  requester: text(200),
  q: text(200),
  contradictions: z.literal('1').optional().catch(undefined),
  cursor: z.string().max(4_000).optional().catch(undefined),
})

export const parseDeskView = (params: Record<string, string | string[] | undefined>): DeskView => shape.parse(params)

export const PAGE_SIZE = 40

/** `contradictory` are the requests in which something does not fit together. */
export function toDeskQuery({ state, ticket, region, account, requester, q, contradictions, cursor }: DeskView, contradictory: readonly string[]): DeskQuery {
  const everything = state === 'all' || (!state && contradictions)
  return {
    states: everything ? DESK_STATES : DESK_GROUPS[state ?? 'waiting'].states,
    stand: ticket,
    region,
    accountId: account,
    requester,
    text: q,
    among: contradictions ? contradictory : undefined,
    cursor,
    limit: PAGE_SIZE,
  }
}
