import 'server-only'
import { POLICY_LEVELS, type PolicyLevel } from '@/lib/privatelink/account'
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
  'ec2:DescribeNetworkAcls': { level: 'read', why: 'reads which packets the network ACLs let through, for the checks' },
  'ec2:DescribeRouteTables': { level: 'read', why: 'reads where packets and their answers are led, for the checks' },
  'ec2:GetManagedPrefixListEntries': { level: 'read', why: 'reads the ranges that a security group’s rule names by a prefix list' },
  'ec2:DescribeNetworkInterfaces': { level: 'read', why: 'reads the addresses of an endpoint' },
  'ec2:DescribeVpcEndpointServices': { level: 'read', why: 'verifies the service name, its zones and whether it asks for acceptance' },
  'ec2:DescribeVpcEndpoints': { level: 'read', why: 'watches the endpoints until they are available' },
  'ec2:CreateVpcEndpoint': { level: 'create', why: 'creates the endpoint' },
  'ec2:CreateTags': { level: 'create', why: 'tags the endpoint while it is created; AWS asks for it with CreateVpcEndpoint' },
  'ec2:ModifyVpcEndpoint': { level: 'private-dns', why: 'switches private DNS of endpoints that this product made' },
  'route53:AssociateVPCWithHostedZone': { level: 'private-dns', why: 'AWS asks for it when private DNS is switched on' },
  'ec2:DeleteVpcEndpoints': { level: 'delete', why: 'deletes endpoints that this product made' },
  'ec2:AuthorizeSecurityGroupIngress': { level: 'mending', why: 'opens ClickHouse’s ports in a group, when somebody presses the button for it' },
  'ec2:ModifyVpcAttribute': { level: 'mending', why: 'switches a VPC’s DNS attributes on, when somebody presses the button for it' },
} as const satisfies Record<string, { level: 'none' | 'mending' | PolicyLevel; why: string }>

export type Action = keyof typeof ACTIONS

export { POLICY_LEVELS, type PolicyLevel } from '@/lib/privatelink/account'

export type PolicyOptions = {
  /** Endpoint services that may be connected to; empty or missing: any. */
  serviceNames?: readonly string[]
  /** Regions in which endpoints may be made; empty or missing: any. */
  regions?: readonly string[]
  /** Also what mends a network: rules of security groups and DNS attributes of VPCs. */
  mending?: boolean
}

/** Who may assume the role, and that they have to say the ExternalId. */
export function renderTrust({ principal, externalId }: { principal: string; externalId: string }) {
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'CausewayWithItsExternalId', Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': externalId } } },
    ],
  } as const
}

/** What Causeway's own identity needs to assume the role, in its own account. */
export const renderAssumePolicy = (roleArn: string) =>
  ({ Version: '2012-10-17', Statement: [{ Sid: 'AssumeCausewayRole', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: roleArn }] }) satisfies Policy

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
  if (reaches(level, 'create')) statements.push(...createStatements(options))
  if (reaches(level, 'private-dns')) statements.push(...privateDnsStatements(options))
  if (reaches(level, 'delete')) statements.push(deleteStatement(options))
  if (options.mending) statements.push(mendingStatement(options))
  return { Version: '2012-10-17', Statement: statements }
}

/** The actions that a policy of this level grants, in the order of the list. */
export function actionsOf(level: PolicyLevel, { mending = false } = {}): Action[] {
  const granted = (needed: (typeof ACTIONS)[Action]['level']) => (needed === 'mending' ? mending : needed !== 'none' && reaches(level, needed))
  return (Object.keys(ACTIONS) as Action[]).filter((action) => granted(ACTIONS[action].level))
}

const reaches = (level: PolicyLevel, needed: PolicyLevel) => POLICY_LEVELS.indexOf(level) >= POLICY_LEVELS.indexOf(needed)

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

/** Only what this product made carries the tag. */
const OWN_ENDPOINTS = { StringEquals: { [`aws:ResourceTag/${MANAGED_TAG.key}`]: MANAGED_TAG.value } }

/** ModifyVpcEndpoint is authorised for the subnets and groups too, but only where they change, and they do not. */
function privateDnsStatements(options: PolicyOptions): Statement[] {
  return [
    { Sid: 'SwitchPrivateDnsOfOwnEndpoints', Effect: 'Allow', Action: ['ec2:ModifyVpcEndpoint'], Resource: arns('vpc-endpoint', options), Condition: OWN_ENDPOINTS },
    // The zone is AWS's own, in an account that is not named anywhere, so it cannot be limited to one.
    { Sid: 'AssociatePrivateDnsZone', Effect: 'Allow', Action: ['route53:AssociateVPCWithHostedZone'], Resource: '*' },
  ]
}

function deleteStatement(options: PolicyOptions): Statement {
  return { Sid: 'DeleteOwnEndpoints', Effect: 'Allow', Action: ['ec2:DeleteVpcEndpoints'], Resource: arns('vpc-endpoint', options), Condition: OWN_ENDPOINTS }
}

function mendingStatement(options: PolicyOptions): Statement {
  return {
    Sid: 'MendNetworksWhenAsked',
    Effect: 'Allow',
    Action: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifyVpcAttribute'],
    Resource: ['security-group', 'vpc'].flatMap((kind) => arns(kind, options)),
  }
}

function arns(kind: string, { regions }: PolicyOptions): string[] {
  const places = regions?.length ? regions : ['*']
  return places.map((region) => `arn:aws:ec2:${region}:*:${kind}/*`)
}
