import { z } from 'zod'
import { dnsOverrideInput, networkInput, zoneInput } from './network-description'

/**
 * The shape of a described world, as `POST /_sandbox/world` takes it and as the default world is written down.
 * Everything has a default; ids that are not given follow from account, region and name, so a description loads alike twice.
 */

const DEFAULT_ACCOUNT = '111122223333'
const DEFAULT_REGION = 'us-west-2'

const accountId = z.string().regex(/^\d{12}$/, 'an account is 12 digits')
const resourceId = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`), `an id is ${prefix}- and 8 or 17 hexadecimal digits`)
const cidr = z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/, 'a CIDR block looks like 10.0.0.0/16')

/** `{"Name": "x"}` or `[{"key": "Name", "value": "x"}]`. */
const tags = z
  .union([
    z.array(z.strictObject({ key: z.string(), value: z.string() })),
    z.record(z.string(), z.string()).transform((record) => Object.entries(record).map(([key, value]) => ({ key, value }))),
  ])
  .default([])

const place = { account: accountId.default(DEFAULT_ACCOUNT), region: z.string().default(DEFAULT_REGION) }

const rule = z.strictObject({
  protocol: z.string().default('tcp'),
  /** One port, or `fromPort` and `toPort`; neither: all. */
  port: z.number().int().optional(),
  fromPort: z.number().int().optional(),
  toPort: z.number().int().optional(),
  /** Exactly one of the four. A group may be an id or the name of a group of the same VPC. */
  cidr: cidr.optional(),
  cidr6: z.string().optional(),
  group: z.string().optional(),
  prefixList: z.string().optional(),
  description: z.string().optional(),
})

const securityGroup = z.strictObject({
  groupId: resourceId('sg').optional(),
  name: z.string(),
  description: z.string().optional(),
  ingress: z.array(rule).default([]),
  /** Not given: everything may leave, as AWS makes groups. */
  egress: z.array(rule).optional(),
  tags,
})

const subnet = z.strictObject({
  subnetId: resourceId('subnet').optional(),
  name: z.string().optional(),
  zoneId: z.string(),
  cidr,
  /** Not given: all of them. */
  freeAddresses: z.number().int().min(0).optional(),
  public: z.boolean().default(false),
  tags,
})

const networkAcl = z.strictObject({
  name: z.string(),
  /** Names or ids of subnets of the same VPC. */
  subnets: z.array(z.string()),
  entries: z.array(
    z.strictObject({
      ruleNumber: z.number().int(),
      protocol: z.string().default('-1'),
      allow: z.boolean(),
      isEgress: z.boolean(),
      cidr: cidr.default('0.0.0.0/0'),
      ports: z.strictObject({ from: z.number().int(), to: z.number().int() }).nullable().default(null),
    }),
  ),
})

const vpc = z.strictObject({
  ...place,
  vpcId: resourceId('vpc').optional(),
  name: z.string().optional(),
  cidr,
  extraCidrs: z.array(cidr).default([]),
  isDefault: z.boolean().default(false),
  enableDnsSupport: z.boolean().default(true),
  enableDnsHostnames: z.boolean().default(true),
  /** Own resolvers, handed out by DHCP; not given: AmazonProvidedDNS. */
  dhcpServers: z.array(z.string()).optional(),
  /** Route 53 private hosted zones: a name, or a name with its records. */
  privateZones: z.array(zoneInput).default([]),
  subnets: z.array(subnet).default([]),
  securityGroups: z.array(securityGroup).default([]),
  networkAcls: z.array(networkAcl).default([]),
  tags,
})

const service = z.strictObject({
  serviceName: z.string().regex(/^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/),
  zoneIds: z.array(z.string()).min(1),
  types: z.array(z.enum(['Interface', 'Gateway', 'GatewayLoadBalancer'])).default(['Interface']),
  owner: accountId.optional(),
  acceptanceRequired: z.boolean().default(true),
  /** Not given: `*.<region>.vpce.aws.clickhouse.cloud`; null: none. */
  privateDnsName: z.string().nullable().optional(),
  privateDnsVerification: z.enum(['verified', 'pendingVerification', 'failed']).default('verified'),
  /** Not given: every account sees it. */
  allowedAccounts: z.array(accountId).optional(),
  tags,
})

const endpoints = z.strictObject({
  ...place,
  count: z.number().int().min(1).max(200_000).default(1),
  /** For one endpoint; `endpointIds` names several. Others get new ids. */
  endpointId: resourceId('vpce').optional(),
  endpointIds: z.array(resourceId('vpce')).optional(),
  /** Name or id. Not given: VPCs made for the purpose, with room for 16,000 endpoints each. */
  vpcId: z.string().optional(),
  /** Names or ids. Not given: one subnet in each of two zones that the service serves. */
  subnets: z.array(z.string()).optional(),
  securityGroups: z.array(z.string()).optional(),
  serviceName: z.string().optional(),
  /** AWS's spelling, or any other word to see what a client makes of it. */
  state: z.string().min(1).default('pendingAcceptance'),
  privateDnsEnabled: z.boolean().default(false),
  /** Taken off ClickHouse’s allow list: connections are reset at their first byte. */
  isDisallowed: z.boolean().default(false),
  createdAt: z.iso.datetime().optional(),
  failure: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  clientToken: z.string().optional(),
  /** `{n}` in a value becomes the endpoint's number, from 0. */
  tags,
})

const milliseconds = z.number().int().min(0)

export const worldDescription = z.strictObject({
  /** What the description is added to: the default world, nothing but the catalogue's services, or the world as it is. */
  base: z.enum(['default', 'empty', 'current']).default('default'),
  /** `denied`: calls like `ec2:CreateVpcEndpoint` that answer UnauthorizedOperation. */
  accounts: z.array(z.strictObject({ accountId, name: z.string().default('account'), denied: z.array(z.string()).default([]) })).default([]),
  keys: z.array(z.strictObject({ accessKeyId: z.string().regex(/^\w{4,128}$/), account: accountId, userName: z.string().default('sandbox') })).default([]),
  roles: z
    .array(
      z.strictObject({
        roleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/),
        trusts: z.array(accountId).default([DEFAULT_ACCOUNT]),
        externalId: z.string().nullable().default(null),
        maxSessionSeconds: z.number().int().min(900).max(43_200).default(3600),
      }),
    )
    .default([]),
  services: z.array(service).default([]),
  prefixLists: z
    .array(z.strictObject({ prefixListId: resourceId('pl').optional(), region: z.string().default(DEFAULT_REGION), name: z.string(), cidrs: z.array(cidr) }))
    .default([]),
  vpcs: z.array(vpc).default([]),
  /** A number: so many that wait for acceptance, in us-west-2 of the default account. */
  endpoints: z.union([z.number().int().min(0).transform((count) => (count > 0 ? [endpoints.parse({ count })] : [])), z.array(endpoints)]).default([]),
  /** What resolvers say of names, by VPC (name or id) or `public`. */
  dns: z.array(dnsOverrideInput).default([]),
  /** What connections meet, by endpoint and port. */
  network: z.array(networkInput).default([]),
  throttling: z.boolean().optional(),
  timings: z
    .strictObject({
      pendingMs: milliseconds,
      modifyMs: milliseconds,
      deletingMs: milliseconds,
      deletedMs: milliseconds,
      visibleAfterMs: milliseconds,
      clientTokenMs: milliseconds,
    })
    .partial()
    .optional(),
})

/** A description as somebody writes it. */
export type WorldInput = z.input<typeof worldDescription>
export type WorldDescription = z.output<typeof worldDescription>
export type VpcDescription = WorldDescription['vpcs'][number]
export type EndpointsDescription = WorldDescription['endpoints'][number]
export type RuleDescription = z.output<typeof rule>
