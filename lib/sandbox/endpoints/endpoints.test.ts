import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  ModifyVpcEndpointCommand,
  type CreateVpcEndpointRequest,
  type EC2Client,
  type ModifyVpcEndpointRequest,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { control, ec2, refusal, startTestSandbox, type TestSandbox } from '../test-sandbox'

const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const ABSENT = '00000000000000000'

/** The sandbox's clock stands still until a test moves it, so that no state passes unseen on a busy machine. */
let clock = Date.now()
const pass = (milliseconds: number) => void (clock += milliseconds)

let sandbox: TestSandbox
let client: EC2Client
const ids: Record<string, string> = {}

beforeAll(async () => {
  sandbox = await startTestSandbox({ now: () => clock })
  client = ec2(sandbox)
  const nameOf = (tags: { Key?: string; Value?: string }[] | undefined) => tags?.find((tag) => tag.Key === 'Name')?.Value ?? ''
  for (const vpc of (await client.send(new DescribeVpcsCommand({}))).Vpcs ?? []) ids[nameOf(vpc.Tags)] = vpc.VpcId ?? ''
  for (const subnet of (await client.send(new DescribeSubnetsCommand({}))).Subnets ?? []) ids[nameOf(subnet.Tags)] = subnet.SubnetId ?? ''
  for (const group of (await client.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? []) {
    ids[group.VpcId === ids['platform-prod'] ? group.GroupName! : `${group.VpcId} ${group.GroupName}`] = group.GroupId ?? ''
  }
})
afterAll(() => sandbox.remove())

const wanted = (more: Partial<CreateVpcEndpointRequest> = {}): CreateVpcEndpointRequest => ({
  VpcEndpointType: 'Interface',
  VpcId: ids['platform-prod'],
  ServiceName: SERVICE,
  SubnetIds: [ids['prod-private-1']!],
  SecurityGroupIds: [ids['clickhouse-clients']!],
  PrivateDnsEnabled: false,
  ...more,
})
const create = async (more?: Partial<CreateVpcEndpointRequest>) => (await client.send(new CreateVpcEndpointCommand(wanted(more)))).VpcEndpoint!
const modify = (more: Omit<ModifyVpcEndpointRequest, 'DryRun'>) => client.send(new ModifyVpcEndpointCommand(more))
const look = async (id: string) => (await client.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }))).VpcEndpoints![0]!
const remove = (...endpointIds: string[]) => client.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: endpointIds }))
async function createAvailable(more?: Partial<CreateVpcEndpointRequest>) {
  const id = (await create(more)).VpcEndpointId!
  await control(sandbox, `POST endpoints/${id}/accept`)
  pass(60)
  return id
}

