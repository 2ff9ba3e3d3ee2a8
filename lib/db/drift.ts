import 'server-only'
import { driftOf, liveOf, type LiveEndpoint } from '@/lib/privatelink/drift'
import { SWITCH_PHASES } from '@/lib/privatelink/private-dns'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { reader } from './client'
import { Prisma } from './generated/client'
import type { DriftModel } from './generated/models'
import { readPart, table, type Part } from './parts'
import { OPEN_STATES } from './request-columns'

/** A request and what AWS showed of its endpoint; null: it was not listed. */
export type Sighting = { request: EndpointRequest; seen: LiveEndpoint | null }

type Row = { requestId: string; live: string; count: number; since: number }

const DRIFTS = table<DriftModel>('Drift', { requestId: 'plain', live: 'plain', count: 'plain', since: 'date' })

/** What AWS shows where it is not the plan, and since when. */
export type Drift = { live: LiveEndpoint; since: Date }

/** Null where plan and AWS agreed at the last look. */
export const driftPartOf = (requestId: string): Part<Drift | null> => DRIFTS.row(Prisma.sql`WHERE "requestId" = ${requestId}`, ({ live, since }) => ({ live: JSON.parse(live) as LiveEndpoint, since }))

export const findDrift = (requestId: string): Promise<Drift | null> => readPart(driftPartOf(requestId))

/** The ids of every open request whose endpoint is not as planned, in no particular order. */
export async function listDrifting(): Promise<string[]> {
  const rows = await reader().$queryRaw<{ requestId: string }[]>`
    SELECT "Drift"."requestId" FROM "Drift" CROSS JOIN "EndpointRequest" USING ("requestId") WHERE "state" IN (SELECT value FROM json_each(${OPEN_STATES}))`
  return rows.map(({ requestId }) => requestId)
}

/**
 * Compares what AWS showed with the plans and keeps where they differ: only rows that are new, other or no longer true are written,
 * so that a look that shows the same writes nothing. For use inside `write`.
 */
export async function noteDrift(tx: Prisma.TransactionClient, sightings: readonly Sighting[]): Promise<void> {
  if (sightings.length === 0) return
  const ids = JSON.stringify(sightings.map(({ request }) => request.requestId))
  const known = new Map((await tx.$queryRaw<Row[]>`SELECT "requestId", "live", "count", "since" + 0 AS "since" FROM "Drift" WHERE "requestId" IN (SELECT value FROM json_each(${ids}))`).map((row) => [row.requestId, row]))
  const wishes = await wishesOf(tx, ids)
  const kept: Row[] = []
  const over: string[] = []
  for (const { request, seen } of sightings) {
    const { requestId } = request
    const row = known.get(requestId)
    const count = seen ? driftOf(request, seen, wishes.get(requestId) ?? null).length : 0
    const live = seen && count > 0 ? JSON.stringify(liveOf(seen)) : ''
    if (count === 0 && row) over.push(requestId)
    else if (count > 0 && (row?.live !== live || row.count !== count)) kept.push({ requestId, live, count, since: Number(row?.since ?? Date.now()) })
  }
  if (over.length > 0) await tx.$executeRaw`DELETE FROM "Drift" WHERE "requestId" IN (SELECT value FROM json_each(${JSON.stringify(over)}))`
  if (kept.length > 0) await keep(tx, kept)
}

async function keep(tx: Prisma.TransactionClient, rows: Row[]): Promise<void> {
  const cells = JSON.stringify(rows.map(({ requestId, live, count, since }) => [requestId, live, count, since]))
  await tx.$executeRaw`
    INSERT INTO "Drift" ("requestId", "live", "count", "since")
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${cells}) WHERE true
    ON CONFLICT ("requestId") DO UPDATE SET "live" = excluded."live", "count" = excluded."count"`
}

type WishRow = { requestId: string; wanted: number; phase: string; askedAt: number }

async function wishesOf(tx: Prisma.TransactionClient, ids: string) {
  const rows = await tx.$queryRaw<WishRow[]>`SELECT "requestId", "wanted", "phase", "askedAt" + 0 AS "askedAt" FROM "PrivateDnsWish" WHERE "requestId" IN (SELECT value FROM json_each(${ids}))`
  return new Map(
    rows.map(({ requestId, wanted, phase, askedAt }) => {
      const known = SWITCH_PHASES.find((each) => each === phase) ?? 'unclear'
      return [requestId, { wanted: Boolean(wanted), phase: known, askedAt: new Date(Number(askedAt)) }]
    }),
  )
}
