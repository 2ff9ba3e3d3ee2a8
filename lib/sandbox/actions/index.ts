import type { Action } from './action'
import { authorizeSecurityGroupIngress } from './authorize-ingress'
import { revokeSecurityGroupIngress } from './revoke-ingress'
import { createVpcEndpoint } from './create-endpoint'
import { deleteVpcEndpoints, describeVpcEndpoints, modifyVpcEndpoint } from './endpoints'
import { getManagedPrefixListEntries } from './managed-prefix-lists'
import { describeNetworkInterfaces } from './network-interfaces'
import { describeAvailabilityZones, describeRegions } from './regions'
import { describeDhcpOptions, describeNetworkAcls, describePrefixLists, describeRouteTables } from './routing'
import { describeSecurityGroupRules, describeSecurityGroups } from './security-groups'
import { describeVpcEndpointServices } from './services'
import { describeSubnets } from './subnets'
import { createTags, deleteTags, describeTags } from './tags'
import { describeVpcAttribute, describeVpcs, modifyVpcAttribute } from './vpcs'

/** Every EC2 action the sandbox knows. What is not here answers InvalidAction. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
  RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
  CreateTags: createTags,
  CreateVpcEndpoint: createVpcEndpoint,
  DeleteTags: deleteTags,
  DeleteVpcEndpoints: deleteVpcEndpoints,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeDhcpOptions: describeDhcpOptions,
  DescribeNetworkAcls: describeNetworkAcls,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribePrefixLists: describePrefixLists,
  DescribeRegions: describeRegions,
  DescribeRouteTables: describeRouteTables,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSubnets: describeSubnets,
  DescribeTags: describeTags,
  DescribeVpcAttribute: describeVpcAttribute,
  DescribeVpcEndpointServices: describeVpcEndpointServices,
  DescribeVpcEndpoints: describeVpcEndpoints,
  DescribeVpcs: describeVpcs,
  GetManagedPrefixListEntries: getManagedPrefixListEntries,
  ModifyVpcAttribute: modifyVpcAttribute,
  ModifyVpcEndpoint: modifyVpcEndpoint,
}
