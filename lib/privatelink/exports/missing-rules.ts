import { isEverywhere, parseCidr } from '../addresses'
import type { SecurityGroup } from '../network'
import { judgeGroups } from '../security'
import type { MissingRule } from './export'

/** The rules that would open the needed ClickHouse ports to the VPC, on the first group the endpoint gets. Never one for the whole internet. */
export function missingRules(groups: readonly SecurityGroup[], cidrs: readonly string[]): MissingRule[] {
  const group = groups[0]
  if (!group) return []
  const ranges = cidrs.flatMap((cidr) => parseCidr(cidr) ?? []).filter((range) => !isEverywhere(range))
  const closed = judgeGroups(groups, cidrs).filter(({ needed, verdict }) => needed && verdict !== 'open')
  return closed.flatMap(({ port }) => ranges.map(({ cidr }) => ({ groupId: group.groupId, port, cidr })))
}
