import { isAlive } from '../endpoints/life-cycle'
import { digest } from '../world/ids'
import { placeKey } from '../world/tables'
import type { Attachment, Endpoint, Subnet } from '../world/types'
import { zoneNameOf } from '../world/zones'
import { LISTING, type Action, type Call } from './action'
import { describe, renderTags } from './describe'
import { IDS } from './ids'
import { both } from './vpcs'

type Interface = { endpoint: Endpoint; held: Attachment; subnet: Subnet | null }

const descriptionOf = ({ endpoint }: Interface) => `VPC Endpoint Interface ${endpoint.id}`
const zoneOf = ({ endpoint, subnet }: Interface) => (subnet ? zoneNameOf(endpoint, subnet.zoneId) : null)
const macOf = ({ held }: Interface) => `02:${digest('mac', held.networkInterfaceId).slice(0, 10).replace(/(..)(?=.)/g, '$1:')}`
/** AWS's own account, which makes and keeps the interfaces of endpoints. */
const REQUESTER = '727180483921'

function listInterfaces(call: Call): Interface[] {
  const { data } = call.world
  return data.endpoints
    .listBy('place', placeKey(call.caller))
    .flatMap((endpoint) => endpoint.attachments.map((held) => ({ endpoint, held, subnet: data.subnets.find(held.subnetId) })))
}

export const describeNetworkInterfaces: Action = {
  accepts: ['NetworkInterfaceId', 'IncludeManagedResources', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'networkInterfaceSet',
      rows: listInterfaces(call),
      ids: { param: 'NetworkInterfaceId', kind: IDS.networkInterface, of: ({ held }) => held.networkInterfaceId, excludesPaging: 'networkInterfaceIds' },
      isVisible: ({ endpoint }) => isAlive(endpoint, call.now),
      tagsOf: ({ held }) => held.tags ?? [],
      filters: {
        ...both(WITHOUT_VALUE, () => []),
        ...both(['addresses.private-ip-address', 'private-ip-address'], ({ held }: Interface) => [held.address]),
        'addresses.primary': () => [true],
        'attachment.status': () => ['attached'],
        'attachment.delete-on-termination': () => [false],
        'attachment.device-index': () => [1],
        'availability-zone': (one) => [zoneOf(one)],
        'availability-zone-id': ({ subnet }) => [subnet?.zoneId],
        description: (one) => [descriptionOf(one)],
        'group-id': ({ endpoint }) => endpoint.securityGroupIds,
        'group-name': ({ endpoint }) => endpoint.securityGroupIds.map((id) => call.world.data.securityGroups.find(id)?.name),
        'interface-type': () => ['vpc_endpoint'],
        'mac-address': (one) => [macOf(one)],
        'network-interface-id': ({ held }) => [held.networkInterfaceId],
        'operator.managed': () => [false],
        'owner-id': ({ endpoint }) => [endpoint.accountId],
        'requester-id': () => [REQUESTER],
        'requester-managed': () => [true],
        'source-dest-check': () => [true],
        status: () => ['in-use'],
        'subnet-id': ({ held }) => [held.subnetId],
        'vpc-id': ({ endpoint }) => [endpoint.vpcId],
      },
      render: (one) => renderInterface(one, call),
    }),
}

/** Filters AWS knows, for things that an endpoint's interface does not have. */
const WITHOUT_VALUE = [
  'association.allocation-id', 'association.association-id', 'addresses.association.owner-id', 'addresses.association.public-ip',
  'association.ip-owner-id', 'association.public-ip', 'association.public-dns-name', 'attachment.attach-time', 'attachment.attachment-id',
  'attachment.instance-id', 'attachment.instance-owner-id', 'ipv6-addresses.ipv6-address', 'operator.principal', 'private-dns-name',
]

function renderInterface(one: Interface, call: Call) {
  const { endpoint, held } = one
  return {
    networkInterfaceId: held.networkInterfaceId,
    subnetId: held.subnetId,
    vpcId: endpoint.vpcId,
    availabilityZone: zoneOf(one),
    availabilityZoneId: one.subnet?.zoneId,
    description: descriptionOf(one),
    ownerId: endpoint.accountId,
    requesterId: REQUESTER,
    requesterManaged: true,
    status: 'in-use',
    macAddress: macOf(one),
    privateIpAddress: held.address,
    sourceDestCheck: true,
    denyAllIgwTraffic: false,
    ipv6Native: false,
    operator: { managed: false },
    groupSet: endpoint.securityGroupIds.map((groupId) => ({ groupId, groupName: call.world.data.securityGroups.find(groupId)?.name })),
    attachment: {
      attachmentId: `ela-attach-0${digest('attachment', held.networkInterfaceId).slice(0, 16)}`,
      instanceOwnerId: 'amazon-aws',
      deviceIndex: 1,
      networkCardIndex: 0,
      status: 'attached',
      attachTime: new Date(endpoint.createdAt),
      deleteOnTermination: false,
    },
    ipv6AddressesSet: [],
    privateIpAddressesSet: [{ privateIpAddress: held.address, primary: true }],
    interfaceType: 'vpc_endpoint',
    tagSet: renderTags(held.tags ?? []),
  }
}
