import 'server-only'
import type { Rate } from '@/lib/privatelink/cost'
import type { Who } from '@/lib/privatelink/actor'
import { insertAudit } from './audit'
import { reader, write } from './client'

type By = { actor: Who; now: Date }

/** The rates a person has put in the place of the shipped ones, by region. */
export async function listRates(): Promise<Rate[]> {
  const rows = await reader().rate.findMany({ orderBy: { region: 'asc' } })
  return rows.map(({ updatedAt: _, ...rate }) => rate)
}

export async function saveRate({ region, perZoneHourUsd, perGbUsd, asOf, source }: Rate, { actor, now }: By): Promise<void> {
  const rate = { perZoneHourUsd, perGbUsd, asOf, source }
  await write(async (tx) => {
    const before = await tx.rate.findUnique({ where: { region }, select: SHOWN })
    await tx.rate.upsert({ where: { region }, create: { region, ...rate, updatedAt: now }, update: { ...rate, updatedAt: now } })
    await insertAudit(tx, [{ at: now, actor, action: 'rate.changed', object: { kind: 'rate', id: region, name: region }, before, after: rate }])
  })
}

const SHOWN = { perZoneHourUsd: true, perGbUsd: true, asOf: true, source: true } as const

/** Goes back to the shipped rate. Nothing happens where there was no other. */
export async function deleteRate(region: string, { actor, now }: By): Promise<void> {
  await write(async (tx) => {
    const before = await tx.rate.findUnique({ where: { region }, select: SHOWN })
    if (!before) return
    await tx.rate.delete({ where: { region } })
    await insertAudit(tx, [{ at: now, actor, action: 'rate.reset', object: { kind: 'rate', id: region, name: region }, before }])
  })
}
