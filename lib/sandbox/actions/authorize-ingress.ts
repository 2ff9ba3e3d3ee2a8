import { AwsError, invalidValue, missingParameter } from '../wire/errors'
import type { Params } from '../wire/params'
import { parseCidr } from '../world/addresses'
import { newId } from '../world/ids'
import type { GroupRule, Tag } from '../world/types'
import { placeKey } from '../world/tables'
import { WRITE } from '../throttle'
import type { Action, Call } from './action'
import { IDS, notFound } from './ids'
import { getGroup, renderRule } from './security-groups'
import { readTagSpecification } from './tag-specification'

type Wanted = Omit<GroupRule, 'id' | 'tags' | 'isEgress'>

/** AWS's ceiling for the inbound rules of a group. */
const MAX_RULES = 60

const PROTOCOL_NUMBERS: Record<string, string> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' }

export const authorizeSecurityGroupIngress: Action = {
  accepts: [
    'GroupId', 'GroupName', 'IpPermissions', 'CidrIp', 'FromPort', 'ToPort', 'IpProtocol',
    'SourceSecurityGroupName', 'SourceSecurityGroupOwnerId', 'TagSpecification',
  ],
  bucket: WRITE,
  run(call) {
    const groupId = call.params.text('GroupId') ?? findByName(call)
    if (!groupId) throw missingParameter('groupName or groupId')
    const group = getGroup(call, groupId)
    const wanted = readRules(call)
    const inbound = group.rules.filter((rule) => !rule.isEgress)
    const keys = inbound.map(keyOf)
    for (const rule of wanted) {
      if (keys.includes(keyOf(rule))) throw duplicate(rule)
      keys.push(keyOf(rule))
    }
    if (keys.length > MAX_RULES) {
      throw new AwsError('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.')
    }
    const tags: Tag[] = readTagSpecification(call.params, 'security-group-rule')
    return () => {
      const rules = wanted.map((rule): GroupRule => ({ ...rule, id: newId('sgr'), isEgress: false, tags }))
      call.world.commit([{ table: 'securityGroups', put: { ...group, rules: [...group.rules, ...rules] } }])
      return { return: true, securityGroupRuleSet: rules.map((rule) => renderRule({ group, rule })) }
    }
  },
}

/** The rules a call names, either as permissions or, for one of them, flat. */
export function readRules(call: Call): Wanted[] {
  const asked = call.params.structures('IpPermissions')
  const wanted = asked.length > 0 ? asked.flatMap((permission) => readPermission(permission, call)) : [readFlat(call.params)]
  if (wanted.length === 0) throw missingParameter('ipPermissions')
  return wanted
}

/** A group's name is enough in the default VPC. */
export function findByName(call: Call): string | undefined {
  const name = call.params.text('GroupName')
  if (!name) return undefined
  const groups = call.world.data.securityGroups.listBy('place', placeKey(call.caller))
  const found = groups.find((group) => group.name === name && call.world.data.vpcs.find(group.vpcId)?.isDefault)
  if (!found) throw notFound(IDS.group, [name])
  return found.id
}

function readFlat(params: Params): Wanted {
  return { ...readSpan(params), source: { cidrIpv4: checkCidr(params.required('CidrIp')) }, description: null }
}

function readPermission(permission: Params, call: Call): Wanted[] {
  const span = readSpan(permission)
  const read = (name: string, toSource: (range: Params) => GroupRule['source']) =>
    permission.structures(name).map((range): Wanted => ({ ...span, source: toSource(range), description: range.text('Description') ?? null }))
  return [
    ...read('IpRanges', (range) => ({ cidrIpv4: checkCidr(range.required('CidrIp')) })),
    ...read('Ipv6Ranges', (range) => ({ cidrIpv6: range.required('CidrIpv6') })),
    ...read('Groups', (range) => ({ groupId: getGroup(call, range.required('GroupId')).id })),
    ...read('PrefixListIds', (range) => ({ prefixListId: range.required('PrefixListId') })),
  ]
}

function readSpan(params: Params): Pick<Wanted, 'protocol' | 'fromPort' | 'toPort'> {
  const asked = params.required('IpProtocol').toLowerCase()
  const protocol = PROTOCOL_NUMBERS[asked] ?? asked
  if (protocol === '-1') return { protocol, fromPort: -1, toPort: -1 }
  if (!/^(tcp|udp|icmp|icmpv6|\d{1,3})$/.test(protocol)) throw invalidValue(`Invalid value '${asked}' for IP protocol. Unknown protocol.`)
  const fromPort = params.integer('FromPort')
  const toPort = params.integer('ToPort')
  if (fromPort === undefined || toPort === undefined) {
    if (/^\d/.test(protocol)) return { protocol, fromPort: -1, toPort: -1 }
    throw invalidValue('Must specify both from and to ports with TCP/UDP.')
  }
  const isPort = (port: number) => port >= 0 && port <= 65_535
  if (/^(tcp|udp)$/.test(protocol) && !(isPort(fromPort) && isPort(toPort) && fromPort <= toPort)) {
    throw invalidValue(`Invalid value for portRange. Invalid TCP/UDP port range (${fromPort}:${toPort})`)
  }
  return { protocol, fromPort, toPort }
}

function checkCidr(cidr: string): string {
  if (!parseCidr(cidr)) throw invalidValue(`CIDR block ${cidr} is malformed`)
  return cidr
}

/** Two rules that say the same have the same key. */
export const keyOf = ({ protocol, fromPort, toPort, source }: Wanted) => JSON.stringify([protocol, fromPort, toPort, source])

function duplicate({ source, protocol, fromPort, toPort }: Wanted): AwsError {
  const peer = Object.values(source)[0]
  const ports = protocol === '-1' ? '' : `, from port: ${fromPort}, to port: ${toPort}`
  const words = `peer: ${peer}, ${protocol === '-1' ? 'ALL' : protocol.toUpperCase()}${ports}, ALLOW`
  return new AwsError('InvalidPermission.Duplicate', `the specified rule "${words}" already exists`)
}
