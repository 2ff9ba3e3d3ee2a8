import 'server-only'
import {
  type $Command, AuthorizeSecurityGroupIngressCommand, CreateVpcEndpointCommand, DeleteVpcEndpointsCommand, DescribeAvailabilityZonesCommand, DescribeDhcpOptionsCommand,
  DescribeNetworkAclsCommand, DescribeNetworkInterfacesCommand, DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand, DescribeSubnetsCommand, DescribeVpcAttributeCommand, DescribeVpcEndpointsCommand, DescribeVpcEndpointServicesCommand, DescribeVpcsCommand,
  type EC2ClientResolvedConfig, ModifyVpcEndpointCommand, type ServiceInputTypes, type ServiceOutputTypes,
} from '@aws-sdk/client-ec2'
import { MANAGED_TAG } from '@/lib/privatelink/tags'
import type { Action } from './permissions'

/** What was found in a region to try actions on; null where there is nothing of the kind. */
export type Ground = {
  vpcId: string | null
  groupId: string | null
  /** A subnet in a zone that the service serves. */
  place: { vpcId: string; subnetId: string; serviceName: string } | null
  /** An endpoint this product made. */
  own: { endpointId: string; privateDnsEnabled: boolean } | null
}

export type Send = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  make: () => $Command<Input, Output, EC2ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
) => Promise<unknown>

/** A trial that has no effect, or a sentence that says why there is none. */
type Trial = (send: Send, ground: Ground) => Promise<unknown> | string

const DryRun = true
const NO_VPC = 'There is no VPC in this region to try it on.'
const NO_OWN_ENDPOINT = 'There is no endpoint of Causeway’s in this region to try it on.'
/** Addresses that are nobody's (RFC 5737). */
const NOBODY = '192.0.2.0/32'

/** How each action is tried: by DryRun, which EC2 judges like the call itself and then does nothing. */
export const TRIALS: Partial<Record<Action, Trial>> = {
  'ec2:DescribeAvailabilityZones': (send) => send(() => new DescribeAvailabilityZonesCommand({ DryRun })),
  'ec2:DescribeVpcs': (send) => send(() => new DescribeVpcsCommand({ DryRun })),
  'ec2:DescribeVpcAttribute': (send, { vpcId }) => (vpcId ? send(() => new DescribeVpcAttributeCommand({ DryRun, VpcId: vpcId, Attribute: 'enableDnsSupport' })) : NO_VPC),
  'ec2:DescribeDhcpOptions': (send) => send(() => new DescribeDhcpOptionsCommand({ DryRun })),
  'ec2:DescribeSubnets': (send) => send(() => new DescribeSubnetsCommand({ DryRun })),
  'ec2:DescribeSecurityGroups': (send) => send(() => new DescribeSecurityGroupsCommand({ DryRun })),
  'ec2:DescribeNetworkAcls': (send) => send(() => new DescribeNetworkAclsCommand({ DryRun })),
  'ec2:DescribeRouteTables': (send) => send(() => new DescribeRouteTablesCommand({ DryRun })),
  'ec2:DescribeNetworkInterfaces': (send) => send(() => new DescribeNetworkInterfacesCommand({ DryRun, MaxResults: 5 })),
  'ec2:DescribeVpcEndpointServices': (send) => send(() => new DescribeVpcEndpointServicesCommand({ DryRun })),
  'ec2:DescribeVpcEndpoints': (send) => send(() => new DescribeVpcEndpointsCommand({ DryRun })),
  'ec2:CreateVpcEndpoint': tryCreate,
  // AWS asks for both in one breath, and names the one that is missing.
  'ec2:CreateTags': tryCreate,
  'ec2:ModifyVpcEndpoint': (send, { own }) =>
    own ? send(() => new ModifyVpcEndpointCommand({ DryRun, VpcEndpointId: own.endpointId, PrivateDnsEnabled: own.privateDnsEnabled })) : NO_OWN_ENDPOINT,
  'route53:AssociateVPCWithHostedZone': () => 'AWS offers no trial of it: it shows when private DNS is switched on for the first time.',
  'ec2:DeleteVpcEndpoints': (send, { own }) => (own ? send(() => new DeleteVpcEndpointsCommand({ DryRun, VpcEndpointIds: [own.endpointId] })) : NO_OWN_ENDPOINT),
  'ec2:AuthorizeSecurityGroupIngress': (send, { groupId }) =>
    groupId
      ? send(() => new AuthorizeSecurityGroupIngressCommand({ DryRun, GroupId: groupId, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 8443, ToPort: 8443, IpRanges: [{ CidrIp: NOBODY }] }] }))
      : NO_VPC,
  'ec2:ModifyVpcAttribute': () => 'AWS offers no trial of it: it shows when a VPC’s DNS attributes are mended for the first time.',
}

function tryCreate(send: Send, { place }: Ground): Promise<unknown> | string {
  if (!place) return 'There is no subnet in this region in a zone where ClickHouse’s service is, so there is nothing to try it on.'
  return send(
    () =>
      new CreateVpcEndpointCommand({
        ...{ DryRun, VpcEndpointType: 'Interface', VpcId: place.vpcId, ServiceName: place.serviceName, SubnetIds: [place.subnetId], PrivateDnsEnabled: false },
        TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: MANAGED_TAG.key, Value: MANAGED_TAG.value }] }],
      }),
  )
}
