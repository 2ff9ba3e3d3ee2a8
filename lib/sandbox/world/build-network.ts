import { isInside, parseCidr, usableAddresses } from './addresses'
import type { RuleDescription, VpcDescription } from './description'
import { idFrom } from './ids'
import { findAwsRegion } from './regions'
import { WorldMistake } from './mistake'
import type { DhcpOptions, GroupRule, HostedZone, NetworkAcl, Place, RouteTable, SecurityGroup, Subnet, Tag, Vpc } from './types'

export type Network = {
  vpc: Vpc
  subnets: Subnet[]
  securityGroups: SecurityGroup[]
  networkAcls: NetworkAcl[]
  routeTables: RouteTable[]
  dhcpOptions: DhcpOptions
  hostedZones: HostedZone[]
}

type Lists = { findPrefixList: (nameOrId: string) => string }

/** A VPC and all that AWS makes with one: default group, default network ACL, main route table, DHCP options. */
export function buildNetwork(described: VpcDescription, lists: Lists): Network {
  const place: Place = { accountId: described.account, region: described.region }
  const region = findAwsRegion(place.region)
  if (!region) throw new WorldMistake(`There is no region “${place.region}” in the sandbox.`)
  const label = described.name ?? described.cidr
  const id = described.vpcId ?? idFrom('vpc', place.accountId, place.region, label)
  const dhcpOptions = dhcpOptionsFor(place, described.dhcpServers, label)
  const vpc: Vpc = {
    ...place,
    id,
    cidrs: [described.cidr, ...described.extraCidrs],
    isDefault: described.isDefault,
    enableDnsSupport: described.enableDnsSupport,
    enableDnsHostnames: described.enableDnsHostnames,
    dhcpOptionsId: dhcpOptions.id,
    privateZones: described.privateZones.map((zone) => zone.name),
    tags: named(described.name, described.tags),
  }
  const subnets = described.subnets.map((subnet): Subnet => subnetOf(vpc, subnet))
  const stray = subnets.find((subnet) => !region.zoneIds.includes(subnet.zoneId))
  if (stray) throw new WorldMistake(`The region ${place.region} has no zone “${stray.zoneId}”; it has ${region.zoneIds.join(', ')}.`)
  return {
    vpc,
    subnets,
    securityGroups: groupsOf(vpc, described, lists),
    networkAcls: aclsOf(vpc, subnets, described),
    routeTables: routeTablesOf(vpc, subnets, described),
    dhcpOptions,
    hostedZones: described.privateZones.map((zone) => ({ id: `${vpc.id}/${zone.name}`, vpcId: vpc.id, ...zone })),
  }
}

function subnetOf(vpc: Vpc, described: VpcDescription['subnets'][number]): Subnet {
  const range = parseCidr(described.cidr)
  const home = vpc.cidrs.map(parseCidr)
  if (!range || !home.some((outer) => outer && isInside(range, outer))) {
    throw new WorldMistake(`The subnet ${described.cidr} does not lie inside its VPC’s ${vpc.cidrs.join(', ')}.`)
  }
  const usable = usableAddresses(described.cidr)
  return {
    accountId: vpc.accountId,
    region: vpc.region,
    id: described.subnetId ?? idFrom('subnet', vpc.id, described.cidr),
    vpcId: vpc.id,
    zoneId: described.zoneId,
    cidr: described.cidr,
    usedAddresses: Math.max(0, usable - (described.freeAddresses ?? usable)),
    mapPublicIp: described.public,
    tags: named(described.name, described.tags),
  }
}

function groupsOf(vpc: Vpc, described: VpcDescription, lists: Lists): SecurityGroup[] {
  const idOf = (group: { groupId?: string; name: string }) => group.groupId ?? idFrom('sg', vpc.id, group.name)
  const fromItself = { name: 'default', description: 'default VPC security group', ingress: [{ protocol: '-1', group: 'default' }], tags: [] }
  const own = described.securityGroups
  const groups = own.some((group) => group.name === 'default') ? own : [fromItself, ...own]
  const findGroup = (nameOrId: string) => {
    const found = groups.find((group) => group.name === nameOrId)
    return found ? idOf(found) : nameOrId
  }
  return groups.map((group) => {
    const id = idOf(group)
    const toRule = (isEgress: boolean) => (rule: RuleDescription, at: number) =>
      ruleOf(rule, { id: idFrom('sgr', id, String(isEgress), at), isEgress, findGroup, ...lists })
    const egress = ('egress' in group && group.egress) || [{ protocol: '-1', cidr: '0.0.0.0/0' }]
    return {
      accountId: vpc.accountId,
      region: vpc.region,
      id,
      vpcId: vpc.id,
      name: group.name,
      description: group.description ?? group.name,
      rules: [...group.ingress.map(toRule(false)), ...egress.map(toRule(true))],
      tags: group.tags,
    }
  })
}

