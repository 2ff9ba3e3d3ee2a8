import 'server-only'
import type { EndpointState } from '@/lib/privatelink/state'
import { reader } from './client'
import { toState } from './request-columns'

/** Whether there is any request: a new user is sent another way. */
export async function hasRequests(): Promise<boolean> {
  const row = await reader().endpointRequest.findFirst({ select: { requestId: true } })
  return row !== null
}

/** How many requests there are. Reads an index from end to end: some milliseconds for 100,000. */
export function countRequests(): Promise<number> {
  return reader().endpointRequest.count()
}

/** How many there are in each state that occurs. As costly as `countRequests`. */
export async function countRequestsByState(): Promise<Partial<Record<EndpointState, number>>> {
  const rows = await reader().endpointRequest.groupBy({ by: ['state'], _count: { _all: true } })
  return Object.fromEntries(rows.map((row) => [toState(row.state), row._count._all]))
}

/** The regions and accounts that occur, sorted, for filter menus. Jumps along the indexes: the cost is in their number, not in that of the rows. */
export async function listFacets(): Promise<{ regions: string[]; accountIds: string[] }> {
  const [regions, accounts] = await Promise.all([
    reader().$queryRaw<{ value: string }[]>`
      WITH RECURSIVE facet (value) AS (
        SELECT min("region") FROM "EndpointRequest" INDEXED BY "EndpointRequest_region_newest_idx" WHERE "region" IS NOT NULL
        UNION ALL
        SELECT (SELECT min("region") FROM "EndpointRequest" INDEXED BY "EndpointRequest_region_newest_idx" WHERE "region" > facet.value) FROM facet WHERE facet.value IS NOT NULL
      ) SELECT value FROM facet WHERE value IS NOT NULL`,
    reader().$queryRaw<{ value: string }[]>`
      WITH RECURSIVE facet (value) AS (
        SELECT min("accountId") FROM "EndpointRequest" INDEXED BY "EndpointRequest_account_newest_idx" WHERE "accountId" IS NOT NULL
        UNION ALL
        SELECT (SELECT min("accountId") FROM "EndpointRequest" INDEXED BY "EndpointRequest_account_newest_idx" WHERE "accountId" > facet.value) FROM facet WHERE facet.value IS NOT NULL
      ) SELECT value FROM facet WHERE value IS NOT NULL`,
  ])
  return { regions: regions.map(({ value }) => value), accountIds: accounts.map(({ value }) => value) }
}
