import { AwsError } from '../wire/errors'
import type { XmlValue } from '../wire/xml'
import { placeKey } from '../world/tables'
import type { GroupRule, SecurityGroup } from '../world/types'
import { READ, READ_EVERYTHING } from '../throttle'
import { LISTING, type Action, type Call } from './action'
import { describe, renderTags } from './describe'
import { checkShape, IDS, notFound } from './ids'

/** The caller's security group; throws InvalidGroupId.Malformed and InvalidGroup.NotFound. */
export function getGroup(call: Call, groupId: string): SecurityGroup {
  checkShape(IDS.group, [groupId])
  const group = call.world.data.securityGroups.find(groupId)
  if (!group || placeKey(group) !== placeKey(call.caller)) throw notFound(IDS.group, [groupId])
  return group
}

const arnOf = (group: SecurityGroup, kind: string, id: string) => `arn:aws:ec2:${group.region}:${group.accountId}:${kind}/${id}`

export const describeSecurityGroups: Action = {
  accepts: ['GroupId', 'GroupName', ...LISTING],
  bucket: READ,
  run(call) {
    const names = call.params.list('GroupName')
    const rows = call.world.data.securityGroups.listBy('place', placeKey(call.caller))
    const unknown = names.find((name) => !rows.some((group) => group.name === name))
    if (unknown !== undefined) throw new AwsError('InvalidGroup.NotFound', `The security group '${unknown}' does not exist`)
    return describe(call, {
      setName: 'securityGroupInfo',
      rows: names.length === 0 ? rows : rows.filter((group) => names.includes(group.name)),
      ids: { param: 'GroupId', kind: IDS.group, of: (group) => group.id, excludesPaging: 'groupIds' },
      tagsOf: (group) => group.tags,
      filters: {
        description: (group) => [group.description],
        'group-id': (group) => [group.id],
        'group-name': (group) => [group.name],
        'owner-id': (group) => [group.accountId],
        'vpc-id': (group) => [group.vpcId],
        ...ruleFilters('', call, false),
        ...ruleFilters('egress.', call, true),
      },
      render: (group) => ({
        ownerId: group.accountId,
        groupId: group.id,
        groupName: group.name,
        groupDescription: group.description,
        vpcId: group.vpcId,
        securityGroupArn: arnOf(group, 'security-group', group.id),
        ipPermissions: permissions(group, false),
        ipPermissionsEgress: permissions(group, true),
        tagSet: renderTags(group.tags),
      }),
    })
  },
}

/** Unfiltered and unpaged reading of everything has a smaller bucket. */
export const bucketOfReading = ({ params }: Pick<Call, 'params'>, idParam: string) =>
  params.text('MaxResults') || params.structure('Filter') || params.structure(idParam) ? READ : READ_EVERYTHING

function ruleFilters(prefix: string, call: Call, isEgress: boolean) {
  const rules = (group: SecurityGroup) => group.rules.filter((rule) => rule.isEgress === isEgress)
  const groupName = (id: string) => call.world.data.securityGroups.find(id)?.name
  const named: Record<string, (rule: GroupRule) => string | number | undefined> = {
    cidr: (rule: GroupRule) => ('cidrIpv4' in rule.source ? rule.source.cidrIpv4 : undefined),
    'from-port': (rule: GroupRule) => (rule.protocol === '-1' ? undefined : rule.fromPort),
    'to-port': (rule: GroupRule) => (rule.protocol === '-1' ? undefined : rule.toPort),
    'group-id': (rule: GroupRule) => ('groupId' in rule.source ? rule.source.groupId : undefined),
    'group-name': (rule: GroupRule) => ('groupId' in rule.source ? groupName(rule.source.groupId) : undefined),
    'ipv6-cidr': (rule: GroupRule) => ('cidrIpv6' in rule.source ? rule.source.cidrIpv6 : undefined),
    'prefix-list-id': (rule: GroupRule) => ('prefixListId' in rule.source ? rule.source.prefixListId : undefined),
    protocol: (rule: GroupRule) => rule.protocol,
    'user-id': (rule: GroupRule) => ('groupId' in rule.source ? call.caller.accountId : undefined),
  }
  return Object.fromEntries(
    Object.entries(named).map(([name, read]) => [`${prefix}ip-permission.${name}`, (group: SecurityGroup) => rules(group).map(read)]),
  )
}

/** Rules that share protocol and ports become one permission with many sources, as EC2 has always shown them. */
function permissions(group: SecurityGroup, isEgress: boolean): XmlValue {
  const bySpan = new Map<string, GroupRule[]>()
  for (const rule of group.rules) {
    if (rule.isEgress === isEgress) bySpan.set(spanOf(rule), [...(bySpan.get(spanOf(rule)) ?? []), rule])
  }
  return [...bySpan.values()].map((rules) => {
    const { protocol, fromPort, toPort } = rules[0]!
    return {
      ipProtocol: protocol,
      ...(protocol === '-1' ? {} : { fromPort, toPort }),
      groups: rules.flatMap(({ source, description }) => ('groupId' in source ? [{ userId: group.accountId, groupId: source.groupId, description }] : [])),
      ipRanges: rules.flatMap(({ source, description }) => ('cidrIpv4' in source ? [{ cidrIp: source.cidrIpv4, description }] : [])),
      ipv6Ranges: rules.flatMap(({ source, description }) => ('cidrIpv6' in source ? [{ cidrIpv6: source.cidrIpv6, description }] : [])),
      prefixListIds: rules.flatMap(({ source, description }) => ('prefixListId' in source ? [{ prefixListId: source.prefixListId, description }] : [])),
    }
  })
}

const spanOf = (rule: GroupRule) => `${rule.protocol}/${rule.fromPort}/${rule.toPort}`

type RuleOfGroup = { group: SecurityGroup; rule: GroupRule }

export const describeSecurityGroupRules: Action = {
  accepts: ['SecurityGroupRuleId', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'securityGroupRuleSet',
      rows: call.world.data.securityGroups
        .listBy('place', placeKey(call.caller))
        .flatMap((group) => group.rules.map((rule): RuleOfGroup => ({ group, rule }))),
      ids: { param: 'SecurityGroupRuleId', kind: IDS.groupRule, of: ({ rule }) => rule.id, excludesPaging: 'securityGroupRuleIds' },
      tagsOf: ({ rule }) => rule.tags,
      filters: { 'group-id': ({ group }) => [group.id], 'security-group-rule-id': ({ rule }) => [rule.id] },
      render: renderRule,
    }),
}

export function renderRule({ group, rule }: RuleOfGroup): XmlValue {
  const { source } = rule
  return {
    securityGroupRuleId: rule.id,
    groupId: group.id,
    groupOwnerId: group.accountId,
    isEgress: rule.isEgress,
    ipProtocol: rule.protocol,
    fromPort: rule.fromPort,
    toPort: rule.toPort,
    cidrIpv4: 'cidrIpv4' in source ? source.cidrIpv4 : null,
    cidrIpv6: 'cidrIpv6' in source ? source.cidrIpv6 : null,
    prefixListId: 'prefixListId' in source ? source.prefixListId : null,
    referencedGroupInfo: 'groupId' in source ? { groupId: source.groupId, userId: group.accountId, vpcId: group.vpcId } : null,
    description: rule.description,
    tagSet: renderTags(rule.tags),
    securityGroupRuleArn: arnOf(group, 'security-group-rule', rule.id),
  }
}
