import type { Draft } from './draft'
import type { SecurityGroup, Subnet, Tag, Vpc, Zone } from './network'
import type { ServiceDescription } from './service'
import { checkTags, MANAGED_TAG, MAX_TAG_VALUE, REQUEST_TAG } from './tags'
import { cleanLine } from './text'

/** What we would make: pure data, the one source of the API call, the exports and the ticket. */
export type Plan = {
  accountId: string
  region: string
  serviceName: string
  vpcId: string
  /** One subnet per zone, in the order of the service's zones. */
  subnets: PlannedSubnet[]
  /** Empty: AWS attaches the VPC's default group. */
  securityGroupIds: string[]
  /** The team's own tags; ours are added by `toCreateCall`. */
  tags: Tag[]
  hostnames: string[]
  /** How it stood when an endpoint was taken over, or what AWS showed was accepted as the plan; nothing is made from it. */
  privateDns?: { enabled: boolean; takenOverAt: string }
}

export type PlannedSubnet = Zone & { subnetId: string; cidr: string }

/** `CreateVpcEndpoint`'s input, field for field as it is sent. */
export type CreateCall = {
  VpcEndpointType: 'Interface'
  VpcId: string
  ServiceName: string
  SubnetIds: string[]
  SecurityGroupIds?: string[]
  PrivateDnsEnabled: false
  ClientToken: string
  TagSpecifications: [{ ResourceType: 'vpc-endpoint'; Tags: { Key: string; Value: string }[] }]
}

export type PlanFacts = { service: ServiceDescription; vpc: Vpc; subnets: Subnet[]; securityGroups: SecurityGroup[]; accountId: string }

export type Planned = { possible: true; plan: Plan; warnings: string[] } | { possible: false; reason: string }

/** AWS attaches at most five groups to an interface unless the account's quota was raised. */
const USUAL_GROUP_LIMIT = 5

/**
 * What would be made from a draft, judged against what AWS showed. Either possible, with warnings in whole sentences,
 * or impossible with the first reason, which names the thing and where to change it.
 */
export function planEndpoint(draft: Draft, facts: PlanFacts): Planned {
  const reason = reasonAgainstService(draft, facts) ?? reasonAgainstNetwork(draft, facts) ?? checkTags(draft.tags)
  if (reason) return { possible: false, reason }

  const subnets = chosenSubnets(draft, facts)
  const plan: Plan = {
    accountId: facts.accountId,
    region: draft.region!,
    serviceName: facts.service.serviceName,
    vpcId: facts.vpc.vpcId,
    subnets: subnets.map(({ subnetId, cidr, zoneId, zoneName }) => ({ subnetId, cidr, zoneId, zoneName })),
    securityGroupIds: [...new Set(draft.securityGroupIds)],
    tags: draft.tags.map(({ key, value }) => ({ key, value })),
    hostnames: [...draft.hostnames],
  }
  return { possible: true, plan, warnings: warningsAbout(plan) }
}

function reasonAgainstService({ hostnames, region, serviceName, accountId }: Draft, { service, accountId: ours }: PlanFacts): string | null {
  if (hostnames.length === 0) return 'No ClickHouse hostname is given. Add one in step 1.'
  if (!region) return 'The hostnames name no single region. Keep the hostnames of one region in step 1.'
  if (!serviceName) return 'No service name is chosen. Choose or type one in step 1.'
  if (accountId && accountId !== ours) return `The draft is for account ${accountId}, but AWS answered for account ${ours}. Choose the account again in step 2.`
  if (service.serviceName !== serviceName) return `AWS described ${service.serviceName}, but the draft names ${serviceName}. Verify the service again in step 2.`
  if (service.region !== region) return `The service is in ${service.region}, the hostnames are in ${region}. Both must be in one region: change the service name in step 1.`
  if (service.types.length > 0 && !service.types.some((type) => type.toLowerCase() === 'interface'))
    return `The service ${serviceName} is of type ${service.types.join(', ')}, not Interface. Check the service name in step 1.`
  return null
}

