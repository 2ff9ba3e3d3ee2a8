import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockOf, compareWithPlan, digestOf, driftOf, liveOf, planOfDraft, wantedPrivateDns, type LiveEndpoint } from './drift'
import { EMPTY_DRAFT } from './draft'
import type { Plan } from './plan'
import { NOW, minutesAfter, sampleDraft, sampleEndpoint, samplePlan, sampleRequest } from './samples'
import { leadsToClickHouse } from './untracked'

const TEAM = { key: 'team', value: 'orders' }
const plan: Plan = { ...samplePlan, tags: [TEAM] }
const [first, second] = plan.subnets
const asPlanned: LiveEndpoint = liveOf({
  ...sampleEndpoint(),
  vpcId: plan.vpcId,
  serviceName: plan.serviceName,
  subnetIds: plan.subnets.map(({ subnetId }) => subnetId),
  securityGroupIds: plan.securityGroupIds,
  privateDnsEnabled: false,
  tags: [TEAM],
})
const live = (changes: Partial<LiveEndpoint>): LiveEndpoint => ({ ...asPlanned, ...changes })

describe('an endpoint beside its plan', () => {
  it.each<[string, LiveEndpoint, string[]]>([
    ['as planned', asPlanned, []],
    ['with lists in another order', live({ subnetIds: [...asPlanned.subnetIds].reverse() }), []],
    ['with tags of somebody else’s machine', live({ tags: [TEAM, { key: 'cost-centre', value: '7' }, { key: 'aws:cloudformation:stack-name', value: 's' }] }), []],
    ['in another VPC', live({ vpcId: 'vpc-00000000000000009' }), ['vpc!']],
    ['to another service', live({ serviceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-00000000000000009' }), ['service!']],
    ['rejected', live({ state: 'rejected' }), ['state!']],
    ['failed', live({ state: 'failed' }), ['state!']],
    ['being deleted', live({ state: 'deleting' }), ['state!']],
    ['waiting for ClickHouse', live({ state: 'pending-acceptance' }), []],
    ['without a zone', live({ subnetIds: [first!.subnetId] }), ['subnets']],
    ['with a subnet more', live({ subnetIds: [...asPlanned.subnetIds, 'subnet-00000000000000009'] }), ['subnets']],
    ['with another group', live({ securityGroupIds: ['sg-00000000000000009'] }), ['securityGroups']],
    ['with private DNS on', live({ privateDnsEnabled: true }), ['privateDns']],
    ['without its tag', live({ tags: [] }), ['tags']],
    ['with another value in its tag', live({ tags: [{ key: 'team', value: 'billing' }] }), ['tags']],
    ['with everything wrong', live({ vpcId: 'vpc-00000000000000009', state: 'deleted', privateDnsEnabled: true, tags: [] }), ['state!', 'vpc!', 'privateDns', 'tags']],
  ])('%s', (_case, endpoint, fields) => {
    const differences = compareWithPlan(plan, endpoint)
    expect(differences.map(({ field, severity }) => (severity === 'blocks' ? `${field}!` : field))).toEqual(fields)
    expect(blockOf(differences)?.field ?? null).toBe(fields.find((field) => field.endsWith('!'))?.slice(0, -1) ?? null)
    for (const { label, planned, live: shown, meaning } of differences) for (const text of [label, planned, shown, meaning]) expect(text).toMatch(/\S/)
  })

  it('names the zone that is lost, and a subnet’s zone from its address', () => {
    const [difference] = compareWithPlan(plan, live({ subnetIds: [first!.subnetId, 'subnet-00000000000000009'] }), [{ subnetId: 'subnet-00000000000000009', zoneId: 'usw2-az3' }])
    expect(difference!.meaning).toContain(`There is no address in ${second!.zoneId}`)
    expect(difference!.live).toContain('subnet-00000000000000009 (usw2-az3)')
  })

  it('another subnet in the same zone loses no zone', () => {
    const [difference] = compareWithPlan(plan, live({ subnetIds: [first!.subnetId, 'subnet-00000000000000009'] }), [{ subnetId: 'subnet-00000000000000009', zoneId: second!.zoneId }])
    expect(difference!.meaning).not.toContain(`no address in ${second!.zoneId}`)
  })

  it('no planned group means the VPC’s default group, which is one', () => {
    expect(compareWithPlan({ ...plan, securityGroupIds: [] }, asPlanned)).toEqual([])
    expect(compareWithPlan({ ...plan, securityGroupIds: [] }, live({ securityGroupIds: ['sg-1', 'sg-2'] })).map(({ field }) => field)).toEqual(['securityGroups'])
  })

  it('a request without an endpoint at AWS does not drift, and its state is told elsewhere', () => {
    const request = sampleRequest({ state: 'available', plan })
    expect(driftOf(request, live({ privateDnsEnabled: true }), null)).toHaveLength(1)
    expect(driftOf({ ...request, state: 'rejected' }, live({ state: 'rejected' }), null)).toEqual([])
    for (const state of ['draft', 'deleted', 'gone'] as const) expect(driftOf({ ...request, state }, live({ privateDnsEnabled: true }), null)).toEqual([])
  })
})

describe('what private DNS should be', () => {
  const wish = (wanted: boolean, phase: 'done' | 'sent' | 'refused', askedAt = NOW) => ({ wanted, phase, askedAt })
  const takenOver = (enabled: boolean, at = NOW): Plan => ({ ...plan, privateDns: { enabled, takenOverAt: at.toISOString() } })
  it.each([
    ['off, where nobody said anything', plan, null, false],
    ['on, once the switch is done', plan, wish(true, 'done'), true],
    ['not to be judged while it is switched', plan, wish(true, 'sent'), null],
    ['not to be judged after a refusal', plan, wish(true, 'refused'), null],
    ['as it was taken over', takenOver(true), null, true],
    ['as accepted after the switch', takenOver(false, minutesAfter(1)), wish(true, 'done'), false],
    ['as switched after it was taken over', takenOver(true), wish(false, 'done', minutesAfter(1)), false],
  ])('%s', (_case, of, asked, expected) => expect(wantedPrivateDns(of, asked)).toBe(expected))
})

describe('the digest of what can drift', () => {
  it('is the same for any order, and differs with each part', () => {
    expect(digestOf(live({ subnetIds: [...asPlanned.subnetIds].reverse(), state: 'failed' }))).toBe(digestOf(asPlanned))
    const others = [live({ subnetIds: [] }), live({ securityGroupIds: [] }), live({ privateDnsEnabled: true }), live({ tags: [] }), asPlanned].map(digestOf)
    expect(new Set(others).size).toBe(others.length)
  })

  it('differs for different tags', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, two) => (digestOf(live({ tags: [{ key: 'k', value: one }] })) === digestOf(live({ tags: [{ key: 'k', value: two }] }))) === (one === two)))
  })
})

