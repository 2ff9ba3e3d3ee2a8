import { expect, it } from 'vitest'
import type { Endpoint } from './endpoint'
import type { Plan } from './plan'
import { planOfEndpoint } from './plan-of-endpoint'

const endpoint = {
  endpointId: 'vpce-0a1b2c3d',
  vpcId: 'vpc-0a1b2c3d',
  serviceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781',
  subnetIds: ['subnet-0a1b2c3d', 'subnet-0e1f2a3b'],
  securityGroupIds: ['sg-0a1b2c3d'],
  tags: [
    { key: 'Name', value: 'clickhouse' },
    { key: 'managed-by', value: 'causeway' },
    { key: 'causeway:request-id', value: 'r-1' },
    { key: 'aws:cloudformation:stack-name', value: 'network' },
  ],
} as unknown as Endpoint
const place = { accountId: '111122223333', region: 'us-west-2', hostnames: ['a.us-west-2.aws.clickhouse.cloud'] }

it('is what the endpoint has, without the tags that are put on by somebody else', () => {
  const plan = planOfEndpoint(endpoint, { ...place, planned: null })
  expect(plan).toMatchObject({ ...place, vpcId: endpoint.vpcId, serviceName: endpoint.serviceName, securityGroupIds: ['sg-0a1b2c3d'] })
  expect(plan.tags).toEqual([{ key: 'Name', value: 'clickhouse' }])
})

it('knows the zone of a subnet that was planned, and does not make one up for another', () => {
  const planned = { subnets: [{ subnetId: 'subnet-0a1b2c3d', zoneId: 'usw2-az1', zoneName: 'us-west-2b', cidr: '10.0.0.0/20' }] } as Plan
  expect(planOfEndpoint(endpoint, { ...place, planned }).subnets).toEqual([planned.subnets[0], { subnetId: 'subnet-0e1f2a3b', zoneId: '', zoneName: '', cidr: '' }])
})
