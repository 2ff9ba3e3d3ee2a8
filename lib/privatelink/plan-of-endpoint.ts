import type { Endpoint } from './endpoint'
import type { Plan, PlannedSubnet } from './plan'
import { MANAGED_TAG, REQUEST_TAG } from './tags'

/**
 * The plan an existing endpoint amounts to, so that a request that took it over can be shown and exported like one that
 * made it. Zones come from what was planned where the subnet is the same; AWS does not name them in an endpoint.
 */
export function planOfEndpoint(
  endpoint: Endpoint,
  { accountId, region, hostnames, planned, now }: { accountId: string; region: string; hostnames: string[]; planned: Pick<Plan, 'subnets'> | null; now?: Date },
): Plan {
  const subnets = endpoint.subnetIds.map((subnetId): PlannedSubnet => {
    const known = planned?.subnets.find((subnet) => subnet.subnetId === subnetId)
    return known ?? { subnetId, zoneId: '', zoneName: '', cidr: '' }
  })
  return {
    accountId,
    region,
    serviceName: endpoint.serviceName,
    vpcId: endpoint.vpcId,
    subnets,
    securityGroupIds: endpoint.securityGroupIds,
    // Ours are put on by `toCreateCall`; AWS's own cannot be set by anybody.
    tags: endpoint.tags.filter(({ key }) => key !== MANAGED_TAG.key && key !== REQUEST_TAG && !key.startsWith('aws:')),
    hostnames,
    ...(now && { privateDns: { enabled: endpoint.privateDnsEnabled, takenOverAt: now.toISOString() } }),
  }
}
