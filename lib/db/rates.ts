import 'server-only'
import type { Rate } from '@/lib/privatelink/cost'
import { reader, write } from './client'

/** The rates a person has put in the place of the shipped ones, by region. */
export async function listRates(): Promise<Rate[]> {
  const rows = await reader().rate.findMany({ orderBy: { region: 'asc' } })
  return rows.map(({ updatedAt: _, ...rate }) => rate)
}

export async function saveRate({ region, perZoneHourUsd, perGbUsd, asOf, source }: Rate, updatedAt: Date = new Date()): Promise<void> {
  const values = { perZoneHourUsd, perGbUsd, asOf, source, updatedAt }
  await write((tx) => tx.rate.upsert({ where: { region }, create: { region, ...values }, update: values }))
}

/** Goes back to the shipped rate. Nothing happens where there was no other. */
export async function deleteRate(region: string): Promise<void> {
  await write((tx) => tx.rate.deleteMany({ where: { region } }))
}
