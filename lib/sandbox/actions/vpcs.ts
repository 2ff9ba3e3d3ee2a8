import { AwsError, invalidValue, missingParameter } from '../wire/errors'
import { idFrom } from '../world/ids'
import { placeKey } from '../world/tables'
import type { Vpc } from '../world/types'
import { WRITE } from '../throttle'
import { LISTING, type Action, type Call } from './action'
import { describe, renderTags } from './describe'
import { checkShape, IDS, notFound } from './ids'

/** The caller's VPC; throws InvalidVpcID.Malformed and InvalidVpcID.NotFound. */
export function getVpc(call: Call, vpcId: string): Vpc {
  checkShape(IDS.vpc, [vpcId])
  const vpc = call.world.data.vpcs.find(vpcId)
  if (!vpc || placeKey(vpc) !== placeKey(call.caller)) throw notFound(IDS.vpc, [vpcId])
  return vpc
}

const associations = (vpc: Vpc) =>
  vpc.cidrs.map((cidrBlock) => ({ associationId: idFrom('vpc-cidr-assoc', vpc.id, cidrBlock), cidrBlock, cidrBlockState: { state: 'associated' } }))

export const describeVpcs: Action = {
  accepts: ['VpcId', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'vpcSet',
      rows: call.world.data.vpcs.listBy('place', placeKey(call.caller)),
      ids: { param: 'VpcId', kind: IDS.vpc, of: (vpc) => vpc.id, excludesPaging: 'vpcIds' },
      tagsOf: (vpc) => vpc.tags,
      filters: {
        ...both(['cidr', 'cidr-block', 'cidrBlock'], (vpc: Vpc) => [vpc.cidrs[0]]),
        'cidr-block-association.cidr-block': (vpc) => vpc.cidrs,
        'cidr-block-association.association-id': (vpc) => associations(vpc).map((one) => one.associationId),
        'cidr-block-association.state': () => ['associated'],
        ...both(['dhcp-options-id', 'dhcpOptionsId'], (vpc: Vpc) => [vpc.dhcpOptionsId]),
        'ipv6-cidr-block-association.ipv6-cidr-block': () => [],
        'ipv6-cidr-block-association.ipv6-pool': () => [],
        'ipv6-cidr-block-association.association-id': () => [],
        'ipv6-cidr-block-association.state': () => [],
        ...both(['is-default', 'isDefault'], (vpc: Vpc) => [vpc.isDefault]),
        'owner-id': (vpc) => [vpc.accountId],
        state: () => ['available'],
        'vpc-id': (vpc) => [vpc.id],
      },
      render: (vpc) => ({
        vpcId: vpc.id,
        ownerId: vpc.accountId,
        state: 'available',
        cidrBlock: vpc.cidrs[0],
        cidrBlockAssociationSet: associations(vpc),
        dhcpOptionsId: vpc.dhcpOptionsId,
        tagSet: renderTags(vpc.tags),
        instanceTenancy: 'default',
        isDefault: vpc.isDefault,
      }),
    }),
}

/** AWS knows some filters under several names. */
export const both = <Value>(names: readonly string[], value: Value): Record<string, Value> => Object.fromEntries(names.map((name) => [name, value]))

const ATTRIBUTES = {
  enableDnsSupport: (vpc: Vpc) => vpc.enableDnsSupport,
  enableDnsHostnames: (vpc: Vpc) => vpc.enableDnsHostnames,
  enableNetworkAddressUsageMetrics: () => false,
} as const

export const describeVpcAttribute: Action = {
  accepts: ['VpcId', 'Attribute'],
  run(call) {
    const vpcId = call.params.required('VpcId')
    const name = call.params.required('Attribute')
    const vpc = getVpc(call, vpcId)
    const read = Object.entries(ATTRIBUTES).find(([known]) => known === name)?.[1]
    if (!read) throw invalidValue(`Value (${name}) for parameter attribute is invalid. Unknown attribute.`)
    return { vpcId, [name]: { value: read(vpc) } }
  },
}

export const modifyVpcAttribute: Action = {
  accepts: ['VpcId', 'EnableDnsHostnames', 'EnableDnsSupport', 'EnableNetworkAddressUsageMetrics'],
  bucket: WRITE,
  run(call) {
    const vpc = getVpc(call, call.params.required('VpcId'))
    const asked = ['EnableDnsHostnames', 'EnableDnsSupport', 'EnableNetworkAddressUsageMetrics'].flatMap((name) => {
      const value = call.params.structure(name)?.flag('Value')
      return value === undefined ? [] : [{ name, value }]
    })
    const [change] = asked
    if (!change) throw missingParameter('EnableDnsSupport.Value or EnableDnsHostnames.Value')
    if (asked.length > 1) throw new AwsError('InvalidParameterCombination', 'Only one attribute can be modified at a time')
    const next: Vpc = {
      ...vpc,
      enableDnsHostnames: change.name === 'EnableDnsHostnames' ? change.value : vpc.enableDnsHostnames,
      enableDnsSupport: change.name === 'EnableDnsSupport' ? change.value : vpc.enableDnsSupport,
    }
    if (next.enableDnsHostnames && !next.enableDnsSupport && change.name === 'EnableDnsHostnames') {
      throw new AwsError('InvalidParameterCombination', 'To enable DNS hostnames, DNS support must be enabled for the VPC.')
    }
    return () => {
      call.world.commit([{ table: 'vpcs', put: next }])
      return { return: true }
    }
  },
}
