import 'server-only'
import type { DeskRow } from '@/lib/privatelink/desk-contradictions'
import { DESK_STATES, type DeskFacts } from '@/lib/privatelink/desk'
import type { EndpointState } from '@/lib/privatelink/state'
import { reader, readList, untilWritten } from './client'
import { Prisma } from './generated/client'
import { outcomeOf, toOutcomeKind } from './outcomes'
import { readTogether } from './parts'
import { toState } from './request-columns'
import { ticketMarkOf } from './ticket-marks'

/** The newest outcome of a request `r`, beside it as `o`; one that was taken back counts as none. */
export const NEWEST_OUTCOME = Prisma.sql`
  LEFT JOIN "DeskOutcome" AS o ON o."id" = (SELECT max(n."id") FROM "DeskOutcome" AS n WHERE n."requestId" = r."requestId") AND o."kind" <> 'withdrawn'`

/** Everything the desk knows of one request beside AWS. */
export function findDeskFacts(requestId: string): Promise<DeskFacts> {
  return readTogether({ mark: ticketMarkOf(requestId), outcome: outcomeOf(requestId) })
}

type Cells = [string, string, string, number, string | null, string | null, string | null, string, string | null, string | null, number | null, string | null, number | null, number | null]

/**
 * What the desk compares: everything that waits for ClickHouse, everything in an open state with a mark or an outcome, and whatever
 * else has the endpoint of one that waits.
 */
export const listDeskRows: () => readonly DeskRow[] = untilWritten(() => {
  const states = JSON.stringify(DESK_STATES)
  return readList<Cells>(Prisma.sql`
    WITH waiting ("requestId", "endpointId") AS (
      SELECT "requestId", "endpointId" FROM "EndpointRequest" INDEXED BY "EndpointRequest_state_since_idx" WHERE "state" = 'pending-acceptance'),
    compared ("requestId") AS (
      SELECT "requestId" FROM waiting
      UNION SELECT "requestId" FROM "TicketMark"
      UNION SELECT "requestId" FROM "DeskOutcome"
      UNION SELECT r."requestId" FROM waiting CROSS JOIN "EndpointRequest" AS r INDEXED BY "EndpointRequest_endpointId_idx" ON r."endpointId" = waiting."endpointId")
    SELECT json_group_array(json_array(
      r."requestId", r."name", r."state", r."stateSince", r."accountId", r."region", r."endpointId", r."hostnames", r."ownerName",
      m."number", m."sentAt", o."kind", o."at", o."answeredAt"))
    FROM compared CROSS JOIN "EndpointRequest" AS r ON r."requestId" = compared."requestId"
    LEFT JOIN "TicketMark" AS m ON m."requestId" = r."requestId" ${NEWEST_OUTCOME}
    WHERE r."state" IN (SELECT value FROM json_each(${states}))`).map(toDeskRow)
})

function toDeskRow([requestId, name, state, stateSince, accountId, region, endpointId, hostnames, ownerName, number, sentAt, kind, at, answeredAt]: Cells): DeskRow {
  return {
    requestId,
    name,
    state: toState(state),
    stateSince,
    accountId,
    region,
    endpointId,
    hostnames: JSON.parse(hostnames) as string[],
    ownerName,
    mark: number !== null && sentAt !== null ? { number, sentAt } : null,
    outcome: kind !== null && at !== null ? { kind: toOutcomeKind(kind), at, answeredAt } : null,
  }
}

/** How many requests are in each state of the desk. Reads an index only. */
export async function countDeskStates(): Promise<Partial<Record<EndpointState, number>>> {
  const rows = await reader().endpointRequest.groupBy({ by: ['state'], where: { state: { in: [...DESK_STATES] } }, _count: { _all: true } })
  return Object.fromEntries(rows.map((row) => [toState(row.state), row._count._all]))
}
