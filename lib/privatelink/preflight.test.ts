import { describe, expect, it } from 'vitest'
import { isBlocked, judgePreflight, PREFLIGHT_IDS, type Fact, type PreflightFacts, type PreflightId } from './preflight'
import { CLICKHOUSE_PORTS } from './ports'
import { sampleDraft, sampleEndpoint, sampleGroup, sampleService, sampleSubnet, sampleVpc, tcp, VPC_ID } from './samples'

const known = <T,>(value: T): Fact<T> => ({ known: true, value })
const unknown: Fact<never> = { known: false, reason: 'AWS did not answer in time.' }

const good: PreflightFacts = {
  draft: sampleDraft,
  region: 'us-west-2',
  service: known(sampleService),
  vpcs: known([sampleVpc]),
  subnets: known([sampleSubnet('1', 1), sampleSubnet('2', 2), sampleSubnet('3', 2), sampleSubnet('4', 4)]),
  securityGroups: known([sampleGroup([tcp(8443, '10.0.0.0/16'), tcp(9440, '10.0.0.0/16')]), sampleGroup([], { groupId: 'sg-00000000000000009', name: 'default' })]),
  existing: known([]),
  dns: known({ vpcId: VPC_ID, enableDnsSupport: true, enableDnsHostnames: true, customResolvers: null }),
  quotaUsed: known(3),
  permission: known({ allowed: true }),
  ports: CLICKHOUSE_PORTS,
}
const draftWith = (changes: Partial<typeof sampleDraft>): Partial<PreflightFacts> => ({ draft: { ...sampleDraft, ...changes } })
const lineOf = (id: PreflightId, changes: Partial<PreflightFacts>) => judgePreflight({ ...good, ...changes }).find((line) => line.id === id)

it('passes every line where all is well, in the order of mending', () => {
  const lines = judgePreflight(good)
  expect(lines.map((line) => line.id)).toEqual(PREFLIGHT_IDS.filter((id) => id !== 'default-group'))
  expect(lines.filter((line) => line.outcome !== 'pass')).toEqual([])
  expect(isBlocked(lines)).toBeNull()
})

it('nothing that could not be read passes, and nothing unread blocks', () => {
  const dark: PreflightFacts = { ...good, service: unknown, vpcs: unknown, subnets: unknown, securityGroups: unknown, existing: unknown, dns: unknown, quotaUsed: unknown, permission: unknown }
  for (const draft of [sampleDraft, { ...sampleDraft, securityGroupIds: [] }]) {
    const lines = judgePreflight({ ...dark, draft })
    // The region is in the service's name, so that line is known without AWS.
    expect(lines.filter((line) => line.outcome !== 'unknown').map((line) => line.id)).toEqual(['region-matches'])
    for (const line of lines) if (line.outcome === 'unknown') expect(line.detail).toMatch(/could not be checked/)
    expect(isBlocked(lines)).toBeNull()
  }
})

type Case = [id: PreflightId, what: string, changes: Partial<PreflightFacts>, outcome: 'pass' | 'warn' | 'block' | 'unknown', detail: RegExp]
const endpoint = (state: 'available' | 'rejected' | 'deleted' | 'unrecognised', more = {}) => known([sampleEndpoint({ state, awsState: state, ...more })])

