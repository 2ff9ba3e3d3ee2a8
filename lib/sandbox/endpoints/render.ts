import type { XmlTree } from '../wire/xml'
import { Fragment, content } from '../wire/xml'
import { zoneNameOf } from '../world/zones'
import type { Endpoint } from '../world/types'
import type { World } from '../world/world'
import { dnsEntries } from './dns-names'
import { stateAt } from './life-cycle'

/** Rendered endpoints, kept while row and state are the same: ten thousand are read again and again. */
const rendered = new WeakMap<Endpoint, { state: string; world: World; fragment: Fragment }>()

/** What AWS answers as an endpoint's policy when none was given. */
const FULL_ACCESS = '{"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}'

/** An endpoint as an `<item>` of DescribeVpcEndpoints. */
export function renderEndpoint(endpoint: Endpoint, world: World, now: number): Fragment {
  const state = stateAt(endpoint, now)
  const kept = rendered.get(endpoint)
  if (kept && kept.state === state && kept.world === world) return kept.fragment
  const fragment = new Fragment(content(toXml(endpoint, world, state)))
  rendered.set(endpoint, { state, world, fragment })
  return fragment
}

function toXml(endpoint: Endpoint, world: World, state: string): XmlTree {
  const { data } = world
  const service = data.services.find(endpoint.serviceName)
  const zones = endpoint.attachments.map(({ subnetId }) => zoneNameOf(endpoint, data.subnets.find(subnetId)?.zoneId ?? ''))
  const holdsInterfaces = state !== 'deleted'
  return {
    vpcEndpointId: endpoint.id,
    vpcEndpointType: 'Interface',
    vpcId: endpoint.vpcId,
    serviceName: endpoint.serviceName,
    state,
    policyDocument: endpoint.policyDocument ?? FULL_ACCESS,
    routeTableIdSet: [],
    subnetIdSet: endpoint.attachments.map(({ subnetId }) => subnetId),
    groupSet: endpoint.securityGroupIds.map((groupId) => ({ groupId, groupName: data.securityGroups.find(groupId)?.name })),
    ipAddressType: 'ipv4',
    dnsOptions: { dnsRecordIpType: 'ipv4' },
    privateDnsEnabled: endpoint.privateDnsEnabled,
    requesterManaged: false,
    networkInterfaceIdSet: holdsInterfaces ? endpoint.attachments.map(({ networkInterfaceId }) => networkInterfaceId) : [],
    dnsEntrySet: service ? dnsEntries(endpoint, service, zones, state !== 'pending').map(({ dnsName, hostedZoneId }) => ({ dnsName, hostedZoneId })) : [],
    creationTimestamp: new Date(endpoint.createdAt),
    tagSet: endpoint.tags.map(({ key, value }) => ({ key, value })),
    ownerId: endpoint.accountId,
    serviceRegion: endpoint.region,
    ...failureOf(endpoint, state),
  }
}

const failureOf = ({ failure }: Endpoint, state: string): XmlTree =>
  failure && state === 'failed' ? { failureReason: failure.message, lastError: { message: failure.message, code: failure.code } } : {}
