import { expect, it } from 'vitest'
import type { Subnet } from '@/lib/privatelink/network'
import type { ZoneGrid } from '@/lib/privatelink/zones'
import { filledTags, startingSubnets, toNetworkForm } from './network-choice'

const subnet = (subnetId: string, zoneId: string): Subnet => ({ subnetId, zoneId, zoneName: 'us-west-2a', vpcId: 'vpc-0a1b2c3d', name: null, cidr: '10.0.0.0/24', freeAddresses: 5 })
const grid: ZoneGrid = {
  rows: [
    { zone: { zoneId: 'usw2-az1', zoneName: 'us-west-2a' }, candidates: [subnet('subnet-00000001', 'usw2-az1'), subnet('subnet-00000002', 'usw2-az1')], best: 'subnet-00000001' },
    { zone: { zoneId: 'usw2-az2', zoneName: 'us-west-2b' }, candidates: [subnet('subnet-00000003', 'usw2-az2')], best: 'subnet-00000003' },
    { zone: { zoneId: 'usw2-az3', zoneName: 'us-west-2c' }, candidates: [], best: null },
  ],
  unusable: [],
}

it.each([
  ['a fresh VPC starts with the best of every zone that has one', {}, { 'usw2-az1': 'subnet-00000001', 'usw2-az2': 'subnet-00000003' }, []],
  ['what was chosen stays, and a zone left out stays out', { 'usw2-az1': 'subnet-00000002' }, { 'usw2-az1': 'subnet-00000002' }, []],
  ['a subnet that is gone is named', { 'usw2-az1': 'subnet-00000009', 'usw2-az2': 'subnet-00000003' }, { 'usw2-az2': 'subnet-00000003' }, ['subnet-00000009']],
  ['a subnet under the wrong zone is named', { 'usw2-az1': 'subnet-00000003' }, {}, ['subnet-00000003']],
])('%s', (_what, kept, subnets, lost) => {
  expect(startingSubnets(grid, kept)).toEqual({ subnets, lost })
})

it('sends what the form’s own controls would send', () => {
  const values = { subnets: { 'usw2-az1': 'subnet-00000001' }, groups: ['sg-00000001', 'sg-00000002'], tags: [{ key: 'team', value: '' }] }
  const form = toNetworkForm({ requestId: 'r', vpcId: 'vpc-0a1b2c3d', values })
  expect([...form.entries()]).toEqual([
    ['requestId', 'r'],
    ['vpcId', 'vpc-0a1b2c3d'],
    ['subnets[]', 'usw2-az1=subnet-00000001'],
    ['groups[]', 'sg-00000001'],
    ['groups[]', 'sg-00000002'],
    ['tagKeys[]', 'team'],
    ['tagValues[]', ''],
  ])
})

it('a tag row with a value but no key is kept, so that it can be told what is missing', () => {
  expect(filledTags([{ key: '', value: '' }, { key: '', value: 'x' }])).toEqual([{ key: '', value: 'x' }])
})