it.each<Case>([
  ['service-visible', 'AWS does not show it', { service: known(null) }, 'block', /mistyped, or of another region, or ClickHouse does not show it/],
  ['service-visible', 'it is of type Gateway', { service: known({ ...sampleService, types: ['Gateway'] }) }, 'block', /type Gateway/],
  ['service-visible', 'nobody has to accept', { service: known({ ...sampleService, acceptanceRequired: false }) }, 'pass', /without anybody/],
  ['region-matches', 'the endpoint would be elsewhere', { region: 'us-east-1' }, 'block', /would be in us-east-1/],
  ['region-matches', 'the service is elsewhere', { service: known({ ...sampleService, region: 'eu-west-1' }) }, 'block', /eu-west-1/],
  ['zones-served', 'one subnet is outside', draftWith({ subnetIdByZone: { 'usw2-az1': 'subnet-00000000000000001', 'usw2-az4': 'subnet-00000000000000004' } }), 'block', /subnet-00000000000000004 \(usw2-az4\) is outside/],
  ['zones-served', 'none is chosen', draftWith({ subnetIdByZone: {} }), 'block', /No subnet is chosen/],
  ['zones-served', 'a chosen one is no longer there', draftWith({ subnetIdByZone: { 'usw2-az1': 'subnet-x' } }), 'block', /does not show subnet-x/],
  ['zones-served', 'AWS did not say', { service: known({ ...sampleService, zones: [] }) }, 'unknown', /did not say/],
  ['one-subnet-per-zone', 'two share a zone', draftWith({ subnetIdByZone: { 'usw2-az2': 'subnet-00000000000000002', 'usw2-az1': 'subnet-00000000000000003' } }), 'block', /same zone, usw2-az2/],
  ['more-than-one-zone', 'there is one', draftWith({ subnetIdByZone: { 'usw2-az1': 'subnet-00000000000000001' } }), 'warn', /usw2-az1 only/],
  ['free-addresses', 'one has none', { subnets: known([sampleSubnet('1', 1, { freeAddresses: 0 }), sampleSubnet('2', 2)]) }, 'block', /subnet-00000000000000001 has no free address/],
  ['free-addresses', 'one has a single one', { subnets: known([sampleSubnet('1', 1, { freeAddresses: 1 }), sampleSubnet('2', 2)]) }, 'pass', /At least 1 free/],
  ['groups-of-vpc', 'one is of another VPC', { securityGroups: known([sampleGroup([], { vpcId: 'vpc-00000000' })]) }, 'block', /sg-00000000000000001 is not in VPC/],
  ['ports-open', '9440 is closed', { securityGroups: known([sampleGroup([tcp(8443, '10.0.0.0/16')])]) }, 'warn', /Port 9440 .* is closed/],
  ['ports-open', 'the VPC is not shown', { vpcs: known([]) }, 'unknown', /does not show VPC vpc-/],
  ['default-group', 'no group is chosen', draftWith({ securityGroupIds: [] }), 'warn', /sg-00000000000000009, the default group of the VPC\. Lets nothing in/],
  ['existing-endpoint', 'one is there', { existing: endpoint('available') }, 'warn', /vpce-08c316c04b3a5623f \(Available\) already connects/],
  ['existing-endpoint', 'one is there in a state that is not known', { existing: endpoint('unrecognised') }, 'warn', /already connects/],
  ['existing-endpoint', 'one has private DNS', { existing: endpoint('available', { privateDnsEnabled: true }) }, 'warn', /conflicting DNS domain/],
  ['existing-endpoint', 'a dead one is there', { existing: endpoint('rejected') }, 'warn', /cannot be used again and is billed/],
  ['existing-endpoint', 'one was deleted', { existing: endpoint('deleted') }, 'pass', /none/],
  ['existing-endpoint', 'one of another service', { existing: endpoint('available', { serviceName: 'other' }) }, 'pass', /none/],
  ['dns-attributes', 'host names are off', { dns: known({ vpcId: VPC_ID, enableDnsSupport: true, enableDnsHostnames: false, customResolvers: null }) }, 'warn', /enableDnsHostnames is off/],
  ['dns-resolvers', 'DHCP hands out others', { dns: known({ vpcId: VPC_ID, enableDnsSupport: true, enableDnsHostnames: true, customResolvers: ['10.0.0.53'] }) }, 'warn', /10\.0\.0\.53/],
  ['endpoint-quota', '49 are used', { quotaUsed: known(49) }, 'pass', /49 of 50/],
  ['endpoint-quota', '50 are used', { quotaUsed: known(50) }, 'warn', /50 of 50/],
  ['permission', 'AWS says no', { permission: known({ allowed: false as const, action: 'ec2:CreateVpcEndpoint', reason: '' }) }, 'block', /not allowed to call ec2:CreateVpcEndpoint/],
  ['permission', 'AWS says neither', { permission: known({ allowed: null, reason: 'It was throttled.' }) }, 'unknown', /throttled/],
])('%s, where %s', (id, _, changes, outcome, detail) => {
  const line = lineOf(id, changes)
  expect(line).toMatchObject({ outcome, detail: expect.stringMatching(detail) })
  expect(line!.detail).toMatch(/^[A-Z0-9a-z].*\.$/s)
})

describe('fixes', () => {
  it('names the exact rule for the ports that are closed, and never everywhere', () => {
    const fix = lineOf('ports-open', { securityGroups: known([sampleGroup([tcp(8443, '10.0.0.0/16')])]) })!.fix!
    expect(fix.command).toBe(
      "aws ec2 authorize-security-group-ingress --region us-west-2 --group-id sg-00000000000000001 --ip-permissions 'IpProtocol=tcp,FromPort=9440,ToPort=9440,IpRanges=[{CidrIp=10.0.0.0/16}]'",
    )
    expect(fix.command).not.toContain('0.0.0.0/0')
  })

  it('judges the default group where none is chosen', () => {
    expect(lineOf('ports-open', draftWith({ securityGroupIds: [] }))).toMatchObject({ outcome: 'warn', fix: { command: expect.stringContaining('sg-00000000000000009') } })
    expect(lineOf('groups-of-vpc', draftWith({ securityGroupIds: [] }))).toBeUndefined()
    expect(lineOf('default-group', {})).toBeUndefined()
  })

  it('gives one command for each DNS attribute that is off', () => {
    const dns = known({ vpcId: VPC_ID, enableDnsSupport: false, enableDnsHostnames: false, customResolvers: null })
    expect(lineOf('dns-attributes', { dns })!.fix!.command!.split('\n')).toEqual([
      `aws ec2 modify-vpc-attribute --region us-west-2 --vpc-id ${VPC_ID} --enable-dns-support`,
      `aws ec2 modify-vpc-attribute --region us-west-2 --vpc-id ${VPC_ID} --enable-dns-hostnames`,
    ])
  })
})

it('isBlocked gives the first reason and counts the others', () => {
  const one = judgePreflight({ ...good, service: known(null) })
  expect(isBlocked(one)).toMatch(/does not exist in us-west-2/)
  const two = judgePreflight({ ...good, service: known(null), permission: known({ allowed: false, action: 'ec2:CreateVpcEndpoint', reason: '' }) })
  expect(isBlocked(two)).toMatch(/does not exist.*\(1 more line blocks too\.\)$/)
})
