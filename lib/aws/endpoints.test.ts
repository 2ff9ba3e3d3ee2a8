import { afterEach, describe, expect, it } from 'vitest'
import type { CreateCall } from '@/lib/privatelink/plan'
import { createEndpoint, deleteEndpoint, dryRunCreate, getEndpoint, listEndpointAddresses } from './endpoints'
import { AwsError } from './errors'
import { type Answered, type Asked, document, endpoint, endpointId, endpointPage, REACH, refusal, reset, startFarEnd } from './far-end'

let far: Awaited<ReturnType<typeof startFarEnd>>
afterEach(() => far.close())

const serve = async (answer: (asked: Asked) => Answered) => (far = await startFarEnd((asked) => (asked.action === 'GetCallerIdentity' ? '' : answer(asked))))
const refused = async (work: Promise<unknown>) => {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof AwsError)) throw new Error(`expected an AwsError, got ${String(error)}`)
  return error
}

const CALL: CreateCall = {
  VpcEndpointType: 'Interface',
  VpcId: 'vpc-00000001',
  ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-00000001',
  SubnetIds: ['subnet-00000001', 'subnet-00000002'],
  PrivateDnsEnabled: false,
  ClientToken: 'token-1',
  TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'Name', Value: 'ключ & <b>' }] }],
}

describe('creating', () => {
  it('sends every field and answers with the endpoint', async () => {
    await serve(() => document('CreateVpcEndpoint', `<vpcEndpoint>${endpoint(7, '<state>pendingAcceptance</state>')}</vpcEndpoint><clientToken>token-1</clientToken>`))
    expect(await createEndpoint(REACH, CALL)).toMatchObject({ endpointId: endpointId(7), state: 'pending-acceptance' })
    const sent = Object.fromEntries(far.calls.at(-1)!.params)
    expect(sent).toMatchObject({ VpcEndpointType: 'Interface', PrivateDnsEnabled: 'false', ClientToken: 'token-1', 'SubnetId.2': 'subnet-00000002', 'TagSpecification.1.Tag.1.Value': 'ключ & <b>' })
    expect(sent).not.toHaveProperty('SecurityGroupId.1')
  })

  const unknown: [string, Answered, AwsError['kind']][] = [
    ['A4 the answer is lost', reset, 'unreachable'],
    ['A4 500', refusal(500, 'InternalError'), 'server'],
    ['A4 the answer is not an endpoint', document('CreateVpcEndpoint', ''), 'garbage'],
    ['A4 the answer is empty', '', 'garbage'],
  ]
  it.each(unknown)('%s: one call, outcome unknown', async (_name, answered, kind) => {
    await serve(() => answered)
    expect(await refused(createEndpoint(REACH, CALL))).toMatchObject({ kind, outcomeKnown: false })
    expect(far.count('CreateVpcEndpoint')).toBe(1)
  })

  it('A8 a token used with other parameters is a conflict', async () => {
    await serve(() => refusal(400, 'IdempotentParameterMismatch'))
    expect(await refused(createEndpoint(REACH, CALL))).toMatchObject({ kind: 'conflict', outcomeKnown: true, retryable: false, awsCode: 'IdempotentParameterMismatch' })
  })
})

describe('a trial run', () => {
  it('is allowed where AWS says 412 DryRunOperation, and never uses up the token', async () => {
    await serve(() => refusal(412, 'DryRunOperation'))
    expect(await dryRunCreate(REACH, CALL)).toEqual({ allowed: true })
    expect([far.calls.at(-1)!.params.get('DryRun'), far.calls.at(-1)!.params.get('ClientToken')]).toEqual(['true', null])
  })

  it('B24 names the action that is missing, which may be another than the call', async () => {
    await serve(() => refusal(403, 'UnauthorizedOperation', 'You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized to perform: ec2:CreateTags on resource: * because no identity-based policy allows the action. Encoded authorization failure message: SeCrEtBlOb'))
    const answer = await dryRunCreate(REACH, CALL)
    expect(answer).toMatchObject({ allowed: false, action: 'ec2:CreateTags' })
    expect(JSON.stringify(answer)).not.toContain('SeCrEtBlOb')
  })

  it('says neither where AWS complains about something else', async () => {
    await serve(() => refusal(400, 'InvalidServiceName'))
    expect(await dryRunCreate(REACH, CALL)).toMatchObject({ allowed: null, reason: expect.stringContaining('service') })
  })
})

describe('deleting', () => {
  const unsuccessful = (code: string) => document('DeleteVpcEndpoints', `<unsuccessful><item><error><code>${code}</code><message>about ${endpointId(1)}</message></error><resourceId>${endpointId(1)}</resourceId></item></unsuccessful>`)
  it('is done where AWS answers without refusals', async () => {
    await serve(() => document('DeleteVpcEndpoints', '<unsuccessful/>'))
    await deleteEndpoint(REACH, endpointId(1))
  })
  it.each([['in the list', unsuccessful('InvalidVpcEndpoint.NotFound')], ['as an error', refusal(400, 'InvalidVpcEndpointId.NotFound')]])('is done where it was gone already (%s)', async (_name, answered) => {
    await serve(() => answered)
    await deleteEndpoint(REACH, endpointId(1))
  })
  it('B27 is not done where AWS answers 200 with a refusal inside', async () => {
    await serve(() => unsuccessful('OperationNotPermitted'))
    const error = await refused(deleteEndpoint(REACH, endpointId(1)))
    expect([error.awsCode, error.message]).toEqual(['OperationNotPermitted', expect.stringContaining(endpointId(1))])
  })
})

describe('one endpoint', () => {
  it('is null where AWS does not know it', async () => {
    await serve(() => refusal(400, 'InvalidVpcEndpointId.NotFound'))
    expect(await getEndpoint(REACH, endpointId(1))).toBeNull()
  })
  it('is never another one', async () => {
    await serve(() => endpointPage([2]))
    expect(await getEndpoint(REACH, endpointId(1))).toBeNull()
  })
  it('is not null but an error where the answer is empty', async () => {
    await serve(() => '')
    expect((await refused(getEndpoint(REACH, endpointId(1)))).kind).toBe('garbage')
  })
})

it('B23 reads addresses 200 to a call by filter, so that one that is gone does not fail the others', async () => {
  await serve(({ action, params }) => {
    if (action === 'DescribeAvailabilityZones') return document(action, '<availabilityZoneInfo><item><zoneName>us-west-2a</zoneName><zoneId>usw2-az2</zoneId><zoneType>availability-zone</zoneType></item></availabilityZoneInfo>')
    const ids = [...params].filter(([key]) => key.startsWith('Filter.1.Value.')).map(([, id]) => id)
    expect(params.get('Filter.1.Name')).toBe('network-interface-id')
    const item = (id: string) => `<item><networkInterfaceId>${id}</networkInterfaceId><subnetId>subnet-1</subnetId><availabilityZone>us-west-2a</availabilityZone><privateIpAddress>10.0.0.9</privateIpAddress></item>`
    return document('DescribeNetworkInterfaces', `<networkInterfaceSet>${ids.filter((id) => id !== 'eni-gone').map(item).join('')}</networkInterfaceSet>`)
  })
  const addresses = await listEndpointAddresses(REACH, ['eni-gone', ...Array.from({ length: 400 }, (_, n) => `eni-${n}`)])
  expect([addresses.length, far.count('DescribeNetworkInterfaces')]).toEqual([400, 3])
  expect(addresses[0]).toEqual({ networkInterfaceId: 'eni-0', subnetId: 'subnet-1', address: '10.0.0.9', zoneId: 'usw2-az2', zoneName: 'us-west-2a' })
})
