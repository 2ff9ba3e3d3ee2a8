import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { endpointsInVpc } from '@/lib/aws/endpoints'
import { getVpcDns, listSubnets, listVpcs } from '@/lib/aws/network'
import { listNetworkAcls, listPrefixListCidrs, listRouteTables } from '@/lib/aws/reachability'
import { listGroupRules } from '@/lib/aws/security-groups'
import { findService } from '@/lib/aws/services'
import { AppError } from '@/lib/errors'
import type { Plan } from '@/lib/privatelink/plan'
import type { Fact } from '@/lib/privatelink/preflight'
import type { GroupRules, NetworkConfig, RouteTable } from '@/lib/privatelink/reach/network-config'
import { factOf } from './survey-network'
import { oldestTold } from './told-by-snapshot'

/** More lists than this in the rules of one endpoint are nobody’s; what is left out is “not read”. */
const MOST_LISTS = 20

/**
 * Everything of AWS’s configuration that decides about one endpoint: nine calls side by side, then one for each prefix list that a
 * rule or a route names. Reads only. What could not be read is not known, with the reason.
 */
export async function readNetworkConfig({ accountId, region, vpcId, serviceName, securityGroupIds }: Plan, endpointId: string | null, now: Date): Promise<NetworkConfig> {
  const reach: Reach = { accountId, region }
  const endpoints = factOf(() => endpointsInVpc(reach, vpcId))
  const vpc = factOf(() => getVpc(reach, vpcId))
  const [vpcFact, endpointsFact, dns, subnets, groups, acls, routeTables, service] = await Promise.all([
    vpc,
    endpoints,
    vpc.then((found): Promise<NetworkConfig['dns']> | NetworkConfig['dns'] => (found.known ? factOf(() => getVpcDns(reach, found.value)) : found)),
    factOf(() => listSubnets(reach, vpcId)),
    endpoints.then((found) => readGroups(reach, found, { endpointId, securityGroupIds })),
    factOf(() => listNetworkAcls(reach, vpcId)),
    factOf(() => listRouteTables(reach, vpcId)),
    factOf(() => findService(reach, serviceName)),
  ])
  const prefixLists = await readPrefixLists(reach, { groups, routeTables })
  const told = await oldestTold(reach)
  return { ...(told ? { at: told.at, pastedBy: told.by } : { at: now }), vpc: vpcFact, dns, subnets, groups, acls, routeTables, prefixLists, endpoints: endpointsFact, service }
}

async function getVpc(reach: Reach, vpcId: string) {
  const found = (await listVpcs(reach)).find((each) => each.vpcId === vpcId)
  if (!found) throw new AppError(`AWS does not show VPC ${vpcId}.`, { code: 'not-found', status: 404 })
  return found
}

/** The groups the endpoint has now, which may be others than the plan’s. */
async function readGroups(reach: Reach, endpoints: NetworkConfig['endpoints'], { endpointId, securityGroupIds }: { endpointId: string | null; securityGroupIds: string[] }): Promise<Fact<GroupRules[]>> {
  const endpoint = endpoints.known ? endpoints.value.find((each) => each.endpointId === endpointId) : undefined
  const ids = endpoint?.securityGroupIds ?? securityGroupIds
  if (ids.length === 0) return { known: false, reason: 'AWS does not say which security groups the endpoint has.' }
  const found = await factOf(() => listGroupRules(reach, ids))
  const missing = found.known ? ids.filter((id) => !found.value.some(({ groupId }) => groupId === id)) : []
  return missing.length > 0 ? { known: false, reason: `AWS does not show ${missing.join(', ')}.` } : found
}

async function readPrefixLists(reach: Reach, { groups, routeTables }: { groups: Fact<GroupRules[]>; routeTables: Fact<RouteTable[]> }): Promise<NetworkConfig['prefixLists']> {
  const byRules = groups.known ? groups.value.flatMap(({ ingress, egress }) => [...ingress, ...egress]).flatMap(({ source }) => (source.kind === 'prefix-list' ? source.prefixListId : [])) : []
  const byRoutes = routeTables.known ? routeTables.value.flatMap(({ routes }) => routes.map(({ destination }) => destination)).filter((destination) => destination.startsWith('pl-')) : []
  const ids = [...new Set([...byRules, ...byRoutes])].slice(0, MOST_LISTS)
  return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await factOf(() => listPrefixListCidrs(reach, id))] as const)))
}
