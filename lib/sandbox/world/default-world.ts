import { buildWorld } from './build'
import { worldDescription, type WorldInput } from './description'
import type { Tables } from './tables'
import type { Settings } from './types'

export const PLATFORM_ACCOUNT = '111122223333'
const DATA_ACCOUNT = '444455556666'

const fromVpc = (cidr: string, ...ports: number[]) => ports.map((port) => ({ protocol: 'tcp', port, cidr }))

/** Groups that every network of the company has. */
const usualGroups = (cidr: string) => [
  { name: 'clickhouse-clients', description: 'Applications that talk to ClickHouse', ingress: fromVpc(cidr, 8443, 9440) },
  { name: 'web', description: 'HTTPS only', ingress: fromVpc(cidr, 443) },
]

/** A network with one private subnet in each zone, for regions where little happens. */
const smallNetwork = (region: string, zoneIds: string[], net: string) => ({
  region,
  name: `platform-${region}`,
  cidr: `${net}.0.0/16`,
  subnets: zoneIds.map((zoneId, at) => ({ name: `private-${at + 1}`, zoneId, cidr: `${net}.${at * 16}.0/20` })),
  securityGroups: usualGroups(`${net}.0.0/16`),
})

/** HTML, quotes, an emoji and a right-to-left override: a name is text, whatever it holds. */
const HOSTILE_NAME = `<img src=x onerror="alert('vpc')"> "quoted" & 'apostrophed' 🚀 \u202Eesrever`

const PLATFORM_PROD = {
  region: 'us-west-2',
  name: 'platform-prod',
  cidr: '10.0.0.0/16',
  subnets: [
    { name: 'prod-private-1', zoneId: 'usw2-az1', cidr: '10.0.0.0/20', freeAddresses: 3871 },
    { name: 'prod-private-2', zoneId: 'usw2-az2', cidr: '10.0.16.0/20', freeAddresses: 3902 },
    { name: 'prod-private-2-batch', zoneId: 'usw2-az2', cidr: '10.0.32.0/22', freeAddresses: 611 },
    { name: 'prod-private-3', zoneId: 'usw2-az3', cidr: '10.0.48.0/20', freeAddresses: 4033 },
    { name: 'prod-private-4', zoneId: 'usw2-az4', cidr: '10.0.64.0/20', freeAddresses: 4091 },
    { name: 'prod-full', zoneId: 'usw2-az3', cidr: '10.0.80.0/28', freeAddresses: 0 },
    { name: 'prod-public-1', zoneId: 'usw2-az1', cidr: '10.0.96.0/24', freeAddresses: 240, public: true },
  ],
  securityGroups: [
    ...usualGroups('10.0.0.0/16'),
    { name: 'wide-open', description: 'Everything from everywhere', ingress: [{ protocol: '-1', cidr: '0.0.0.0/0' }, { protocol: '-1', cidr6: '::/0' }] },
    { name: 'empty', description: 'Lets nothing in' },
    {
      name: 'analytics-jobs',
      description: 'From the clients group and from S3',
      ingress: [
        { protocol: 'tcp', port: 8443, group: 'clickhouse-clients', description: 'applications' },
        { protocol: 'tcp', port: 9440, group: 'clickhouse-clients', description: 'applications' },
        { protocol: 'tcp', port: 443, prefixList: 'com.amazonaws.us-west-2.s3', description: 'S3' },
      ],
    },
  ],
  networkAcls: [
    {
      name: 'batch-only',
      subnets: ['prod-private-2-batch'],
      entries: [
        { ruleNumber: 100, protocol: '6', allow: true, isEgress: false, cidr: '10.0.0.0/16', ports: { from: 1024, to: 65_535 } },
        { ruleNumber: 100, protocol: '-1', allow: true, isEgress: true },
      ],
    },
  ],
  tags: { Environment: 'production', Team: 'platform' },
}

