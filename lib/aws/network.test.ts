import { afterEach, describe, expect, it } from 'vitest'
import { type Answered, type Asked, document, REACH, refusal, startFarEnd } from './far-end'
import { getVpcDns, listSecurityGroups, listSubnets, listVpcs, listZones } from './network'
import { findService } from './services'

let far: Awaited<ReturnType<typeof startFarEnd>>
afterEach(() => far.close())
const serve = async (answer: (asked: Asked) => Answered) => (far = await startFarEnd((asked) => (asked.action === 'GetCallerIdentity' ? '' : answer(asked))))

const zone = (name: string, id: string, type = 'availability-zone') => `<item><regionName>us-west-2</regionName><zoneName>${name}</zoneName><zoneId>${id}</zoneId><zoneType>${type}</zoneType><zoneState>available</zoneState></item>`
const ZONES = document('DescribeAvailabilityZones', `<availabilityZoneInfo>${zone('us-west-2a', 'usw2-az2')}${zone('us-west-2b', 'usw2-az1')}${zone('us-west-2-lax-1a', 'usw2-lax1-az1', 'local-zone')}</availabilityZoneInfo>`)

it('leaves Local Zones out', async () => {
  await serve(() => ZONES)
  expect(await listZones(REACH)).toEqual([{ zoneId: 'usw2-az2', zoneName: 'us-west-2a' }, { zoneId: 'usw2-az1', zoneName: 'us-west-2b' }])
})

it('reads all pages of VPCs; blocks that are not associated do not count', async () => {
  const block = (cidr: string, state: string) => `<item><cidrBlock>${cidr}</cidrBlock><cidrBlockState><state>${state}</state></cidrBlockState></item>`
  const vpc = (n: number) => `<item><vpcId>vpc-0000000${n}</vpcId><cidrBlock>10.${n}.0.0/16</cidrBlock><dhcpOptionsId>dopt-1</dhcpOptionsId><cidrBlockAssociationSet>${block(`10.${n}.0.0/16`, 'associated')}${block('10.99.0.0/16', 'disassociated')}</cidrBlockAssociationSet><isDefault>false</isDefault><tagSet><item><key>Name</key><value>&lt;b&gt;</value></item></tagSet></item>`
  await serve(({ nth }) => document('DescribeVpcs', `<vpcSet>${vpc(nth)}</vpcSet>${nth < 3 ? `<nextToken>n${nth}</nextToken>` : ''}`))
  const vpcs = await listVpcs(REACH)
  expect(vpcs).toHaveLength(3)
  expect(vpcs[0]).toEqual({ vpcId: 'vpc-00000001', name: '<b>', cidrs: ['10.1.0.0/16'], isDefault: false, dhcpOptionsId: 'dopt-1' })
})

it('fills in a zone id that the server left out', async () => {
  await serve(({ action }) =>
    action === 'DescribeAvailabilityZones' ? ZONES : document(action, '<subnetSet><item><subnetId>subnet-00000001</subnetId><vpcId>vpc-00000001</vpcId><cidrBlock>10.0.0.0/24</cidrBlock><availableIpAddressCount>0</availableIpAddressCount><availabilityZone>us-west-2b</availabilityZone></item></subnetSet>'),
  )
  expect(await listSubnets(REACH, 'vpc-00000001')).toEqual([{ subnetId: 'subnet-00000001', vpcId: 'vpc-00000001', name: null, zoneId: 'usw2-az1', zoneName: 'us-west-2b', cidr: '10.0.0.0/24', freeAddresses: 0 }])
})

it('expands security group permissions into one rule per source', async () => {
  const permission = (protocol: string, ports: string, sources: string) => `<item><ipProtocol>${protocol}</ipProtocol>${ports}${sources}</item>`
  const permissions = [
    permission('tcp', '<fromPort>8443</fromPort><toPort>9440</toPort>', '<ipRanges><item><cidrIp>10.0.0.0/8</cidrIp></item><item><cidrIp>192.168.0.0/16</cidrIp></item></ipRanges><ipv6Ranges><item><cidrIpv6>::/0</cidrIpv6></item></ipv6Ranges>'),
    permission('-1', '', '<groups><item><groupId>sg-00000002</groupId><userId>1</userId></item></groups><prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds>'),
    permission('icmp', '<fromPort>8</fromPort><toPort>0</toPort>', '<ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges>'),
  ]
  await serve(() => document('DescribeSecurityGroups', `<securityGroupInfo><item><groupId>sg-00000001</groupId><vpcId>vpc-00000001</vpcId><groupName>ch</groupName><groupDescription>d</groupDescription><ipPermissions>${permissions.join('')}</ipPermissions></item></securityGroupInfo>`))
  const [group] = await listSecurityGroups(REACH, 'vpc-00000001')
  expect(group!.ingress.map(({ protocol, fromPort, toPort, source }) => [protocol, fromPort, toPort, source])).toEqual([
    ['tcp', 8443, 9440, { kind: 'ipv4', cidr: '10.0.0.0/8' }],
    ['tcp', 8443, 9440, { kind: 'ipv4', cidr: '192.168.0.0/16' }],
    ['tcp', 8443, 9440, { kind: 'ipv6', cidr: '::/0' }],
    ['all', null, null, { kind: 'group', groupId: 'sg-00000002' }],
    ['all', null, null, { kind: 'prefix-list', prefixListId: 'pl-1' }],
    ['icmp', null, null, { kind: 'ipv4', cidr: '0.0.0.0/0' }],
  ])
  expect(new Set(group!.ingress.map((rule) => rule.ruleId)).size).toBe(6)
})

