import { z } from 'zod'
import { withoutSecrets } from '../secrets'
import type { CommandName } from './commands'

// zod would try out `new Function` in the browser, which the content security policy forbids and reports
if ('document' in globalThis) z.config({ jitless: true })

/** More of one kind in one region is more than any quota allows. */
const MOST_ITEMS = 20_000
const LONGEST = 1_024

/* Leniently: a field that is not what it should be is as if it were not there, an item without its id is left out, anything unknown is dropped. */
const text = z.string().max(LONGEST).optional().catch(undefined)
/** What people write: a secret may stand in it. */
const spoken = z.string().max(LONGEST).transform(withoutSecrets).optional().catch(undefined)
const count = z.number().int().min(-1).max(4_294_967_295).optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)
const id = (prefix: string) => z.string().max(64).regex(new RegExp(`^${prefix}-[0-9a-z]{1,40}$`))

function items<Shape extends z.ZodType>(shape: Shape) {
  return z
    .array(z.unknown())
    .optional()
    .catch(undefined)
    .transform((list) => (list ?? []).slice(0, MOST_ITEMS).flatMap((item): z.output<Shape>[] => toList(shape.safeParse(item))))
}
const toList = <T>(result: { success: true; data: T } | { success: false }): T[] => (result.success ? [result.data] : [])

const texts = items(z.string().max(LONGEST))
const tags = items(z.object({ Key: z.string().max(256).transform(withoutSecrets), Value: spoken }))
const value = z.object({ Value: z.boolean() })

const permissions = items(
  z.object({
    ...{ IpProtocol: text, FromPort: count, ToPort: count },
    IpRanges: items(z.object({ CidrIp: text })),
    Ipv6Ranges: items(z.object({ CidrIpv6: text })),
    UserIdGroupPairs: items(z.object({ GroupId: text })),
    PrefixListIds: items(z.object({ PrefixListId: text })),
  }),
)

const endpoint = z.object({
  VpcEndpointId: id('vpce'),
  ...{ VpcEndpointType: text, VpcId: text, ServiceName: text, State: text, CreationTimestamp: text, OwnerId: text, FailureReason: spoken, PrivateDnsEnabled: flag },
  ...{ SubnetIds: texts, NetworkInterfaceIds: texts, Tags: tags },
  Groups: items(z.object({ GroupId: text })),
  DnsEntries: items(z.object({ DnsName: text })),
  LastError: z.object({ Code: text, Message: spoken }).optional().catch(undefined),
})

const subnet = z.object({ SubnetId: id('subnet'), ...{ VpcId: text, CidrBlock: text, AvailabilityZone: text, AvailabilityZoneId: text, AvailableIpAddressCount: count, OwnerId: text, Tags: tags } })

const vpc = z.object({
  VpcId: id('vpc'),
  ...{ CidrBlock: text, DhcpOptionsId: text, IsDefault: flag, OwnerId: text, Tags: tags },
  CidrBlockAssociationSet: items(z.object({ CidrBlock: text, CidrBlockState: z.object({ State: text }).optional().catch(undefined) })),
})

const acl = z.object({
  NetworkAclId: id('acl'),
  ...{ VpcId: text, IsDefault: flag, OwnerId: text },
  Associations: items(z.object({ SubnetId: text })),
  Entries: items(z.object({ RuleNumber: count, RuleAction: text, Egress: flag, Protocol: text, CidrBlock: text, Ipv6CidrBlock: text, PortRange: z.object({ From: count, To: count }).optional().catch(undefined) })),
})

const route = z.object({
  ...{ DestinationCidrBlock: text, DestinationIpv6CidrBlock: text, DestinationPrefixListId: text, GatewayId: text, NatGatewayId: text, TransitGatewayId: text, VpcPeeringConnectionId: text },
  ...{ EgressOnlyInternetGatewayId: text, LocalGatewayId: text, CarrierGatewayId: text, CoreNetworkArn: text, NetworkInterfaceId: text, InstanceId: text, State: text },
})

/** What is kept of each answer: what Causeway reads, as the CLI and the SDK spell it alike. */
export const SHAPES = {
  'describe-availability-zones': z.object({ AvailabilityZones: items(z.object({ ZoneId: z.string().max(64), ZoneName: z.string().max(64), ZoneType: text, RegionName: text })) }),
  'describe-vpcs': z.object({ Vpcs: items(vpc) }),
  'describe-vpc-attribute': z.union([z.object({ VpcId: text, EnableDnsSupport: value }), z.object({ VpcId: text, EnableDnsHostnames: value })]),
  'describe-dhcp-options': z.object({ DhcpOptions: items(z.object({ DhcpOptionsId: id('dopt'), DhcpConfigurations: items(z.object({ Key: text, Values: items(z.object({ Value: text })) })) })) }),
  'describe-subnets': z.object({ Subnets: items(subnet) }),
  'describe-security-groups': z.object({
    SecurityGroups: items(z.object({ GroupId: id('sg'), ...{ VpcId: text, GroupName: spoken, Description: spoken, OwnerId: text }, IpPermissions: permissions, IpPermissionsEgress: permissions })),
  }),
  'describe-network-acls': z.object({ NetworkAcls: items(acl) }),
  'describe-route-tables': z.object({
    RouteTables: items(z.object({ RouteTableId: id('rtb'), ...{ VpcId: text, OwnerId: text }, Associations: items(z.object({ SubnetId: text, Main: flag })), Routes: items(route) })),
  }),
  'get-managed-prefix-list-entries': z.object({ Entries: items(z.object({ Cidr: z.string().max(64) })) }),
  'describe-network-interfaces': z.object({
    NetworkInterfaces: items(z.object({ NetworkInterfaceId: id('eni'), ...{ SubnetId: text, VpcId: text, PrivateIpAddress: text, AvailabilityZone: text, AvailabilityZoneId: text, OwnerId: text } })),
  }),
  'describe-vpc-endpoint-services': z.object({
    ServiceDetails: items(
      z.object({
        ServiceName: z.string().max(256),
        ...{ ServiceId: text, ServiceRegion: text, AcceptanceRequired: flag, PrivateDnsName: text, PrivateDnsNameVerificationState: text, Owner: text, AvailabilityZones: texts, AvailabilityZoneIds: texts },
        PrivateDnsNames: items(z.object({ PrivateDnsName: text })),
        ServiceType: items(z.object({ ServiceType: text })),
      }),
    ),
  }),
  'describe-vpc-endpoints': z.object({ VpcEndpoints: items(endpoint) }),
} satisfies Record<CommandName, z.ZodType>

export type Outputs = { [Name in CommandName]: z.output<(typeof SHAPES)[Name]> }
/** One endpoint as the CLI prints it. */
export type PrintedEndpoint = Outputs['describe-vpc-endpoints']['VpcEndpoints'][number]

/** What the block wraps the answers in. */
export const blockShape = z.object({
  causewaySnapshot: z.literal(1),
  accountId: z.string().max(20).catch(''),
  region: z.string().max(40).catch(''),
  takenAt: z.string().max(40).catch(''),
  answers: z.array(z.unknown()).max(2_000),
})
export const blockAnswerShape = z.object({ command: z.string().max(600), complete: flag, output: z.unknown().optional(), error: z.string().max(2_000).optional() })
