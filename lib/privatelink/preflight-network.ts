import type { SecurityGroup, Subnet } from './network'
import { unknownLine, type PreflightFacts, type PreflightLine } from './preflight-line'
import { describeGroup, judgeGroups, ruleToAdd, type PortJudgement } from './security'
import { listWords } from './text'

/** Zones, subnets, addresses and security groups. */
export function judgeNetwork(facts: PreflightFacts): PreflightLine[] {
  const none = facts.draft.securityGroupIds.length === 0
  return [
    zonesServed(facts),
    oneSubnetPerZone(facts),
    moreThanOneZone(facts),
    freeAddresses(facts),
    ...(none ? [] : [groupsOfVpc(facts)]),
    portsOpen(facts),
    ...(none ? [defaultGroup(facts)] : []),
  ]
}

/** The chosen subnets that AWS showed in the chosen VPC, and the ids of those it did not. */
function chosen({ draft, subnets }: PreflightFacts): { found: Subnet[]; missing: string[] } {
  const ids = [...new Set(Object.values(draft.subnetIdByZone))]
  const all = subnets.known ? subnets.value.filter((subnet) => subnet.vpcId === draft.vpcId) : []
  const found = ids.flatMap((id) => all.find((subnet) => subnet.subnetId === id) ?? [])
  return { found, missing: ids.filter((id) => !found.some((subnet) => subnet.subnetId === id)) }
}

function zonesServed(facts: PreflightFacts): PreflightLine {
  const line = { id: 'zones-served', title: 'The service is offered in the zone of every subnet', prevents: 'InvalidParameter' } as const
  const { service, subnets } = facts
  if (!service.known) return unknownLine(line, service)
  if (!subnets.known) return unknownLine(line, subnets)
  const served = (service.value?.zones ?? []).map((zone) => zone.zoneId)
  if (!service.value || served.length === 0) return unknownLine(line, { known: false, reason: 'AWS did not say in which zones the service is offered.' })
  const { found, missing } = chosen(facts)
  if (found.length + missing.length === 0) return { ...line, outcome: 'block', detail: 'No subnet is chosen. Choose at least one in step 3.' }
  if (missing.length > 0)
    return { ...line, outcome: 'block', prevents: 'InvalidSubnetID.NotFound', detail: `AWS does not show ${listWords(missing)} in VPC ${facts.draft.vpcId ?? ''}. Choose the subnets again in step 3.` }
  const outside = found.filter((subnet) => !served.includes(subnet.zoneId))
  if (outside.length > 0)
    return {
      ...line,
      outcome: 'block',
      detail: `${listWords(outside.map((subnet) => `${subnet.subnetId} (${subnet.zoneId})`))} ${outside.length === 1 ? 'is' : 'are'} outside the zones of the service, and AWS refuses the whole call for one such subnet.`,
      fix: { sentence: `Leave ${outside.length === 1 ? 'it' : 'them'} out in step 3. The service is offered in ${listWords(served)}.` },
    }
  return { ...line, outcome: 'pass', detail: `The service is offered in ${listWords(found.map((subnet) => subnet.zoneId))}.` }
}

function oneSubnetPerZone(facts: PreflightFacts): PreflightLine {
  const line = { id: 'one-subnet-per-zone', title: 'One subnet in each zone', prevents: 'DuplicateSubnetsInSameZone' } as const
  if (!facts.subnets.known) return unknownLine(line, facts.subnets)
  const { found } = chosen(facts)
  const twice = found.filter((subnet, index) => found.findIndex((each) => each.zoneId === subnet.zoneId) !== index)
  const first = twice[0]
  if (!first) return { ...line, outcome: 'pass', detail: 'No zone has two of the chosen subnets.' }
  const both = found.filter((subnet) => subnet.zoneId === first.zoneId).map((subnet) => subnet.subnetId)
  return { ...line, outcome: 'block', detail: `${listWords(both)} are in the same zone, ${first.zoneId}. An endpoint takes one subnet in each zone: choose one of them in step 3.` }
}

function moreThanOneZone(facts: PreflightFacts): PreflightLine {
  const line = { id: 'more-than-one-zone', title: 'More than one zone', prevents: null } as const
  if (!facts.subnets.known) return unknownLine(line, facts.subnets)
  const zones = [...new Set(chosen(facts).found.map((subnet) => subnet.zoneId))]
  if (zones.length > 1) return { ...line, outcome: 'pass', detail: `${zones.length} zones: if one fails, the others go on.` }
  if (zones.length === 0) return { ...line, outcome: 'warn', detail: 'No zone is chosen yet.' }
  return { ...line, outcome: 'warn', detail: `The endpoint would be in ${zones[0]!} only. If that zone fails, ClickHouse is out of reach.`, fix: { sentence: 'Choose a subnet in a second zone in step 3. Each zone is billed.' } }
}

