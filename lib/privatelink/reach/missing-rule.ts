import { isEverywhere, parseCidr } from '../addresses'
import { isSecurityGroupId } from '../ids'
import { shellLine } from '../shell'
import { listWords } from '../text'
import type { Clients, GroupRules } from './network-config'
import { coversPort } from './security-group'
import { isWithin, spansOf, union } from './spans'

export type MissingPermission = { port: number; source: { cidr: string } | { groupId: string } }

/** The narrowest rules that let these clients in, in three languages. */
export type MissingRule = {
  groupId: string
  permissions: MissingPermission[]
  sentence: string
  awsCli: string
  terraform: string
}

/**
 * What is missing in the endpoint’s groups, and nothing more: for each port only the clients’ ranges that no rule covers whole, or
 * their group where it is known. Null where nothing is missing, where there is no group, or where a range is so wide that Causeway
 * will not suggest it (0.0.0.0/0, ::/0). Goes into the first group that is not the VPC’s default.
 */
export function missingRule(groups: readonly GroupRules[], clients: Clients, ports: readonly number[], { region }: { region: string }): MissingRule | null {
  const group = groups.find(({ name }) => name !== 'default') ?? groups[0]
  if (!group || !isSecurityGroupId(group.groupId)) return null
  const permissions = ports.flatMap((port) => missingFor(port, groups, clients))
  if (permissions.length === 0) return null
  return { groupId: group.groupId, permissions, sentence: sentenceOf(group.groupId, permissions), awsCli: toAwsCli(group.groupId, permissions, region), terraform: toTerraform(group.groupId, permissions) }
}

/** What of the clients’ ranges (or their group) no rule of these groups lets in on this port; never a range that is everywhere. */
export function missingFor(port: number, groups: readonly Pick<GroupRules, 'ingress'>[], clients: Clients): MissingPermission[] {
  const rules = groups.flatMap(({ ingress }) => ingress.filter((rule) => coversPort(rule, port)))
  const open = union(...rules.map(({ source }) => ('cidr' in source ? spansOf([source.cidr]) : [])))
  const lacking = clients.cidrs.flatMap((cidr) => {
    const range = parseCidr(cidr)
    return range && !isEverywhere(range) && !isWithin([range], open) ? [range.cidr] : []
  })
  if (!clients.group) return lacking.map((cidr) => ({ port, source: { cidr } }))
  const { groupId } = clients.group
  const named = rules.some(({ source }) => source.kind === 'group' && source.groupId === groupId)
  return named || lacking.length === 0 ? [] : [{ port, source: { groupId } }]
}

const sourceOf = ({ source }: MissingPermission): string => ('cidr' in source ? source.cidr : source.groupId)

function sentenceOf(groupId: string, permissions: readonly MissingPermission[]): string {
  const sources = [...new Set(permissions.map(sourceOf))]
  const parts = sources.map((source) => `TCP ${listWords(permissions.filter((each) => sourceOf(each) === source).map(({ port }) => String(port)))} from ${source}`)
  return `Add to security group ${groupId}: inbound ${listWords(parts)}.`
}

function toAwsCli(groupId: string, permissions: readonly MissingPermission[], region: string): string {
  const argument = ({ port, source }: MissingPermission) => {
    const from = 'groupId' in source ? `UserIdGroupPairs=[{GroupId=${source.groupId}}]` : source.cidr.includes(':') ? `Ipv6Ranges=[{CidrIpv6=${source.cidr}}]` : `IpRanges=[{CidrIp=${source.cidr}}]`
    return `IpProtocol=tcp,FromPort=${port},ToPort=${port},${from}`
  }
  return shellLine(['aws', 'ec2', 'authorize-security-group-ingress', '--region', region, '--group-id', groupId, '--ip-permissions', ...permissions.map(argument)])
}

/** Ids and CIDRs hold no character that HCL would read as its own, so a plain quoted string is right. */
function toTerraform(groupId: string, permissions: readonly MissingPermission[]): string {
  const block = (permission: MissingPermission) => {
    const { port, source } = permission
    const key = 'groupId' in source ? 'referenced_security_group_id' : source.cidr.includes(':') ? 'cidr_ipv6' : 'cidr_ipv4'
    const name = `clickhouse_${port}_${sourceOf(permission).replace(/[^0-9a-z]+/gi, '_')}`
    const lines = [['security_group_id', `"${groupId}"`], [key, `"${sourceOf(permission)}"`], ['ip_protocol', '"tcp"'], ['from_port', String(port)], ['to_port', String(port)]] as const
    const width = Math.max(...lines.map(([each]) => each.length))
    return [`resource "aws_vpc_security_group_ingress_rule" "${name}" {`, ...lines.map(([each, value]) => `  ${each.padEnd(width)} = ${value}`), '}'].join('\n')
  }
  return permissions.map(block).join('\n\n')
}
