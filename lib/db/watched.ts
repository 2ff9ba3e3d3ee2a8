import 'server-only'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { isMoving, type EndpointState } from '@/lib/privatelink/state'
import { reader, readList } from './client'
import { Prisma } from './generated/client'
import { OPEN_STATES, toState } from './request-columns'
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

const REQUESTS = Prisma.sql`"EndpointRequest" INDEXED BY "EndpointRequest_watched_idx"`
const REQUESTS_AS_R = Prisma.sql`"EndpointRequest" AS r INDEXED BY "EndpointRequest_watched_idx"`

/** What the watcher compares with AWS: the requests of an account and region whose endpoint exists, in no particular order. */
export async function listWatched({ accountId, region }: { accountId: string; region: string }): Promise<WatchedRow[]> {
  const rows = readList<[string, string, string, string | null, number, string | null, string | null, number]>(Prisma.sql`
    SELECT json_group_array(json_array("requestId", "endpointId", "state", "fingerprint", "missedLooks", "serviceName", "vpcId", "createdAt"))
    FROM "EndpointRequest" INDEXED BY "EndpointRequest_watched_idx"
    WHERE "accountId" = ${accountId} AND "region" = ${region} AND "state" IN (SELECT value FROM json_each(${OPEN_STATES})) AND "endpointId" IS NOT NULL`)
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

/** Every account and region with at least one endpoint to look at, counted as `listWatched` would list them; in no particular order. */
export async function listReaches(): Promise<ReachSummary[]> {
  // Jumps along the index from one account, region, open state and service to the next, and counts what is between the jumps:
  // what is closed is not read at all.
  const [answer] = await reader().$queryRaw<{ rows: string }[]>`
    WITH RECURSIVE
      accounts (account) AS (
        SELECT min("accountId") FROM ${REQUESTS} WHERE "accountId" IS NOT NULL
        UNION ALL SELECT (SELECT min("accountId") FROM ${REQUESTS} WHERE "accountId" > account) FROM accounts WHERE account IS NOT NULL),
      regions (account, region) AS (
        SELECT account, (SELECT min("region") FROM ${REQUESTS} WHERE "accountId" = account) FROM accounts WHERE account IS NOT NULL
        UNION ALL SELECT account, (SELECT min(r."region") FROM ${REQUESTS_AS_R} WHERE r."accountId" = account AND r."region" > regions.region) FROM regions WHERE region IS NOT NULL),
      services (account, region, state, service) AS (
        SELECT account, regions.region, open.value, (SELECT min("serviceName") FROM ${REQUESTS_AS_R} WHERE r."accountId" = account AND r."region" = regions.region AND r."state" = open.value)
        FROM regions CROSS JOIN json_each(${OPEN_STATES}) AS open WHERE regions.region IS NOT NULL
        UNION ALL SELECT account, services.region, services.state, (
          SELECT min("serviceName") FROM ${REQUESTS_AS_R} WHERE r."accountId" = account AND r."region" = services.region AND r."state" = services.state AND r."serviceName" > service)
        FROM services WHERE service IS NOT NULL)
    SELECT json_group_array(json_array(account, services.region, services.state, service, (
      SELECT count(*) FROM ${REQUESTS_AS_R}
      WHERE r."accountId" = account AND r."region" = services.region AND r."state" = services.state AND r."serviceName" = service AND r."endpointId" IS NOT NULL))) AS rows
    FROM services WHERE service IS NOT NULL`
  const reaches = new Map<string, ReachSummary>()
  for (const [accountId, region, state, serviceName, count] of JSON.parse(answer?.rows ?? '[]') as [string, string, string, string, number][]) {
    if (count === 0) continue
    const key = `${accountId}|${region}`
    const reach = reaches.get(key) ?? { accountId, region, open: 0, moving: 0, serviceNames: [] }
    reaches.set(key, reach)
    reach.open += count
    if (isMoving(toState(state))) reach.moving += count
    if (!reach.serviceNames.includes(serviceName)) reach.serviceNames.push(serviceName)
  }
  return [...reaches.values()]
}

/** The same without the accounts that Causeway may not reach: people tell how things stand there. */
export async function listReachesToLookAt(): Promise<ReachSummary[]> {
  const [reaches, told] = await Promise.all([listReaches(), reader().account.findMany({ where: { source: JSON.stringify({ kind: 'snapshot' }) }, select: { accountId: true } })])
  return reaches.filter(({ accountId }) => !told.some((account) => account.accountId === accountId))
}

/** The requests whose intent is written and whose answer is not: what a restart has to finish. Oldest first. */
export async function listIntents(): Promise<EndpointRequest[]> {
  const rows = await readRows(reader(), Prisma.sql`head."state" = 'creating'`)
  return rows.map(({ request }) => request).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}
