import { AwsError } from '../wire/errors'
import { hasIdShape } from '../world/ids'

/** How EC2 speaks about one kind of id. The code's spelling differs from kind to kind; these are AWS's. */
type IdKind = { prefix: string; malformed: string; missing: string; named: string }

const kind = (prefix: string, malformed: string, missing: string, named: string): IdKind => ({ prefix, malformed, missing, named })

export const IDS = {
  vpc: kind('vpc', 'InvalidVpcID.Malformed', 'InvalidVpcID.NotFound', 'vpc ID'),
  subnet: kind('subnet', 'InvalidSubnetID.Malformed', 'InvalidSubnetID.NotFound', 'subnet ID'),
  group: kind('sg', 'InvalidGroupId.Malformed', 'InvalidGroup.NotFound', 'security group'),
  groupRule: kind('sgr', 'InvalidSecurityGroupRuleId.Malformed', 'InvalidSecurityGroupRuleId.NotFound', 'security group rule ID'),
  networkAcl: kind('acl', 'InvalidNetworkAclId.Malformed', 'InvalidNetworkAclID.NotFound', 'networkAcl ID'),
  routeTable: kind('rtb', 'InvalidRouteTableId.Malformed', 'InvalidRouteTableID.NotFound', 'routeTable ID'),
  dhcpOptions: kind('dopt', 'InvalidDhcpOptionsId.Malformed', 'InvalidDhcpOptionID.NotFound', 'dhcpOption ID'),
  networkInterface: kind('eni', 'InvalidNetworkInterfaceId.Malformed', 'InvalidNetworkInterfaceID.NotFound', 'networkInterface ID'),
  prefixList: kind('pl', 'InvalidPrefixListId.Malformed', 'InvalidPrefixListID.NotFound', 'prefix list ID'),
  endpoint: kind('vpce', 'InvalidVpcEndpointId.Malformed', 'InvalidVpcEndpointId.NotFound', 'Vpc Endpoint Id'),
} satisfies Record<string, IdKind>

/** Throws the kind's Malformed error where a text cannot be such an id. */
export function checkShape({ prefix, malformed }: IdKind, ids: readonly string[]): void {
  const bad = ids.find((id) => !hasIdShape(prefix, id))
  if (bad !== undefined) throw new AwsError(malformed, `Invalid id: "${bad}" (expecting "${prefix}-...")`)
}

export function notFound({ missing, named }: IdKind, ids: readonly string[]): AwsError {
  const [first = ''] = ids
  if (ids.length < 2) return new AwsError(missing, `The ${named} '${first}' does not exist`)
  return new AwsError(missing, `The ${named}s '${ids.join(', ')}' do not exist`)
}

export type { IdKind }
