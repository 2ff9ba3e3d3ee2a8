import 'server-only'
import { MANAGED_TAG } from '@/lib/privatelink/tags'

/**
 * Every AWS action the product may call, what for, and from which level of the policy on it is granted.
 * The IAM policy in the README, the "is not allowed to" sentences and the limiter read this one list.
 */
export const ACTIONS = {
  'sts:GetCallerIdentity': { level: 'none', why: 'tells which account the credentials belong to; AWS grants it to everyone' },
  'ec2:DescribeAvailabilityZones': { level: 'read', why: 'translates zone names to zone ids' },
  'ec2:DescribeVpcs': { level: 'read', why: 'lists the VPCs to choose from' },
  'ec2:DescribeVpcAttribute': { level: 'read', why: 'reads whether DNS works inside a VPC' },
  'ec2:DescribeDhcpOptions': { level: 'read', why: 'finds VPCs whose resolvers are not AWS’s own' },
  'ec2:DescribeSubnets': { level: 'read', why: 'finds a subnet with free addresses in each zone' },
  'ec2:DescribeSecurityGroups': { level: 'read', why: 'shows which groups open the ClickHouse ports' },
  'ec2:DescribeNetworkInterfaces': { level: 'read', why: 'reads the addresses of an endpoint' },
  'ec2:DescribeVpcEndpointServices': { level: 'read', why: 'verifies the service name, its zones and whether it asks for acceptance' },
  'ec2:DescribeVpcEndpoints': { level: 'read', why: 'watches the endpoints until they are available' },
  'ec2:CreateVpcEndpoint': { level: 'create', why: 'creates the endpoint' },
  'ec2:CreateTags': { level: 'create', why: 'tags the endpoint while it is created; AWS asks for it with CreateVpcEndpoint' },
  'ec2:ModifyVpcEndpoint': { level: 'delete', why: 'switches private DNS on and off' },
  'ec2:DeleteVpcEndpoints': { level: 'delete', why: 'deletes endpoints that this product made' },
} as const satisfies Record<string, { level: 'none' | PolicyLevel; why: string }>

export type Action = keyof typeof ACTIONS

/** Each level holds the ones before it. */
export const POLICY_LEVELS = ['read', 'create', 'delete'] as const
export type PolicyLevel = (typeof POLICY_LEVELS)[number]

export type PolicyOptions = {
  /** Endpoint services that may be connected to; empty or missing: any. */
  serviceNames?: readonly string[]
  /** Regions in which endpoints may be made; empty or missing: any. */
  regions?: readonly string[]
}

type Statement = { Sid: string; Effect: 'Allow'; Action: string[]; Resource: string | string[]; Condition?: Record<string, Record<string, string | string[]>> }
export type Policy = { Version: '2012-10-17'; Statement: Statement[] }

/**
 * The IAM policy for what the product does up to `level`: pure data, ready for `JSON.stringify`.
 *
 * Describe actions take no resource, except DescribeVpcAttribute; CreateVpcEndpoint is authorised once for the endpoint, where the
 * conditions on service and tag apply, and once for each VPC, subnet and group it refers to. (AWS Service Authorization Reference, EC2.)
 */
export function renderPolicy(level: PolicyLevel, options: PolicyOptions = {}): Policy {
  const statements = [readStatement()]
  if (level !== 'read') statements.push(...createStatements(options))
  if (level === 'delete') statements.push(deleteStatement(options))
  return { Version: '2012-10-17', Statement: statements }
}

function readStatement(): Statement {
  const actions = Object.entries(ACTIONS).filter(([, { level }]) => level === 'read')
  return { Sid: 'ReadNetworksAndEndpoints', Effect: 'Allow', Action: actions.map(([action]) => action), Resource: '*' }
}

function createStatements(options: PolicyOptions): Statement[] {
  const services: Record<string, string[]> = options.serviceNames?.length ? { 'ec2:VpceServiceName': [...options.serviceNames] } : {}
  return [
    {
      Sid: 'CreateTaggedEndpoints',
      Effect: 'Allow',
      Action: ['ec2:CreateVpcEndpoint'],
      Resource: arns('vpc-endpoint', options),
      Condition: { StringEquals: { ...services, [`aws:RequestTag/${MANAGED_TAG.key}`]: MANAGED_TAG.value } },
    },
    {
      Sid: 'CreateEndpointsInTheseNetworks',
      Effect: 'Allow',
      Action: ['ec2:CreateVpcEndpoint'],
      Resource: ['vpc', 'subnet', 'security-group'].flatMap((kind) => arns(kind, options)),
    },
    {
      Sid: 'TagEndpointsWhileCreating',
      Effect: 'Allow',
      Action: ['ec2:CreateTags'],
      Resource: arns('vpc-endpoint', options),
      Condition: { StringEquals: { 'ec2:CreateAction': 'CreateVpcEndpoint' } },
    },
  ]
}

function deleteStatement(options: PolicyOptions): Statement {
  return {
    Sid: 'DeleteOwnEndpoints',
    Effect: 'Allow',
    Action: ['ec2:DeleteVpcEndpoints'],
    Resource: arns('vpc-endpoint', options),
    Condition: { StringEquals: { [`aws:ResourceTag/${MANAGED_TAG.key}`]: MANAGED_TAG.value } },
  }
}

function arns(kind: string, { regions }: PolicyOptions): string[] {
  const places = regions?.length ? regions : ['*']
  return places.map((region) => `arn:aws:ec2:${region}:*:${kind}/*`)
}
