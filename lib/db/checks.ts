import 'server-only'
import type { Who } from '@/lib/privatelink/actor'
import type { Sighting } from '@/lib/privatelink/checks/check'
import type { NetworkConfig } from '@/lib/privatelink/reach/network-config'
import type { Fact } from '@/lib/privatelink/preflight'
import { insertAudit } from './audit'
import { reader, write } from './client'
import { Prisma } from './generated/client'
import type { ChecksRunModel } from './generated/models'
import { readPart, table, type Part } from './parts'
import { forgetStanding } from './standings'

/** The last run for a request: what was seen then. What it means is judged anew whenever somebody looks. */
export type ChecksRun = {
  requestId: string
  ranAt: Date
  ranBy: string | null
  config: Fact<NetworkConfig>
  sightings: Sighting[]
  notProbed: string | null
  /** When something was mended here since, so that what was seen before no longer counts. */
  mendedAt: Date | null
}

type About = { actor: Who; now: Date; name: string }

const RUNS = table<ChecksRunModel>('ChecksRun', {
  requestId: 'plain', ranAt: 'date', ranBy: 'plain', config: 'plain', seen: 'plain', notProbed: 'plain', mendedAt: 'date', provedAt: 'date',
})

export const checksRunOf = (requestId: string): Part<ChecksRun | null> =>
  RUNS.row(Prisma.sql`WHERE "requestId" = ${requestId}`, ({ ranAt, ranBy, notProbed, mendedAt, config, seen }) => ({ requestId, ranAt, ranBy, notProbed, mendedAt, config: revive(config), sightings: revive(seen) }))

export const findChecksRun = (requestId: string, tx?: Prisma.TransactionClient): Promise<ChecksRun | null> => readPart(checksRunOf(requestId), tx)

/** Keeps this run in the place of the one before. For use inside `write`, with its row of the audit trail and what it is judged to mean. */
export async function storeChecksRun(tx: Prisma.TransactionClient, { requestId, ranAt, ranBy, config, sightings, notProbed, mendedAt }: ChecksRun): Promise<void> {
  const values = { ranAt, ranBy, notProbed, mendedAt, config: JSON.stringify(config), seen: JSON.stringify(sightings) }
  await tx.checksRun.upsert({ where: { requestId }, create: { requestId, ...values }, update: values })
}

/** A proof is remembered when it no longer holds: that it did is what makes its loss worth telling. For use inside `write`. */
export async function noteProof(tx: Prisma.TransactionClient, requestId: string, provedAt: Date): Promise<void> {
  await tx.checksRun.updateMany({ where: { requestId }, data: { provedAt } })
}

/** Available requests that were proved, were not found wrong since, and were last checked before this; those that wait longest first. */
export async function listProved({ before, most }: { before: Date; most: number }): Promise<string[]> {
  const rows = await reader().$queryRaw<{ requestId: string }[]>`
    SELECT run."requestId" FROM "ChecksRun" AS run JOIN "EndpointRequest" AS request USING ("requestId") LEFT JOIN "Standing" AS kept USING ("requestId")
    WHERE run."provedAt" IS NOT NULL AND ifnull(kept."standing", '') <> 'broken' AND run."ranAt" < ${before.getTime()} AND request."state" = 'available'
    ORDER BY run."ranAt" LIMIT ${most}`
  return rows.map(({ requestId }) => requestId)
}

export type Mend = { action: 'request.rule-asked' | 'request.rule-added' | 'request.rule-refused' | 'request.vpc-dns-asked' | 'request.vpc-dns-turned-on' | 'request.vpc-dns-refused'; what: Record<string, unknown>; mended: boolean }

/** Tells the trail of a change to the network; `mended` says that it was made, so older sightings and what they were judged to mean no longer count. */
export async function noteMend(requestId: string, { action, what, mended }: Mend, { actor, now, name }: About): Promise<void> {
  await write(async (tx) => {
    if (mended) {
      await tx.checksRun.updateMany({ where: { requestId }, data: { mendedAt: now } })
      await forgetStanding(tx, requestId)
    }
    await insertAudit(tx, [{ at: now, actor, action, object: { kind: 'request', id: requestId, name }, after: what }])
  })
}

/** Dates are kept as ISO text under these names only, so no text that somebody wrote turns into one. */
const DATES = new Set(['at', 'notAfter', 'createdAt'])
const revive = (text: string) => JSON.parse(text, (key, value: unknown) => (DATES.has(key) && typeof value === 'string' ? new Date(value) : value))