type RuleContext = Lists & { id: string; isEgress: boolean; findGroup: (nameOrId: string) => string }

function ruleOf(rule: RuleDescription, { id, isEgress, findGroup, findPrefixList }: RuleContext): GroupRule {
  const everyPort = rule.protocol === '-1' ? -1 : 0
  return {
    id,
    isEgress,
    protocol: rule.protocol,
    fromPort: rule.port ?? rule.fromPort ?? everyPort,
    toPort: rule.port ?? rule.toPort ?? (everyPort || 65_535),
    source: sourceOf(rule, findGroup, findPrefixList),
    description: rule.description ?? null,
    tags: [],
  }
}

function sourceOf(rule: RuleDescription, findGroup: RuleContext['findGroup'], findPrefixList: Lists['findPrefixList']): GroupRule['source'] {
  if (rule.cidr !== undefined) return { cidrIpv4: rule.cidr }
  if (rule.cidr6 !== undefined) return { cidrIpv6: rule.cidr6 }
  if (rule.group !== undefined) return { groupId: findGroup(rule.group) }
  if (rule.prefixList !== undefined) return { prefixListId: findPrefixList(rule.prefixList) }
  throw new WorldMistake('A security group rule needs one of cidr, cidr6, group and prefixList.')
}

function aclsOf(vpc: Vpc, subnets: Subnet[], described: VpcDescription): NetworkAcl[] {
  const place = { accountId: vpc.accountId, region: vpc.region }
  const custom = described.networkAcls.map((acl): NetworkAcl => ({
    ...place,
    id: idFrom('acl', vpc.id, acl.name),
    vpcId: vpc.id,
    isDefault: false,
    subnetIds: subnets.filter((subnet) => acl.subnets.some((wanted) => isCalled(subnet, wanted))).map((subnet) => subnet.id),
    entries: [...acl.entries, ...denyRest],
    tags: named(acl.name, []),
  }))
  const claimed = new Set(custom.flatMap((acl) => acl.subnetIds))
  const rest = subnets.filter((subnet) => !claimed.has(subnet.id)).map((subnet) => subnet.id)
  const open = [true, false].map((isEgress) => ({ ruleNumber: 100, protocol: '-1', allow: true, isEgress, cidr: '0.0.0.0/0', ports: null }))
  return [{ ...place, id: idFrom('acl', vpc.id, 'default'), vpcId: vpc.id, isDefault: true, subnetIds: rest, entries: [...open, ...denyRest], tags: [] }, ...custom]
}

/** The last entry of every ACL, `*` in the console. */
const denyRest = [true, false].map((isEgress) => ({ ruleNumber: 32_767, protocol: '-1', allow: false, isEgress, cidr: '0.0.0.0/0', ports: null }))

function routeTablesOf(vpc: Vpc, subnets: Subnet[], described: VpcDescription): RouteTable[] {
  const place = { accountId: vpc.accountId, region: vpc.region, vpcId: vpc.id }
  const local = vpc.cidrs.map((destination) => ({ destination, gatewayId: 'local' }))
  const open = described.subnets.flatMap((subnet, at) => (subnet.public ? [subnets[at]!.id] : []))
  const main: RouteTable = { ...place, id: idFrom('rtb', vpc.id, 'main'), isMain: true, subnetIds: [], routes: local, tags: [] }
  if (open.length === 0) return [main]
  const everywhere = '0.0.0.0/0'
  const outward = { destination: everywhere, gatewayId: idFrom('igw', vpc.id) }
  const translated = { destination: everywhere, natGatewayId: idFrom('nat', vpc.id) }
  return [
    { ...main, routes: [...local, translated] },
    { ...place, id: idFrom('rtb', vpc.id, 'public'), isMain: false, subnetIds: open, routes: [...local, outward], tags: named('public', []) },
  ]
}

function dhcpOptionsFor(place: Place, servers: string[] | undefined, label: string): DhcpOptions {
  const domainName = place.region === 'us-east-1' ? 'ec2.internal' : `${place.region}.compute.internal`
  if (servers) return { ...place, id: idFrom('dopt', place.accountId, place.region, label), domainName, nameServers: servers, tags: named(`${label}-resolvers`, []) }
  return { ...place, id: idFrom('dopt', place.accountId, place.region), domainName, nameServers: ['AmazonProvidedDNS'], tags: [] }
}

export const isCalled = (row: { id: string; tags: Tag[] }, nameOrId: string) =>
  row.id === nameOrId || row.tags.some((tag) => tag.key === 'Name' && tag.value === nameOrId)

const named = (name: string | undefined, tags: Tag[]): Tag[] => (name === undefined ? tags : [{ key: 'Name', value: name }, ...tags])
