import { AwsError, invalidParameter, invalidValue } from '../wire/errors'
import { isAssignable, pickAddress } from '../world/addresses'
import { hasIdShape, newId } from '../world/ids'
import type { Attachment, SecurityGroup, Service, Subnet, Vpc } from '../world/types'
import type { World } from '../world/world'

/** AWS's default quota of groups per network interface. */
const MAX_GROUPS = 5

/** The subnets of a call, each of this VPC. Throws AWS's error for the first that is not. */
export function getSubnets(world: World, vpc: Vpc, subnetIds: readonly string[]): Subnet[] {
  return subnetIds.map((id) => {
    if (!hasIdShape('subnet', id)) {
      const expected = "expecting 'subnet-...; the Id may only contain lowercase alphanumeric characters and a single dash'"
      throw new AwsError('InvalidSubnetId.Malformed', `Invalid Subnet Id: '${id}' (${expected})`)
    }
    const subnet = world.data.subnets.find(id)
    if (!subnet || subnet.accountId !== vpc.accountId || subnet.region !== vpc.region) {
      throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`)
    }
    if (subnet.vpcId !== vpc.id) throw invalidParameter(`Subnet ${id} and VPC ${vpc.id} belong to different networks.`)
    return subnet
  })
}

/** Every zone served, and one subnet in each. `present`: the subnets an endpoint already has. */
export function checkZones(service: Service, subnets: readonly Subnet[], present: readonly Subnet[]): void {
  for (const subnet of subnets) {
    if (service.zoneIds.includes(subnet.zoneId)) continue
    throw invalidParameter(`The VPC endpoint service ${service.id} does not support the availability zone of the subnet: ${subnet.id}.`)
  }
  const seen = new Set(present.map((subnet) => subnet.zoneId))
  for (const { id, zoneId } of subnets) {
    if (seen.has(zoneId)) {
      throw new AwsError(
        'DuplicateSubnetsInSameZone',
        `Found another VPC endpoint subnet in the availability zone of ${id}. VPC endpoint subnets should be in different availability ` +
          'zones supported by the VPC endpoint service.',
      )
    }
    seen.add(zoneId)
  }
}

/** The groups of a call, each of this VPC; none given: the VPC's default group. */
export function getGroups(world: World, vpc: Vpc, groupIds: readonly string[]): SecurityGroup[] {
  if (groupIds.length === 0) return world.data.securityGroups.listBy('vpc', vpc.id).filter((group) => group.name === 'default')
  return groupIds.map((id) => {
    if (!hasIdShape('sg', id)) throw new AwsError('InvalidSecurityGroupId.Malformed', `Invalid id: "${id}" (expecting "sg-...")`)
    const group = world.data.securityGroups.find(id)
    if (!group || group.accountId !== vpc.accountId || group.region !== vpc.region) {
      throw new AwsError('InvalidSecurityGroupID.NotFound', `The security group '${id}' does not exist`)
    }
    if (group.vpcId !== vpc.id) throw invalidParameter(`Security group ${id} and VPC ${vpc.id} belong to different networks.`)
    return group
  })
}

export function checkGroupCount(groupIds: readonly string[]): void {
  if (groupIds.length <= MAX_GROUPS) return
  throw new AwsError('SecurityGroupsPerInterfaceLimitExceeded', `The maximum number of security groups per interface has been reached.`)
}

/** A network interface in each subnet, at the address asked for (`fixed`, by subnet) or a free one. */
export function attach(world: World, subnets: readonly Subnet[], fixed: ReadonlyMap<string, string>): Attachment[] {
  return subnets.map((subnet) => {
    const taken = world.takenAddresses(subnet.id)
    const networkInterfaceId = newId('eni')
    const wanted = fixed.get(subnet.id)
    if (wanted !== undefined) checkFixed(subnet, wanted, taken)
    const address = wanted ?? pickAddress(subnet, taken, Number.parseInt(networkInterfaceId.slice(-8), 16))
    if (address === null) {
      throw new AwsError('InsufficientFreeAddressesInSubnet', `The specified subnet does not have enough free addresses to satisfy the request: ${subnet.id}`)
    }
    return { subnetId: subnet.id, networkInterfaceId, address }
  })
}

function checkFixed(subnet: Subnet, address: string, taken: ReadonlySet<string>): void {
  if (!isAssignable(subnet, address)) throw invalidValue(`Address ${address} does not fall within the subnet's address range, or is reserved`)
  if (taken.has(address)) throw new AwsError('InvalidIPAddress.InUse', `Address ${address} is in use.`)
}
