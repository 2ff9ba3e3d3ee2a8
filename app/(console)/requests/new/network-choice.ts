import type { Tag } from '@/lib/privatelink/network'
import { bestChoice, type ZoneGrid } from '@/lib/privatelink/zones'

/** What step 3 gathers: zone id → subnet id, group ids, tags. */
export type NetworkValues = { subnets: Record<string, string>; groups: string[]; tags: Tag[] }

/**
 * The subnets to start from: the best of every zone on a fresh VPC, else what was kept, without the ones AWS no longer offers;
 * those are named, so that nothing disappears silently.
 */
export function startingSubnets(grid: ZoneGrid, kept: Readonly<Record<string, string>>): { subnets: Record<string, string>; lost: string[] } {
  const entries = Object.entries(kept)
  if (entries.length === 0) return { subnets: bestChoice(grid), lost: [] }
  const offered = (zoneId: string, subnetId: string) =>
    grid.rows.some((row) => row.zone.zoneId === zoneId && row.candidates.some((subnet) => subnet.subnetId === subnetId))
  return {
    subnets: Object.fromEntries(entries.filter(([zoneId, subnetId]) => offered(zoneId, subnetId))),
    lost: entries.filter(([zoneId, subnetId]) => !offered(zoneId, subnetId)).map(([, subnetId]) => subnetId),
  }
}

/** Rows whose key and value are both empty are rows nobody has filled in. */
export const filledTags = (tags: readonly Tag[]): Tag[] => tags.filter(({ key, value }) => key !== '' || value !== '')

/** The fields as the server action takes them; the same names as the form's own controls. */
export function toNetworkForm({ requestId, vpcId, values }: { requestId: string; vpcId: string; values: NetworkValues }): FormData {
  const form = new FormData()
  form.set('requestId', requestId)
  form.set('vpcId', vpcId)
  for (const [zoneId, subnetId] of Object.entries(values.subnets)) form.append('subnets[]', `${zoneId}=${subnetId}`)
  for (const groupId of values.groups) form.append('groups[]', groupId)
  for (const { key, value } of values.tags) {
    form.append('tagKeys[]', key)
    form.append('tagValues[]', value)
  }
  return form
}
