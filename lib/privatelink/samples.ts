/** Small true-to-life data for tests. Nothing of the product imports it. */
import type { Endpoint } from './endpoint'
import type { IngressRule, SecurityGroup, Subnet, Vpc } from './network'
import type { Plan } from './plan'
import { EMPTY_DRAFT, type Draft, type EndpointRequest } from './request'
import type { ServiceDescription } from './service'

export const SERVICE_NAME = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
export const ENDPOINT_ID = 'vpce-08c316c04b3a5623f'
export const VPC_ID = 'vpc-0a1b2c3d4e5f60718'
export const NOW = new Date('2026-11-23T10:00:00Z')
export const minutesAfter = (minutes: number, from = NOW): Date => new Date(from.getTime() + minutes * 60_000)

export const sampleSubnet = (last: string, zone: number, changes: Partial<Subnet> = {}): Subnet => ({
  subnetId: `subnet-0000000000000000${last}`,
  vpcId: VPC_ID,
  name: null,
  cidr: `10.0.${parseInt(last, 16)}.0/24`,
  freeAddresses: 200,
  zoneId: `usw2-az${zone}`,
  zoneName: `us-west-2${'xabcd'[zone] ?? 'z'}`,
  ...changes,
})

export const sampleVpc: Vpc = { vpcId: VPC_ID, name: 'platform', cidrs: ['10.0.0.0/16'], isDefault: false, dhcpOptionsId: null }

export const sampleService: ServiceDescription = {
  serviceName: SERVICE_NAME,
  serviceId: 'vpce-svc-049bbd33f61271781',
  region: 'us-west-2',
  zones: [
    { zoneId: 'usw2-az2', zoneName: 'us-west-2b' },
    { zoneId: 'usw2-az1', zoneName: 'us-west-2a' },
    { zoneId: 'usw2-az3', zoneName: 'us-west-2c' },
  ],
  acceptanceRequired: true,
  privateDnsName: '*.us-west-2.vpce.aws.clickhouse.cloud',
  privateDnsVerification: 'verified',
  ownerAccountId: '999988887777',
  types: ['Interface'],
}

export const tcp = (port: number, cidr: string): IngressRule => ({
  ruleId: `sgr-${port}`,
  protocol: 'tcp',
  fromPort: port,
  toPort: port,
  source: { kind: cidr.includes(':') ? 'ipv6' : 'ipv4', cidr },
})

export const sampleGroup = (ingress: IngressRule[], changes: Partial<SecurityGroup> = {}): SecurityGroup => ({
  groupId: 'sg-00000000000000001',
  vpcId: VPC_ID,
  name: 'clickhouse',
  description: '',
  ingress,
  ...changes,
})

export const sampleDraft: Draft = {
  ...EMPTY_DRAFT,
  hostnamesText: 'abc123.us-west-2.aws.clickhouse.cloud',
  hostnames: ['abc123.us-west-2.aws.clickhouse.cloud'],
  region: 'us-west-2',
  serviceName: SERVICE_NAME,
  accountId: '111122223333',
  vpcId: VPC_ID,
  subnetIdByZone: { 'usw2-az1': 'subnet-00000000000000001', 'usw2-az2': 'subnet-00000000000000002' },
  securityGroupIds: ['sg-00000000000000001'],
  name: 'abc123 in us-west-2',
  contact: 'team@example.com',
  note: '',
}

export const samplePlan: Plan = {
  accountId: '111122223333',
  region: 'us-west-2',
  serviceName: SERVICE_NAME,
  vpcId: VPC_ID,
  subnets: [
    { subnetId: 'subnet-00000000000000002', cidr: '10.0.2.0/24', zoneId: 'usw2-az2', zoneName: 'us-west-2b' },
    { subnetId: 'subnet-00000000000000001', cidr: '10.0.1.0/24', zoneId: 'usw2-az1', zoneName: 'us-west-2a' },
  ],
  securityGroupIds: ['sg-00000000000000001'],
  tags: [],
  hostnames: ['abc123.us-west-2.aws.clickhouse.cloud'],
}

export const sampleEndpoint = (changes: Partial<Endpoint> = {}): Endpoint => ({
  endpointId: ENDPOINT_ID,
  state: 'pending-acceptance',
  awsState: 'pendingAcceptance',
  vpcId: VPC_ID,
  serviceName: SERVICE_NAME,
  subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'],
  securityGroupIds: ['sg-00000000000000001'],
  networkInterfaceIds: ['eni-00000000000000001', 'eni-00000000000000002'],
  dnsNames: {
    regional: `${ENDPOINT_ID}-bi21tevr.vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com`,
    zonal: [
      { zoneName: 'us-west-2a', dnsName: `${ENDPOINT_ID}-bi21tevr-us-west-2a.vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com` },
      { zoneName: 'us-west-2b', dnsName: `${ENDPOINT_ID}-bi21tevr-us-west-2b.vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com` },
    ],
    private: [],
  },
  privateDnsEnabled: false,
  createdAt: NOW,
  failure: null,
  tags: [],
  ownerAccountId: '111122223333',
  ...changes,
})

/** A request made an hour ago and seen since, waiting for ClickHouse. */
export const sampleRequest = (changes: Partial<EndpointRequest> = {}): EndpointRequest => {
  const endpoint = sampleEndpoint()
  const made = minutesAfter(-60)
  return {
    requestId: '0b8f1f0e-0000-4000-8000-000000000001',
    name: 'abc123 in us-west-2',
    state: 'pending-acceptance',
    stateSince: made,
    awsState: 'pendingAcceptance',
    draft: sampleDraft,
    plan: samplePlan,
    clientToken: 'token',
    attempts: 1,
    attemptedAt: made,
    problem: null,
    endpointId: ENDPOINT_ID,
    dnsNames: endpoint.dnsNames,
    addresses: [],
    networkInterfaceIds: endpoint.networkInterfaceIds,
    privateDnsEnabled: false,
    missedLooks: 0,
    firstSeenAt: made,
    copiedFrom: null,
    ownerId: null,
    ownerName: null,
    createdAt: made,
    submittedAt: made,
    updatedAt: made,
    told: null,
    ...changes,
  }
}
