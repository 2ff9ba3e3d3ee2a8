import type { Tag, Zone } from './network'

/** What we would make: pure data, the one source of the API call, the exports and the ticket. */
export type Plan = {
  accountId: string
  region: string
  serviceName: string
  vpcId: string
  /** One subnet per zone, in the order of the service's zones. */
  subnets: PlannedSubnet[]
  /** Empty: AWS attaches the VPC's default group. */
  securityGroupIds: string[]
  /** The team's own tags; ours are added by `toCreateCall`. */
  tags: Tag[]
  hostnames: string[]
}

export type PlannedSubnet = Zone & { subnetId: string; cidr: string }

/** `CreateVpcEndpoint`'s input, field for field as it is sent. */
export type CreateCall = {
  VpcEndpointType: 'Interface'
  VpcId: string
  ServiceName: string
  SubnetIds: string[]
  SecurityGroupIds?: string[]
  PrivateDnsEnabled: false
  ClientToken: string
  TagSpecifications: [{ ResourceType: 'vpc-endpoint'; Tags: { Key: string; Value: string }[] }]
}
