import { isEverywhere, parseCidr } from '../addresses'
import type { SecurityGroup } from '../network'
import type { Plan } from '../plan'
import { CLICKHOUSE_PORTS, type ClickHousePort } from '../ports'
import { judgeGroups } from '../security'
import type { MissingRule } from './export'

/**
 * The rules that would open the needed ClickHouse ports to the VPC, on the first group the endpoint gets: a chosen one, or the VPC's
 * default. Never one for the whole internet.
 */
export function missingRules({ vpcId, securityGroupIds }: Pick<Plan, 'vpcId' | 'securityGroupIds'>, all: readonly SecurityGroup[], cidrs: readonly string[], ports: readonly ClickHousePort[] = CLICKHOUSE_PORTS): MissingRule[] {
  const own = all.filter((group) => group.vpcId === vpcId)
  const groups = own.filter(({ groupId, name }) => (securityGroupIds.length === 0 ? name === 'default' : securityGroupIds.includes(groupId)))
  const first = groups[0]
  if (!first) return []
  const ranges = cidrs.flatMap((cidr) => parseCidr(cidr) ?? []).filter((range) => !isEverywhere(range))
  const closed = judgeGroups(groups, cidrs, ports).filter(({ needed, verdict }) => needed && verdict !== 'open')
  return closed.flatMap(({ port }) => ranges.map(({ cidr }) => ({ groupId: first.groupId, port, cidr })))
}
