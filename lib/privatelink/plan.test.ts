import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalPlan, planEndpoint, toCreateCall, type PlanFacts } from './plan'
import type { Draft } from './request'
import { sampleDraft, sampleGroup, samplePlan, sampleService, sampleSubnet, sampleVpc, SERVICE_NAME, VPC_ID } from './samples'

const facts: PlanFacts = {
  service: sampleService,
  vpc: sampleVpc,
  subnets: [sampleSubnet('1', 1), sampleSubnet('2', 2), sampleSubnet('4', 4), sampleSubnet('5', 3, { freeAddresses: 0 })],
  securityGroups: [sampleGroup([])],
  accountId: '111122223333',
}
const plan = (draft: Partial<Draft>, changes: Partial<PlanFacts> = {}) => planEndpoint({ ...sampleDraft, ...draft }, { ...facts, ...changes })

describe('planEndpoint', () => {
  it('plans what the draft says, subnets in the order of the service’s zones', () => {
    expect(plan({})).toEqual({ possible: true, plan: samplePlan, warnings: [] })
  })

  it.each<[string, Partial<Draft>, Partial<PlanFacts>, RegExp]>([
    ['no hostnames', { hostnames: [] }, {}, /step 1/],
    ['mixed regions', { region: null }, {}, /one region in step 1/],
    ['no service', { serviceName: null }, {}, /service name/],
    ['another account answered', {}, { accountId: '444455556666' }, /444455556666/],
    ['another service was described', {}, { service: { ...sampleService, serviceName: 'other' } }, /Verify the service again/],
    ['the service is elsewhere', {}, { service: { ...sampleService, region: 'us-east-1' } }, /us-east-1.*one region/],
    ['a gateway service', {}, { service: { ...sampleService, types: ['Gateway'] } }, /Gateway, not Interface/],
    ['no VPC', { vpcId: null }, {}, /No VPC/],
    ['no subnet', { subnetIdByZone: {} }, {}, /No subnet/],
    ['an unknown subnet', { subnetIdByZone: { 'usw2-az1': 'subnet-x' } }, {}, /subnet-x is not in VPC/],
    ['a subnet under the wrong zone', { subnetIdByZone: { 'usw2-az2': 'subnet-00000000000000001' } }, {}, /is in usw2-az1, not in usw2-az2/],
    ['a zone that is not served', { subnetIdByZone: { 'usw2-az4': 'subnet-00000000000000004' } }, {}, /not offered/],
    ['a full subnet', { subnetIdByZone: { 'usw2-az3': 'subnet-00000000000000005' } }, {}, /no free address/],
    ['a group of another VPC', {}, { securityGroups: [sampleGroup([], { vpcId: 'vpc-00000000' })] }, /is not in VPC/],
    ['a tag that AWS would refuse', { tags: [{ key: 'aws:x', value: '' }] }, {}, /keeps for itself/],
  ])('is impossible with %s', (_, draft, changes, reason) => {
    const planned = plan(draft, changes)
    expect(planned).toMatchObject({ possible: false, reason: expect.stringMatching(reason) })
  })

  it.each<[string, Partial<Draft>, RegExp]>([
    ['one zone only', { subnetIdByZone: { 'usw2-az1': 'subnet-00000000000000001' } }, /one zone only, usw2-az1/],
    ['no group', { securityGroupIds: [] }, /default group of vpc-/],
  ])('warns of %s', (_, draft, warning) => {
    const planned = plan(draft)
    expect(planned.possible && planned.warnings).toEqual([expect.stringMatching(warning)])
  })

  it('warns of more groups than AWS usually allows: six, not five', () => {
    const ids = Array.from({ length: 6 }, (_, i) => `sg-0000000${i}`)
    const securityGroups = ids.map((groupId) => sampleGroup([], { groupId }))
    const five = plan({ securityGroupIds: ids.slice(0, 5) }, { securityGroups })
    const six = plan({ securityGroupIds: ids }, { securityGroups })
    expect(five.possible && five.warnings).toEqual([])
    expect(six.possible && six.warnings.join()).toMatch(/AWS allows 5/)
  })

  it('takes a zone called __proto__ for what it is: none', () => {
    expect(plan({ subnetIdByZone: JSON.parse('{"__proto__": "subnet-00000000000000001"}') as Record<string, string> })).toMatchObject({ possible: false })
  })
})

describe('toCreateCall', () => {
  const call = toCreateCall(samplePlan, { requestId: 'request-1', clientToken: 'token-1', name: 'abc in us-west-2' })

  it('is an Interface endpoint without private DNS, with our tags', () => {
    expect(call).toEqual({
      VpcEndpointType: 'Interface',
      VpcId: VPC_ID,
      ServiceName: SERVICE_NAME,
      SubnetIds: ['subnet-00000000000000002', 'subnet-00000000000000001'],
      SecurityGroupIds: ['sg-00000000000000001'],
      PrivateDnsEnabled: false,
      ClientToken: 'token-1',
      TagSpecifications: [
        {
          ResourceType: 'vpc-endpoint',
          Tags: [
            { Key: 'Name', Value: 'abc in us-west-2' },
            { Key: 'managed-by', Value: 'causeway' },
            { Key: 'causeway:request-id', Value: 'request-1' },
          ],
        },
      ],
    })
  })

  it('A2 is the same, byte for byte, each time it is built', () => {
    expect(JSON.stringify(toCreateCall(structuredClone(samplePlan), { requestId: 'request-1', clientToken: 'token-1', name: 'abc in us-west-2' }))).toBe(JSON.stringify(call))
  })

  it('leaves the groups out where none is chosen, and the Name to the team where they set one', () => {
    const other = toCreateCall({ ...samplePlan, securityGroupIds: [], tags: [{ key: 'Name', value: 'theirs' }] }, { requestId: 'r', clientToken: 't', name: 'ours' })
    expect(other).not.toHaveProperty('SecurityGroupIds')
    expect(other.TagSpecifications[0].Tags.filter((tag) => tag.Key === 'Name')).toEqual([{ Key: 'Name', Value: 'theirs' }])
  })

  it('never sends a Name longer than AWS takes, and none that is empty', () => {
    const names = ['x'.repeat(300), ' ', ''].map((name) => toCreateCall(samplePlan, { requestId: 'r', clientToken: 't', name }).TagSpecifications[0].Tags.find((tag) => tag.Key === 'Name')?.Value.length)
    expect(names).toEqual([256, undefined, undefined])
  })
})

describe('canonicalPlan', () => {
  it('is the same for equal plans whatever the order of their keys, and another for every difference', () => {
    const reversed = Object.fromEntries(Object.entries(samplePlan).reverse()) as typeof samplePlan
    expect(canonicalPlan(reversed)).toBe(canonicalPlan(samplePlan))
    fc.assert(
      fc.property(fc.constantFrom('accountId', 'region', 'serviceName', 'vpcId'), fc.string(), (key, value) => {
        fc.pre(value !== samplePlan[key])
        expect(canonicalPlan({ ...samplePlan, [key]: value })).not.toBe(canonicalPlan(samplePlan))
      }),
    )
    expect(canonicalPlan({ ...samplePlan, subnets: [...samplePlan.subnets].reverse() })).not.toBe(canonicalPlan(samplePlan))
    expect(JSON.parse(canonicalPlan(samplePlan))).toEqual(samplePlan)
  })
})