function freeAddresses(facts: PreflightFacts): PreflightLine {
  const line = { id: 'free-addresses', title: 'Every subnet has a free address', prevents: 'InsufficientFreeAddressesInSubnet' } as const
  if (!facts.subnets.known) return unknownLine(line, facts.subnets)
  const { found } = chosen(facts)
  const full = found.filter((subnet) => subnet.freeAddresses < 1)
  if (full.length > 0)
    return { ...line, outcome: 'block', detail: `${listWords(full.map((subnet) => subnet.subnetId))} ${full.length === 1 ? 'has' : 'have'} no free address. Choose another subnet of the zone in step 3, or leave the zone out.` }
  return { ...line, outcome: 'pass', detail: found.length === 0 ? 'No subnet is chosen yet.' : `At least ${Math.min(...found.map((subnet) => subnet.freeAddresses))} free in each.` }
}

function groupsOfVpc(facts: PreflightFacts): PreflightLine {
  const line = { id: 'groups-of-vpc', title: 'The security groups belong to this VPC', prevents: 'InvalidGroup.NotFound' } as const
  const { securityGroups, draft } = facts
  if (!securityGroups.known) return unknownLine(line, securityGroups)
  const own = securityGroups.value.filter((group) => group.vpcId === draft.vpcId).map((group) => group.groupId)
  const foreign = draft.securityGroupIds.filter((id) => !own.includes(id))
  if (foreign.length === 0) return { ...line, outcome: 'pass', detail: `${listWords(draft.securityGroupIds)}.` }
  return { ...line, outcome: 'block', detail: `${listWords(foreign)} ${foreign.length === 1 ? 'is' : 'are'} not in VPC ${draft.vpcId ?? ''}. Choose groups of this VPC in step 3.` }
}

/** The groups the endpoint would get: the chosen ones, or the VPC's default. */
function effectiveGroups({ draft, securityGroups }: PreflightFacts): SecurityGroup[] {
  if (!securityGroups.known) return []
  const own = securityGroups.value.filter((group) => group.vpcId === draft.vpcId)
  if (draft.securityGroupIds.length === 0) return own.filter((group) => group.name === 'default')
  return own.filter((group) => draft.securityGroupIds.includes(group.groupId))
}

function portsOpen(facts: PreflightFacts): PreflightLine {
  const line = { id: 'ports-open', title: 'The groups let the ClickHouse ports in', prevents: null } as const
  const { securityGroups, vpcs, draft } = facts
  if (!securityGroups.known) return unknownLine(line, securityGroups)
  if (!vpcs.known) return unknownLine(line, vpcs)
  const cidrs = vpcs.value.find((vpc) => vpc.vpcId === draft.vpcId)?.cidrs
  if (!cidrs) return unknownLine(line, { known: false, reason: `AWS does not show VPC ${draft.vpcId ?? ''}.` })
  const groups = effectiveGroups(facts)
  if (groups.length === 0) return unknownLine(line, { known: false, reason: 'AWS shows no group that the endpoint would get.' })
  const judged = judgeGroups(groups, cidrs, facts.ports)
  const lacking = judged.filter((port) => port.needed && port.verdict !== 'open')
  const detail = (lacking.length > 0 ? lacking : judged.filter((port) => port.needed)).map((port) => port.sentence).join(' ')
  if (lacking.length === 0) return { ...line, outcome: 'pass', detail }
  const fix = ruleFor({ group: groups[0]!, lacking, cidr: cidrs[0], region: facts.region })
  return { ...line, outcome: 'warn', detail: `${detail} Without them, connections time out.`, ...(fix ? { fix } : {}) }
}

function ruleFor({ group, lacking, cidr, region }: { group: SecurityGroup; lacking: PortJudgement[]; cidr: string | undefined; region: string }): PreflightLine['fix'] {
  if (!cidr) return undefined
  const { sentence, awsCli } = ruleToAdd(group, lacking.map((port) => port.port), cidr, { region })
  return { sentence: `${sentence} Take a narrower range if only some clients need it.`, command: awsCli }
}

function defaultGroup(facts: PreflightFacts): PreflightLine {
  const line = { id: 'default-group', title: 'No group is chosen: AWS takes the default group', prevents: null } as const
  if (!facts.securityGroups.known) return unknownLine(line, facts.securityGroups)
  const group = effectiveGroups(facts)[0]
  if (!group) return unknownLine(line, { known: false, reason: `AWS does not show the default group of VPC ${facts.draft.vpcId ?? ''}.` })
  return { ...line, outcome: 'warn', detail: `The endpoint would get ${group.groupId}, the default group of the VPC. ${describeGroup(group)}`, fix: { sentence: 'Choose a group in step 3 if other clients than these need ClickHouse.' } }
}
