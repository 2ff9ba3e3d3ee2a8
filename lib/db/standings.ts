import 'server-only'
import { CHANGES } from '@/lib/privatelink/checks/last-change'
import { STANDINGS, type Standing } from '@/lib/privatelink/checks/proof'
import { reader } from './client'
import { Prisma } from './generated/client'
import type { Part } from './parts'

/** Keeps what was judged of a request just now, in the place of what was judged before. For use inside `write`. */
export async function storeStanding(tx: Prisma.TransactionClient, requestId: string, standing: Standing, judgedAt: Date): Promise<void> {
  await tx.standing.upsert({ where: { requestId }, create: { requestId, standing, judgedAt }, update: { standing, judgedAt } })
}

/** What was judged before counts no more: something was learnt that is not judged yet. For use inside `write`. */
export async function forgetStanding(tx: Prisma.TransactionClient, requestId: string): Promise<void> {
  await tx.standing.deleteMany({ where: { requestId } })
}

/** The same of all: they would be judged otherwise now. For use inside `write`. */
export async function forgetStandings(tx: Prisma.TransactionClient): Promise<void> {
  await tx.standing.deleteMany()
}

/** Available requests of which something is known that is not judged. */
export async function listUnjudged(most: number): Promise<string[]> {
  const rows = await reader().$queryRaw<{ requestId: string }[]>`
    SELECT "requestId" FROM "EndpointRequest" WHERE "state" = 'available' AND "requestId" IN (
      SELECT "requestId" FROM "ChecksRun" UNION SELECT "requestId" FROM "Evidence" EXCEPT SELECT "requestId" FROM "Standing") LIMIT ${most}`
  return rows.map(({ requestId }) => requestId)
}

/** What is `kept` of requests, as far as it counts: what is older than the last change of the endpoint, its DNS or its network does not. */
export const KEPT_STANDING = Prisma.sql`
  "Standing" AS kept JOIN "EndpointRequest" AS judged ON judged."requestId" = kept."requestId" LEFT JOIN "ChecksRun" AS run ON run."requestId" = kept."requestId"
  WHERE kept."judgedAt" >= judged."stateSince" AND kept."judgedAt" >= ifnull(run."mendedAt", 0)
    AND NOT EXISTS (
      SELECT 1 FROM "Event" AS event
      WHERE event."requestId" = kept."requestId" AND event."at" > kept."judgedAt" AND event."kind" IN (${Prisma.join([...CHANGES])}))`

/** By request id, as far as it counts. */
export const standingsAmong = (requestIds: readonly string[]): Part<Map<string, Standing>> => ({
  sql: Prisma.sql`
    SELECT json_group_array(json_array(kept."requestId", kept."standing")) FROM ${KEPT_STANDING}
    AND kept."requestId" IN (SELECT value FROM json_each(${JSON.stringify(requestIds)}))`,
  read: (json) => new Map((JSON.parse(json ?? '[]') as [string, string][]).map(([requestId, standing]) => [requestId, toStanding(standing)])),
})

/** Throws for a word of a newer program. */
export function toStanding(text: string): Standing {
  const standing = STANDINGS.find((known) => known === text)
  if (!standing) throw new Error(`The database holds the unknown standing ${JSON.stringify(text)}.`)
  return standing
}
