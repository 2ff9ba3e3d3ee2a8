import 'server-only'
import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand, type IpPermission, type SecurityGroup as AwsSecurityGroup } from '@aws-sdk/client-ec2'
import type { IngressRule, RuleSource, SecurityGroup } from '@/lib/privatelink/network'
import type { MissingPermission } from '@/lib/privatelink/reach/missing-rule'
import type { GroupRules } from '@/lib/privatelink/reach/network-config'
import type { Reach } from './accounts'
import { call } from './call'
import { AwsError } from './errors'
import { allPages, chunks, PAGE_SIZE } from './pages'

/** Every security group of the VPC with what it lets in: one rule per source. */
export async function listSecurityGroups(reach: Reach, vpcId: string): Promise<SecurityGroup[]> {
  const action = 'ec2:DescribeSecurityGroups'
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }]
  const ask = (NextToken?: string) => call(reach, action, () => new DescribeSecurityGroupsCommand({ Filters, MaxResults: PAGE_SIZE, NextToken }))
  const pages = await allPages({ action, reach }, ask)
  return pages.flatMap((page) => (page.SecurityGroups ?? []).flatMap(toGroup))
}

/** These groups with both directions. By filter: one that is gone is left out instead of failing the rest. */
export async function listGroupRules(reach: Reach, groupIds: readonly string[]): Promise<GroupRules[]> {
  const action = 'ec2:DescribeSecurityGroups'
  const found: GroupRules[] = []
  for (const Values of chunks([...new Set(groupIds)])) {
    const ask = (NextToken?: string) => call(reach, action, () => new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-id', Values }], MaxResults: PAGE_SIZE, NextToken }))
    const pages = await allPages({ action, reach }, ask)
    found.push(...pages.flatMap((page) => (page.SecurityGroups ?? []).flatMap(toGroupRules)))
  }
  return found
}

function toGroupRules(group: AwsSecurityGroup): GroupRules[] {
  return toGroup(group).map(({ groupId, vpcId, name, ingress }) => ({ groupId, vpcId, name, ingress, egress: (group.IpPermissionsEgress ?? []).flatMap((permission) => toRules(groupId, permission)) }))
}

/**
 * Adds inbound rules to a group, all or none. `trial` only asks whether AWS would: it throws where AWS would not. A rule that is
 * there already counts as added. Throws `AwsError`; where its `outcomeKnown` is false the rules may have been added.
 */
export async function authorizeIngress(reach: Reach, groupId: string, permissions: readonly MissingPermission[], { trial = false } = {}): Promise<void> {
  const IpPermissions = permissions.map(toIpPermission)
  try {
    await call(reach, 'ec2:AuthorizeSecurityGroupIngress', () => new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions, ...(trial ? { DryRun: true } : {}) }))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    if (error.kind === 'dry-run-ok' && trial) return
    if (error.awsCode === 'InvalidPermission.Duplicate') return
    throw error
  }
}

function toIpPermission({ port, source }: MissingPermission): IpPermission {
  const Description = 'ClickHouse over PrivateLink, added by Causeway'
  const ports = { IpProtocol: 'tcp', FromPort: port, ToPort: port }
  if ('groupId' in source) return { ...ports, UserIdGroupPairs: [{ GroupId: source.groupId, Description }] }
  return source.cidr.includes(':') ? { ...ports, Ipv6Ranges: [{ CidrIpv6: source.cidr, Description }] } : { ...ports, IpRanges: [{ CidrIp: source.cidr, Description }] }
}

function toGroup(group: AwsSecurityGroup): SecurityGroup[] {
  if (!group.GroupId || !group.VpcId) return []
  const ingress = (group.IpPermissions ?? []).flatMap((permission) => toRules(group.GroupId ?? '', permission))
  return [{ groupId: group.GroupId, vpcId: group.VpcId, name: group.GroupName ?? '', description: group.Description ?? '', ingress }]
}

/** AWS folds sources with the same ports into one permission; rules are told apart by what they are, which also gives them an id. */
function toRules(groupId: string, permission: IpPermission): IngressRule[] {
  const protocol = toProtocol(permission.IpProtocol)
  const ports = toPorts(protocol, permission)
  return sourcesOf(permission).map((source) => {
    const from = Object.values(source).join(' ')
    return { ruleId: `${groupId} ${protocol} ${ports.fromPort ?? 'all'}-${ports.toPort ?? 'all'} ${from}`, protocol, ...ports, source }
  })
}

function sourcesOf(permission: IpPermission): RuleSource[] {
  return [
    ...(permission.IpRanges ?? []).flatMap(({ CidrIp }) => (CidrIp ? [{ kind: 'ipv4' as const, cidr: CidrIp }] : [])),
    ...(permission.Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => (CidrIpv6 ? [{ kind: 'ipv6' as const, cidr: CidrIpv6 }] : [])),
    ...(permission.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => (GroupId ? [{ kind: 'group' as const, groupId: GroupId }] : [])),
    ...(permission.PrefixListIds ?? []).flatMap(({ PrefixListId }) => (PrefixListId ? [{ kind: 'prefix-list' as const, prefixListId: PrefixListId }] : [])),
  ]
}

/** AWS writes names for four protocols and numbers for the rest; some tools write the numbers of those four. */
const PROTOCOLS = new Map([['-1', 'all'], ['1', 'icmp'], ['6', 'tcp'], ['17', 'udp'], ['58', 'icmpv6']])
export const toProtocol = (word = '-1') => PROTOCOLS.get(word) ?? word.toLowerCase()

/** For ICMP the two numbers are a type and a code, for other protocols they are missing: neither is a port. */
function toPorts(protocol: string, { FromPort = -1, ToPort = -1 }: IpPermission): { fromPort: number | null; toPort: number | null } {
  const limited = (protocol === 'tcp' || protocol === 'udp') && FromPort >= 0 && ToPort >= 0
  return limited ? { fromPort: FromPort, toPort: ToPort } : { fromPort: null, toPort: null }
}
