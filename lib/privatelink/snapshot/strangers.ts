import type { Answer } from './read-snapshot'

/** The accounts and regions that the answers themselves name. A shared VPC and its subnets belong to another account, so one of many says nothing. */
export function strangersIn(answers: readonly Answer[]): { accounts: string[]; regions: string[] } {
  const accounts = new Set<string>()
  const regions = new Set<string>()
  for (const { output } of answers) {
    for (const list of Object.values(output ?? {})) {
      if (!Array.isArray(list)) continue
      for (const item of list as Record<string, unknown>[]) {
        if (typeof item.OwnerId === 'string') accounts.add(item.OwnerId)
        const region = typeof item.RegionName === 'string' ? item.RegionName : zoneRegion(item.AvailabilityZone)
        if (region) regions.add(region)
      }
    }
  }
  return { accounts: [...accounts], regions: [...regions] }
}

/** `us-west-2a` → `us-west-2`; the names of Local Zones hold their region in front. */
const zoneRegion = (zone: unknown): string | null => (typeof zone === 'string' ? (/^([a-z]{2}(?:-[a-z]+)+-\d)/.exec(zone)?.[1] ?? null) : null)