describe('whose resolvers a VPC has', () => {
  const cases: [string, string[], string[] | null][] = [
    ['AWS’s own by name', ['AmazonProvidedDNS'], null],
    ['AWS’s own by its link-local address', ['169.254.169.253'], null],
    ['AWS’s own by the block’s base plus two', ['10.1.0.2'], null],
    ['somebody else’s', ['10.1.0.3'], ['10.1.0.3']],
    ['a mixture', ['AmazonProvidedDNS', '192.168.0.53'], ['192.168.0.53']],
    ['none', [], []],
  ]
  it.each(cases)('%s', async (_name, servers, customResolvers) => {
    await serve(({ action, params }) => {
      if (action === 'DescribeVpcAttribute') return document(action, `<vpcId>vpc-00000001</vpcId><${params.get('Attribute')}><value>${params.get('Attribute') === 'enableDnsSupport'}</value></${params.get('Attribute')}>`)
      return document(action, `<dhcpOptionsSet><item><dhcpOptionsId>dopt-1</dhcpOptionsId><dhcpConfigurationSet><item><key>domain-name-servers</key><valueSet>${servers.map((value) => `<item><value>${value}</value></item>`).join('')}</valueSet></item></dhcpConfigurationSet></item></dhcpOptionsSet>`)
    })
    const dns = await getVpcDns(REACH, { vpcId: 'vpc-00000001', name: null, cidrs: ['10.1.0.0/16'], isDefault: false, dhcpOptionsId: 'dopt-1' })
    expect(dns).toEqual({ vpcId: 'vpc-00000001', enableDnsSupport: true, enableDnsHostnames: false, customResolvers })
  })
})

describe('a service', () => {
  const NAME = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
  const described = (zones: string) => document('DescribeVpcEndpointServices', `<serviceNameSet><item>${NAME}</item></serviceNameSet><serviceDetailSet><item><serviceName>${NAME}</serviceName><serviceId>vpce-svc-049bbd33f61271781</serviceId><serviceType><item><serviceType>Interface</serviceType></item></serviceType><serviceRegion>us-west-2</serviceRegion>${zones}<owner>111111111111</owner><privateDnsName>*.us-west-2.vpce.aws.clickhouse.cloud</privateDnsName><acceptanceRequired>true</acceptanceRequired><privateDnsNameVerificationState>pendingVerification</privateDnsNameVerificationState></item></serviceDetailSet>`)
  const IDS = '<availabilityZoneIdSet><item>usw2-az1</item><item>usw2-lax1-az1</item><item>usw2-az2</item></availabilityZoneIdSet>'
  const NAMES = '<availabilityZoneSet><item>us-west-2b</item><item>us-west-2a</item></availabilityZoneSet>'

  it.each([['by zone ids', IDS], ['by zone names', NAMES]])('shows this account’s zones (%s)', async (_name, zones) => {
    await serve(({ action }) => (action === 'DescribeAvailabilityZones' ? ZONES : described(zones)))
    expect(await findService(REACH, NAME)).toEqual({
      serviceName: NAME,
      serviceId: 'vpce-svc-049bbd33f61271781',
      region: 'us-west-2',
      zones: [{ zoneId: 'usw2-az1', zoneName: 'us-west-2b' }, { zoneId: 'usw2-az2', zoneName: 'us-west-2a' }],
      acceptanceRequired: true,
      privateDnsName: '*.us-west-2.vpce.aws.clickhouse.cloud',
      privateDnsVerification: 'pending',
      ownerAccountId: '111111111111',
      types: ['Interface'],
    })
  })

  it('is null where AWS says it does not exist, and an error where AWS says anything else', async () => {
    await serve(() => refusal(400, 'InvalidServiceName'))
    expect(await findService(REACH, NAME)).toBeNull()
    await far.close()
    await serve(() => refusal(403, 'UnauthorizedOperation'))
    await expect(findService(REACH, NAME)).rejects.toMatchObject({ kind: 'denied', deniedAction: 'ec2:DescribeVpcEndpointServices' })
  })
})
