import { liveOf } from './drift'
import type { Tag } from './network'
import type { EndpointState } from './state'

/** One AWS interface VPC endpoint, as seen once. */
export type Endpoint = {
  endpointId: string
  /** Our state; `unrecognised` where AWS said a word that is not in its documentation. */
  state: Extract<EndpointState, 'pending-acceptance' | 'pending' | 'available' | 'rejected' | 'expired' | 'failed' | 'partial' | 'deleting' | 'deleted' | 'unrecognised'>
  /** The word AWS used, kept for `unrecognised` and for the timeline. */
  awsState: string
  vpcId: string
  serviceName: string
  subnetIds: string[]
  securityGroupIds: string[]
  networkInterfaceIds: string[]
  dnsNames: EndpointDnsNames
  privateDnsEnabled: boolean
  createdAt: Date | null
  /** AWS's `LastError` or `FailureReason`. */
  failure: { code: string | null; message: string } | null
  tags: Tag[]
  ownerAccountId: string | null
}

export type EndpointDnsNames = {
  /** `vpce-<id>-<suffix>.vpce-svc-<id>.<region>.vpce.amazonaws.com`, answered with every zone's address. */
  regional: string | null
  zonal: { zoneName: string; dnsName: string }[]
  /** The service's own private names, present once private DNS is on. */
  private: string[]
}

/**
 * Everything a request records of an endpoint, and what can drift from its plan, as two stable texts: its condition, which changes by
 * itself while AWS works (state, AWS's word, failure), and its details (interfaces, DNS names, private DNS, subnets, groups, tags).
 * Equal texts mean that there is nothing to fold in. The order in which AWS lists things does not matter.
 */
export function fingerprintOf(endpoint: Endpoint): { condition: string; details: string } {
  const { endpointId, state, awsState, networkInterfaceIds, dnsNames, privateDnsEnabled, failure } = endpoint
  const { subnetIds, securityGroupIds, tags } = liveOf(endpoint)
  return {
    condition: JSON.stringify([state, awsState, failure?.code, failure?.message]),
    details: JSON.stringify([endpointId, [...networkInterfaceIds].sort(), namesInOrder(dnsNames), privateDnsEnabled, subnetIds, securityGroupIds, tags]),
  }
}

/** Network interface ids as one comparable text, whatever their order. */
export const sortedText = (ids: readonly string[]): string => [...ids].sort().join(' ')

/** Whether these are the same DNS names, in whatever order. AWS mostly keeps its order, and then no text has to be made of them. */
export const sameDnsNames = (one: EndpointDnsNames, other: EndpointDnsNames): boolean => one === other || sameInOrder(one, other) || dnsText(one) === dnsText(other)

function sameInOrder(one: EndpointDnsNames, other: EndpointDnsNames): boolean {
  return (
    one.regional === other.regional &&
    one.zonal.length === other.zonal.length &&
    one.private.length === other.private.length &&
    one.zonal.every(({ zoneName, dnsName }, at) => zoneName === other.zonal[at]!.zoneName && dnsName === other.zonal[at]!.dnsName) &&
    one.private.every((name, at) => name === other.private[at])
  )
}

const dnsText = (names: EndpointDnsNames): string => JSON.stringify(namesInOrder(names))

/** DNS names in an order of our own. */
const namesInOrder = ({ regional, zonal, private: names }: EndpointDnsNames) => [regional, zonal.map(({ zoneName, dnsName }) => `${zoneName}=${dnsName}`).sort(), [...names].sort()]