describe('what AWS refuses to create', () => {
  test.each<[string, () => Partial<CreateVpcEndpointRequest>, string]>([
    ['the default type', () => ({ VpcEndpointType: undefined }), 'InvalidParameter 400: Endpoint type (Gateway) does not match available service types ([Interface]).'],
    ['no service', () => ({ ServiceName: undefined }), 'MissingParameter 400: The request must contain the parameter ServiceName'],
    ['no VPC', () => ({ VpcId: '' }), 'MissingParameter 400: The request must contain the parameter VpcId'],
    ['an unknown VPC', () => ({ VpcId: `vpc-${ABSENT}` }), `InvalidVpcID.NotFound 400: The vpc ID 'vpc-${ABSENT}' does not exist`],
    ['an unknown service', () => ({ ServiceName: `${SERVICE}0` }), `InvalidServiceName 400: The Vpc Endpoint Service '${SERVICE}0' does not exist`],
    ['a service of another region', () => ({ ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-066b03c9b5f61c6fc' }), 'InvalidServiceName 400'],
    ['a malformed subnet', () => ({ SubnetIds: ['x'] }), "InvalidSubnetId.Malformed 400: Invalid Subnet Id: 'x' (expecting 'subnet-...; the Id may only contain lowercase alphanumeric characters and a single dash')"],
    ['an unknown subnet', () => ({ SubnetIds: [`subnet-${ABSENT}`] }), `InvalidSubnetID.NotFound 400: The subnet ID 'subnet-${ABSENT}' does not exist`],
    ['a subnet of another VPC', () => ({ SubnetIds: [ids['legacy-a']!] }), 'InvalidParameter 400'],
    ['a zone that is not served', () => ({ SubnetIds: [ids['prod-private-1']!, ids['prod-private-4']!] }), `InvalidParameter 400: The VPC endpoint service ${SERVICE} does not support the availability zone of the subnet: subnet-`],
    ['two subnets of one zone', () => ({ SubnetIds: [ids['prod-private-2']!, ids['prod-private-2-batch']!] }), 'DuplicateSubnetsInSameZone 400: Found another VPC endpoint subnet in the availability zone of subnet-'],
    ['a full subnet', () => ({ SubnetIds: [ids['prod-full']!] }), 'InsufficientFreeAddressesInSubnet 400'],
    ['an unknown group', () => ({ SecurityGroupIds: [`sg-${ABSENT}`] }), 'InvalidSecurityGroupID.NotFound 400'],
    ['a group of another VPC', () => ({ SecurityGroupIds: [ids[`${ids.legacy} web`]!] }), 'InvalidParameter 400'],
    ['private DNS before acceptance', () => ({ PrivateDnsEnabled: true }), `InvalidParameter 400: Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${SERVICE}.`],
    ['a policy that is no JSON', () => ({ PolicyDocument: 'x' }), 'InvalidPolicyDocument 400'],
    ['a token of 65 characters', () => ({ ClientToken: 'x'.repeat(65) }), 'InvalidParameterValue 400'],
    ['a dry run of what is fine', () => ({ DryRun: true }), 'DryRunOperation 412: Request would have succeeded, but DryRun flag is set.'],
    ['a dry run of what is wrong', () => ({ DryRun: true, SubnetIds: [ids['prod-full']!] }), 'InsufficientFreeAddressesInSubnet 400'],
    ['a tag with a control character', () => ({ TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'a\u0001', Value: '' }] }] }), 'InvalidParameterValue 400'],
  ])('%s', async (_, more, expected) => {
    expect(await refusal(client.send(new CreateVpcEndpointCommand(wanted(more()))))).toContain(expected)
    expect((await client.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints).toEqual([])
  })

  test('a fifty-first endpoint in a VPC', async () => {
    await control(sandbox, 'POST world', { base: 'current', endpoints: [{ vpcId: ids['platform-prod'], count: 50 }] })
    expect(await refusal(create())).toMatch(/^VpcEndpointLimitExceeded 400/)
    const listed = (await client.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints!.map((endpoint) => endpoint.VpcEndpointId!)
    await remove(...listed)
    pass(120)
    expect((await client.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints).toEqual([])
  })
})

describe('a client token', () => {
  test('makes one endpoint, whatever the answers say', async () => {
    const [first, second] = await Promise.all([create({ ClientToken: 'same' }), create({ ClientToken: 'same' })])
    expect(second.VpcEndpointId).toBe(first.VpcEndpointId)
    await control(sandbox, `POST endpoints/${first.VpcEndpointId}/accept`)
    expect((await create({ ClientToken: 'same' })).State).not.toBe('pendingAcceptance')
    expect(await refusal(create({ ClientToken: 'same', SubnetIds: [] }))).toBe(
      'IdempotentParameterMismatch 400: Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    )
    expect((await create({ ClientToken: 'SAME' })).VpcEndpointId).not.toBe(first.VpcEndpointId)
  })
})

describe('an endpoint’s life', () => {
  test('waits, is accepted, changes and goes', async () => {
    const { VpcEndpointId: id = '', State } = await create({ SubnetIds: [ids['prod-private-1']!, ids['prod-private-3']!] })
    expect(State).toBe('pendingAcceptance')
    await control(sandbox, `POST endpoints/${id}/accept`, { reason: 'ticket 42' })
    pass(59)
    expect((await look(id)).State).toBe('pending')
    pass(1)
    expect((await look(id)).State).toBe('available')
    await modify({ VpcEndpointId: id, PrivateDnsEnabled: true })
    const changing = await look(id)
    expect([changing.State, changing.DnsEntries?.at(-1)]).toEqual(['pending', { DnsName: '*.us-west-2.vpce.aws.clickhouse.cloud', HostedZoneId: 'ZONEIDPENDING' }])
    pass(60)
    const changed = await look(id)
    expect([changed.State, changed.DnsEntries?.at(-1)?.HostedZoneId]).toEqual(['available', expect.stringMatching(/^Z0[0-9A-F]+$/)])
    expect((await remove(id)).Unsuccessful).toEqual([])
    expect((await look(id)).State).toBe('deleting')
    pass(60)
    expect((await look(id)).State).toBe('deleted')
    pass(60)
    expect(await refusal(look(id))).toBe(`InvalidVpcEndpointId.NotFound 400: The Vpc Endpoint Id '${id}' does not exist`)
  })

  test('cannot have private DNS in a VPC without host names, nor twice in one VPC, nor beside a private zone of that name', async () => {
    const legacy = await createAvailable({ VpcId: ids.legacy, SubnetIds: [ids['legacy-a']!], SecurityGroupIds: [] })
    expect(await refusal(modify({ VpcEndpointId: legacy, PrivateDnsEnabled: true }))).toBe(
      `InvalidParameter 400: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${ids.legacy}`,
    )
    const first = await createAvailable()
    const second = await createAvailable()
    await modify({ VpcEndpointId: first, PrivateDnsEnabled: true })
    const conflict = `InvalidParameter 400: private-dns-enabled cannot be set because there is already a conflicting DNS domain for us-west-2.vpce.aws.clickhouse.cloud in the VPC ${ids['platform-prod']}`
    expect(await refusal(modify({ VpcEndpointId: second, PrivateDnsEnabled: true }))).toBe(conflict)
    await modify({ VpcEndpointId: first, PrivateDnsEnabled: false })
    expect(await refusal(modify({ VpcEndpointId: second, PrivateDnsEnabled: true }))).toBe('no refusal')
    await control(sandbox, 'POST world', {
      base: 'current',
      vpcs: [{ name: 'zoned', cidr: '10.77.0.0/16', privateZones: ['us-west-2.vpce.aws.clickhouse.cloud.'], subnets: [{ zoneId: 'usw2-az1', cidr: '10.77.0.0/24' }] }],
      endpoints: [{ vpcId: 'zoned', endpointId: 'vpce-0aaaaaaaaaaaaaaaa', state: 'available' }],
    })
    expect(await refusal(modify({ VpcEndpointId: 'vpce-0aaaaaaaaaaaaaaaa', PrivateDnsEnabled: true }))).toMatch(/conflicting DNS domain/)
  })

  test.each(['reject', 'expire', 'fail'])('%s ends it, and it cannot be modified any more', async (name) => {
    const id = (await create()).VpcEndpointId!
    await control(sandbox, `POST endpoints/${id}/${name}`, { reason: 'not ours', code: 'Broken', message: 'no capacity' })
    const seen = await look(id)
    expect(seen.State).toBe({ reject: 'rejected', expire: 'expired', fail: 'failed' }[name])
    expect([seen.FailureReason, seen.LastError]).toEqual(name === 'fail' ? ['no capacity', { Code: 'Broken', Message: 'no capacity' }] : [undefined, undefined])
    expect(await refusal(modify({ VpcEndpointId: id, PrivateDnsEnabled: true }))).toMatch(/^InvalidState 400/)
  })
})

test('a service is hidden from an account it does not allow', async () => {
  const hidden = 'com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0'
  await control(sandbox, 'POST world', { base: 'current', services: [{ serviceName: hidden, zoneIds: ['usw2-az1'], allowedAccounts: ['444455556666'] }] })
  const ask = (accessKeyId: string) => ec2(sandbox, { accessKeyId }).send(new DescribeVpcEndpointServicesCommand({ ServiceNames: [hidden] }))
  expect(await refusal(ask('AKIASANDBOXPLATFORM1'))).toBe(`InvalidServiceName 400: The Vpc Endpoint Service '${hidden}' does not exist`)
  expect((await ask('AKIASANDBOXDATA00001')).ServiceNames).toEqual([hidden])
})

test('reading finds a new endpoint only after a while', async () => {
  const slow = await startTestSandbox({ now: () => clock, timings: { visibleAfterMs: 150 } })
  const asking = ec2(slow)
  const vpcId = ids['platform-prod']
  const { VpcEndpoint } = await asking.send(new CreateVpcEndpointCommand({ VpcEndpointType: 'Interface', VpcId: vpcId, ServiceName: SERVICE }))
  const read = () => asking.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpoint!.VpcEndpointId!] }))
  pass(149)
  expect(await refusal(read())).toMatch(/^InvalidVpcEndpointId.NotFound/)
  pass(1)
  expect(await refusal(read())).toBe('no refusal')
  await slow.remove()
})