describe('the plan in a draft', () => {
  it('is what it has decided, and nothing while a step is missing', () => {
    expect(compareWithPlan(planOfDraft({ ...sampleDraft, tags: [TEAM] })!, asPlanned)).toEqual([])
    expect(planOfDraft(EMPTY_DRAFT)).toBeNull()
  })
})

describe('whether ClickHouse is behind an endpoint', () => {
  const KNOWN = new Set([plan.serviceName])
  const OTHER = 'com.amazonaws.vpce.us-west-2.vpce-svc-00000000000000009'
  it.each([
    ['a known service', plan.serviceName, [], 'yes'],
    ['an unknown one without private names', OTHER, [], 'ask'],
    ['an unknown one with ClickHouse’s private name', OTHER, ['*.us-west-2.vpce.aws.clickhouse.cloud'], 'yes'],
    ['one with somebody else’s private name', OTHER, ['db.example.com'], 'no'],
    ['one whose name only looks alike', OTHER, ['notclickhouse.cloud', 'clickhouse.cloud.example.com'], 'no'],
    ['a service of AWS', 'com.amazonaws.us-west-2.sts', [], 'no'],
  ] as const)('%s', (_case, serviceName, names, expected) => {
    expect(leadsToClickHouse({ serviceName, dnsNames: { regional: null, zonal: [], private: [...names] } }, KNOWN)).toBe(expected)
  })
})