/** A believable company of two accounts. */
const DEFAULT_WORLD: WorldInput = {
  base: 'empty',
  accounts: [
    { accountId: PLATFORM_ACCOUNT, name: 'platform' },
    { accountId: DATA_ACCOUNT, name: 'data' },
  ],
  keys: [
    { accessKeyId: 'AKIASANDBOXPLATFORM1', account: PLATFORM_ACCOUNT, userName: 'platform' },
    { accessKeyId: 'AKIASANDBOXDATA00001', account: DATA_ACCOUNT, userName: 'data' },
  ],
  roles: [
    { roleArn: `arn:aws:iam::${DATA_ACCOUNT}:role/CausewayAccess`, trusts: [PLATFORM_ACCOUNT], externalId: 'causeway-sandbox-external-id' },
    // Set up wrongly: it asks nobody for an ExternalId.
    { roleArn: `arn:aws:iam::${DATA_ACCOUNT}:role/CausewayOpen`, trusts: [PLATFORM_ACCOUNT], externalId: null },
  ],
  vpcs: [
    PLATFORM_PROD,
    {
      region: 'us-west-2',
      name: 'legacy',
      cidr: '10.20.0.0/16',
      enableDnsHostnames: false,
      subnets: [
        { name: 'legacy-a', zoneId: 'usw2-az1', cidr: '10.20.0.0/24', freeAddresses: 118 },
        { name: 'legacy-b', zoneId: 'usw2-az2', cidr: '10.20.1.0/24', freeAddresses: 97 },
      ],
      securityGroups: usualGroups('10.20.0.0/16'),
    },
    {
      region: 'us-west-2',
      name: 'warehouse',
      cidr: '10.40.0.0/16',
      dhcpServers: ['10.40.0.10', '10.40.1.10'],
      subnets: [
        { name: 'warehouse-1', zoneId: 'usw2-az1', cidr: '10.40.0.0/22', freeAddresses: 902 },
        { name: 'warehouse-2', zoneId: 'usw2-az2', cidr: '10.40.4.0/22', freeAddresses: 871 },
        { name: 'warehouse-3', zoneId: 'usw2-az3', cidr: '10.40.8.0/22', freeAddresses: 1003 },
      ],
      securityGroups: usualGroups('10.40.0.0/16'),
      tags: { Team: 'data-engineering' },
    },
    {
      region: 'us-west-2',
      name: HOSTILE_NAME,
      cidr: '192.168.0.0/20',
      subnets: [{ name: '${subnet} `id`', zoneId: 'usw2-az1', cidr: '192.168.0.0/24' }],
      tags: { 'note:<b>"bold"</b>': 'a\u00A0b & c\nsecond line ✓' },
    },
    {
      region: 'us-west-2',
      cidr: '172.31.0.0/16',
      isDefault: true,
      subnets: ['usw2-az1', 'usw2-az2', 'usw2-az3', 'usw2-az4'].map((zoneId, at) => ({ zoneId, cidr: `172.31.${at * 16}.0/20`, public: true })),
    },
    smallNetwork('us-east-1', ['use1-az1', 'use1-az2', 'use1-az3', 'use1-az6'], '10.50'),
    smallNetwork('eu-west-1', ['euw1-az1', 'euw1-az2', 'euw1-az3'], '10.60'),
    smallNetwork('eu-central-1', ['euc1-az1', 'euc1-az2'], '10.70'),
    smallNetwork('ap-southeast-1', ['apse1-az1'], '10.80'),
    {
      ...smallNetwork('us-west-2', ['usw2-az1', 'usw2-az2', 'usw2-az3'], '10.120'),
      account: DATA_ACCOUNT,
      name: 'data-lake',
    },
    { ...smallNetwork('eu-central-1', ['euc1-az1', 'euc1-az2', 'euc1-az3'], '10.130'), account: DATA_ACCOUNT, name: 'data-eu' },
  ],
}

export const defaultTables = (now: number, settings: Settings): Tables =>
  buildWorld(worldDescription.parse(DEFAULT_WORLD), { base: {}, settings, now }).tables
