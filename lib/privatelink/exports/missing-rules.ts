import type { SecurityGroup } from '../network'
import type { Plan } from '../plan'
import { neededPorts, type ClickHousePort } from '../ports'
import { missingFor } from '../reach/missing-rule'
import type { MissingRule } from './export'

/**
 * The rules that would open the needed ClickHouse ports to the VPC, on the first group the endpoint gets: a chosen one, or the VPC's
 * default. Never one for the whole internet.
 */
export function missingRules({ vpcId, securityGroupIds }: Pick<Plan, 'vpcId' | 'securityGroupIds'>, all: readonly SecurityGroup[], cidrs: readonly string[], ports: readonly ClickHousePort[]): MissingRule[] {
  const own = all.filter((group) => group.vpcId === vpcId)
  const groups = own.filter(({ groupId, name }) => (securityGroupIds.length === 0 ? name === 'default' : securityGroupIds.includes(groupId)))
  const first = groups[0]
  if (!first) return []
  const missing = neededPorts(ports).flatMap((port) => missingFor(port, groups, { cidrs: [...cidrs], group: null }))
  return missing.flatMap(({ port, source }) => ('cidr' in source ? [{ groupId: first.groupId, port, cidr: source.cidr }] : []))
}
