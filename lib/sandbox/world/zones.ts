import { digest } from './ids'
import { findAwsRegion } from './regions'
import type { Place } from './types'

export type Zone = { zoneId: string; zoneName: string }

/** Chosen so that the default account's us-west-2a is usw2-az2, as in AWS's own samples, and the second account's is not. */
const DEAL = 6

const known = new Map<string, readonly Zone[]>()

/**
 * An account's zones in the order of their names. AWS deals the names `a`, `b`, … out anew for every account, so the same
 * name is another place elsewhere; here the deal follows from account and region and is never the order of the ids.
 */
export function zonesOf({ accountId, region }: Place): readonly Zone[] {
  const key = `${accountId}/${region}`
  const found = known.get(key)
  if (found) return found
  const ids = [...(findAwsRegion(region)?.zoneIds ?? [])]
  const rank = (id: string) => digest('zones', DEAL, accountId, id)
  const dealt = ids.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
  if (dealt.length > 1 && dealt.every((id, at) => id === ids[at])) dealt.push(dealt.shift()!)
  const zones = dealt.map((zoneId, at) => ({ zoneId, zoneName: `${region}${'abcdef'[at]}` }))
  known.set(key, zones)
  return zones
}

/** The account's name for a zone id; the id itself where the region has no such zone. */
export const zoneNameOf = (place: Place, zoneId: string) =>
  zonesOf(place).find((zone) => zone.zoneId === zoneId)?.zoneName ?? zoneId
