import { placeKey } from '../world/tables'
import type { Subnet } from '../world/types'
import { zoneNameOf } from '../world/zones'
import { LISTING, type Action, type Call } from './action'
import { describe, renderTags } from './describe'
import { IDS } from './ids'
import { both } from './vpcs'

const arnOf = (subnet: Subnet) => `arn:aws:ec2:${subnet.region}:${subnet.accountId}:subnet/${subnet.id}`
const zoneOf = (subnet: Subnet) => zoneNameOf(subnet, subnet.zoneId)

export const describeSubnets: Action = {
  accepts: ['SubnetId', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'subnetSet',
      rows: call.world.data.subnets.listBy('place', placeKey(call.caller)),
      ids: { param: 'SubnetId', kind: IDS.subnet, of: (subnet) => subnet.id, excludesPaging: 'subnetIds' },
      tagsOf: (subnet) => subnet.tags,
      filters: {
        ...both(['availability-zone', 'availabilityZone'], (subnet: Subnet) => [zoneOf(subnet)]),
        ...both(['availability-zone-id', 'availabilityZoneId'], (subnet: Subnet) => [subnet.zoneId]),
        'available-ip-address-count': (subnet) => [call.world.freeAddresses(subnet)],
        ...both(['cidr-block', 'cidr', 'cidrBlock'], (subnet: Subnet) => [subnet.cidr]),
        'customer-owned-ipv4-pool': () => [],
        ...both(['default-for-az', 'defaultForAz'], (subnet: Subnet) => [isDefault(call, subnet)]),
        'enable-dns64': () => [false],
        'enable-lni-at-device-index': () => [],
        'ipv6-cidr-block-association.ipv6-cidr-block': () => [],
        'ipv6-cidr-block-association.association-id': () => [],
        'ipv6-cidr-block-association.state': () => [],
        'ipv6-native': () => [false],
        'map-customer-owned-ip-on-launch': () => [false],
        'map-public-ip-on-launch': (subnet) => [subnet.mapPublicIp],
        'outpost-arn': () => [],
        'owner-id': (subnet) => [subnet.accountId],
        'private-dns-name-options-on-launch.hostname-type': () => ['ip-name'],
        'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': () => [false],
        'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': () => [false],
        state: () => ['available'],
        'subnet-arn': (subnet) => [arnOf(subnet)],
        'subnet-id': (subnet) => [subnet.id],
        'vpc-id': (subnet) => [subnet.vpcId],
      },
      render: (subnet) => ({
        subnetId: subnet.id,
        subnetArn: arnOf(subnet),
        state: 'available',
        ownerId: subnet.accountId,
        vpcId: subnet.vpcId,
        cidrBlock: subnet.cidr,
        ipv6CidrBlockAssociationSet: [],
        availableIpAddressCount: call.world.freeAddresses(subnet),
        availabilityZone: zoneOf(subnet),
        availabilityZoneId: subnet.zoneId,
        defaultForAz: isDefault(call, subnet),
        mapPublicIpOnLaunch: subnet.mapPublicIp,
        mapCustomerOwnedIpOnLaunch: false,
        assignIpv6AddressOnCreation: false,
        enableDns64: false,
        ipv6Native: false,
        privateDnsNameOptionsOnLaunch: { hostnameType: 'ip-name', enableResourceNameDnsARecord: false, enableResourceNameDnsAAAARecord: false },
        tagSet: renderTags(subnet.tags),
      }),
    }),
}

/** Subnets of the default VPC are the ones AWS made, one per zone. */
const isDefault = (call: Call, subnet: Subnet) => call.world.data.vpcs.find(subnet.vpcId)?.isDefault ?? false
