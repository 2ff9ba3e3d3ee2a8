import 'server-only'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { isMoving, isOpen, STATES, type EndpointState } from '@/lib/privatelink/state'
import { reader } from './client'
import { Prisma } from './generated/client'
import { toState } from './request-columns'
import { readRows } from './request-rows'

export type WatchedRow = {
  requestId: string
  endpointId: string
  state: EndpointState
  fingerprint: string | null
  missedLooks: number
  serviceName: string | null
  vpcId: string | null
  createdAt: Date
}

/** One account in one region with endpoints to look at; `moving` of the `open` ones are expected to change soon. */
export type ReachSummary = { accountId: string; region: string; open: number; moving: number; serviceNames: string[] }

const OPEN_STATES = JSON.stringify(STATES.filter(isOpen))

/** What the watcher compares with AWS: the requests of an account and region whose endpoint exists, in no particular order. */
export async function listWatched({ accountId, region }: { accountId: string; region: string }): Promise<WatchedRow[]> {
  // One text with everything in it: Prisma takes longer to hand over ten thousand rows than SQLite to find them.
  const [answer] = await reader().$queryRaw<{ rows: string }[]>`
    SELECT json_group_array(json_array("requestId", "endpointId", "state", "fingerprint", "missedLooks", "serviceName", "vpcId", "createdAt")) AS rows
    FROM "EndpointRequest" INDEXED BY "EndpointRequest_watched_idx"
    WHERE "accountId" = ${accountId} AND "region" = ${region} AND "state" IN (SELECT value FROM json_each(${OPEN_STATES})) AND "endpointId" IS NOT NULL`
  const rows = JSON.parse(answer?.rows ?? '[]') as [string, string, string, string | null, number, string | null, string | null, number][]
  return rows.map(([requestId, endpointId, state, fingerprint, missedLooks, serviceName, vpcId, createdAt]) => ({
    requestId,
    endpointId,
    state: toState(state),
    fingerprint,
    missedLooks,
    serviceName,
    vpcId,
    createdAt: new Date(createdAt),
  }))
}

/** Every account and region with at least one endpoint to look at, counted as `listWatched` would list them. */
export async function listReaches(): Promise<ReachSummary[]> {
  // Jumps from one pair of account and region to the next along the index, then reads only the open part of each.
  const rows = await reader().$queryRaw<{ accountId: string; region: string; state: string; serviceName: string | null; count: number | bigint }[]>`
    WITH RECURSIVE pairs ("accountId", "region") AS (
      SELECT * FROM (SELECT "accountId", "region" FROM "EndpointRequest" WHERE "accountId" IS NOT NULL AND "region" IS NOT NULL ORDER BY "accountId", "region" LIMIT 1)
      UNION ALL
      SELECT later."accountId", later."region" FROM pairs, "EndpointRequest" AS later
      WHERE later."requestId" = (
        SELECT "requestId" FROM "EndpointRequest" INDEXED BY "EndpointRequest_watched_idx"
        WHERE ("accountId", "region") > (pairs."accountId", pairs."region") AND "region" IS NOT NULL ORDER BY "accountId", "region" LIMIT 1)
    )
    SELECT pairs."accountId", pairs."region", open.value AS state, request."serviceName", count(*) AS count
    FROM pairs CROSS JOIN json_each(${OPEN_STATES}) AS open
    CROSS JOIN "EndpointRequest" AS request INDEXED BY "EndpointRequest_watched_idx"
      ON request."accountId" = pairs."accountId" AND request."region" = pairs."region" AND request."state" = open.value AND request."endpointId" IS NOT NULL
    GROUP BY 1, 2, 3, 4`
  const reaches = new Map<string, ReachSummary>()
  for (const row of rows) {
    const key = `${row.accountId}|${row.region}`
    const reach = reaches.get(key) ?? { accountId: row.accountId, region: row.region, open: 0, moving: 0, serviceNames: [] }
    reaches.set(key, reach)
    const count = Number(row.count)
    reach.open += count
    if (isMoving(toState(row.state))) reach.moving += count
    if (row.serviceName !== null && !reach.serviceNames.includes(row.serviceName)) reach.serviceNames.push(row.serviceName)
  }
  return [...reaches.values()]
}

/** The requests whose intent is written and whose answer is not: what a restart has to finish. Oldest first. */
export async function listIntents(): Promise<EndpointRequest[]> {
  const rows = await readRows(reader(), Prisma.sql`head."state" = 'creating'`)
  return rows.map(({ request }) => request).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}