function reasonAgainstNetwork(draft: Draft, { service, vpc, subnets, securityGroups }: PlanFacts): string | null {
  if (draft.vpcId !== vpc.vpcId) return 'No VPC is chosen. Choose one in step 3.'
  const chosen = Object.entries(draft.subnetIdByZone)
  if (chosen.length === 0) return 'No subnet is chosen. Choose at least one in step 3, better one in each of two zones.'
  for (const [zoneId, subnetId] of chosen) {
    const subnet = subnets.find((each) => each.subnetId === subnetId)
    if (!subnet || subnet.vpcId !== vpc.vpcId) return `Subnet ${subnetId} is not in VPC ${vpc.vpcId}. Choose another one in step 3.`
    if (subnet.zoneId !== zoneId) return `Subnet ${subnetId} is in ${subnet.zoneId}, not in ${zoneId}. Choose the subnets again in step 3.`
    if (!service.zones.some((zone) => zone.zoneId === zoneId)) return `Subnet ${subnetId} is in ${zoneId}, where this service is not offered. Leave that zone out in step 3.`
    if (subnet.freeAddresses < 1) return `Subnet ${subnetId} has no free address left, and the endpoint needs one. Choose another subnet in step 3.`
  }
  for (const groupId of draft.securityGroupIds) {
    const group = securityGroups.find((each) => each.groupId === groupId)
    if (!group || group.vpcId !== vpc.vpcId) return `Security group ${groupId} is not in VPC ${vpc.vpcId}. Choose another one in step 3.`
  }
  return null
}

/** In the order of the service's zones, so that the same choices always give the same call. */
function chosenSubnets({ subnetIdByZone }: Draft, { service, subnets }: PlanFacts): Subnet[] {
  const zoneIds = [...new Set(service.zones.map((zone) => zone.zoneId))]
  return zoneIds.flatMap((zoneId) => subnets.filter((subnet) => Object.hasOwn(subnetIdByZone, zoneId) && subnet.subnetId === subnetIdByZone[zoneId]))
}

function warningsAbout({ subnets, securityGroupIds, vpcId }: Plan): string[] {
  const warnings: string[] = []
  const only = subnets.length === 1 ? subnets[0] : undefined
  if (only) warnings.push(`The endpoint would be in one zone only, ${only.zoneId}. If that zone fails, ClickHouse is out of reach. Two zones are advised.`)
  if (securityGroupIds.length === 0) warnings.push(`No security group is chosen, so AWS attaches the default group of ${vpcId}.`)
  if (securityGroupIds.length > USUAL_GROUP_LIMIT)
    warnings.push(`${securityGroupIds.length} security groups are chosen. AWS allows ${USUAL_GROUP_LIMIT} unless the quota of the account was raised.`)
  return warnings
}

/**
 * `CreateVpcEndpoint`'s input. Always Interface (AWS's default is Gateway) and always without private DNS, which AWS refuses
 * before the connection is accepted. The same plan, id, token and name give the same call, byte for byte.
 */
export function toCreateCall(plan: Plan, { requestId, clientToken, name = '' }: { requestId: string; clientToken: string; name?: string }): CreateCall {
  const shownName = cleanLine(name, MAX_TAG_VALUE)
  const named = plan.tags.some((tag) => tag.key === 'Name') || shownName === ''
  const tags: Tag[] = [...(named ? [] : [{ key: 'Name', value: shownName }]), ...plan.tags, MANAGED_TAG, { key: REQUEST_TAG, value: requestId }]
  return {
    VpcEndpointType: 'Interface',
    VpcId: plan.vpcId,
    ServiceName: plan.serviceName,
    SubnetIds: plan.subnets.map((subnet) => subnet.subnetId),
    ...(plan.securityGroupIds.length > 0 ? { SecurityGroupIds: [...plan.securityGroupIds] } : {}),
    PrivateDnsEnabled: false,
    ClientToken: clientToken,
    TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }],
  }
}

/** The plan as JSON with sorted keys: equal plans give equal text, to be hashed and compared. */
export function canonicalPlan(plan: Plan): string {
  return JSON.stringify(plan, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
