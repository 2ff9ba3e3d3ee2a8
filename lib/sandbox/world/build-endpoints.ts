import { accepted, deleted } from '../endpoints/life-cycle'
import { pickAddress } from './addresses'
import { isCalled } from './build-network'
import type { EndpointsDescription } from './description'
import { newId } from './ids'
import { WorldMistake } from './mistake'
import type { Endpoint, Milestone, Place, SecurityGroup, Service, Subnet, Timings, Vpc } from './types'

/** What endpoints are built into. `makeRoom` adds a VPC with a subnet in each of the service's zones. */
export type Surroundings = {
  now: number
  timings: Timings
  findVpc: (place: Place, nameOrId: string) => Vpc | null
  subnetsOf: (vpcId: string) => Subnet[]
  groupsOf: (vpcId: string) => SecurityGroup[]
  findService: (place: Place, name: string | undefined) => Service | null
  makeRoom: (place: Place, service: Service) => Vpc
  /** Addresses already held in a subnet; added to as endpoints are built. */
  taken: (subnetId: string) => Set<string>
}

/** Endpoints of one line of a description. No quota is checked: a described world may hold more than AWS would make. */
export function buildEndpoints(described: EndpointsDescription, around: Surroundings): Endpoint[] {
  const place: Place = { accountId: described.account, region: described.region }
  const service = around.findService(place, described.serviceName)
  if (!service) throw new WorldMistake(`The region ${place.region} has no service${described.serviceName ? ` ${described.serviceName}` : ''}.`)
  const ids = described.endpointIds ?? (described.endpointId ? [described.endpointId] : [])
  const built: Endpoint[] = []
  for (let n = 0; n < Math.max(described.count, ids.length); n++) {
    built.push(buildEndpoint(described, { place, service, n, id: ids[n] ?? newId('vpce') }, around))
  }
  return built
}

type One = { place: Place; service: Service; n: number; id: string }

function buildEndpoint(described: EndpointsDescription, { place, service, n, id }: One, around: Surroundings): Endpoint {
  const { vpc, subnets } = homeOf(described, { place, service }, around)
  const groups = around.groupsOf(vpc.id)
  const wanted = described.securityGroups ?? ['default']
  const createdAt = described.createdAt ? Date.parse(described.createdAt) : around.now
  return {
    ...place,
    id,
    vpcId: vpc.id,
    serviceName: service.id,
    attachments: subnets.map((subnet) => ({ subnetId: subnet.id, networkInterfaceId: newId('eni'), address: takeAddress(subnet, around) })),
    securityGroupIds: groups.filter((group) => wanted.some((name) => group.name === name || isCalled(group, name))).map((group) => group.id),
    privateDnsEnabled: described.privateDnsEnabled,
    ...(described.isDisallowed ? { isDisallowed: true } : {}),
    policyDocument: null,
    createdAt,
    visibleAt: createdAt,
    timeline: timelineOf(described.state, createdAt, around),
    failure: described.failure ?? (described.state === 'failed' ? { code: 'InternalError', message: 'The endpoint could not be made available.' } : null),
    story: [{ at: createdAt, what: 'loaded', reason: null }],
    tags: described.tags.map(({ key, value }) => ({ key, value: value.replaceAll('{n}', () => String(n)) })),
  }
}

/** States that end by themselves do so from now on; all others stay. */
function timelineOf(state: string, createdAt: number, { now, timings }: Surroundings): Milestone[] {
  if (state === 'pending') return accepted(now, timings)
  if (state === 'deleting') return deleted(now, timings)
  return [{ at: createdAt, state }]
}

function homeOf(described: EndpointsDescription, { place, service }: Pick<One, 'place' | 'service'>, around: Surroundings) {
  const vpc = described.vpcId === undefined ? around.makeRoom(place, service) : around.findVpc(place, described.vpcId)
  if (!vpc) throw new WorldMistake(`${place.accountId} has no VPC “${described.vpcId}” in ${place.region}.`)
  const all = around.subnetsOf(vpc.id)
  if (described.subnets) {
    const subnets = described.subnets.map((wanted) => all.find((subnet) => isCalled(subnet, wanted)))
    const known = subnets.filter((subnet) => subnet !== undefined)
    if (known.length < subnets.length) throw new WorldMistake(`${vpc.id} does not have all of the subnets ${described.subnets.join(', ')}.`)
    return { vpc, subnets: known }
  }
  const served = all.filter((subnet) => service.zoneIds.includes(subnet.zoneId))
  const onePerZone = served.filter((subnet, at) => served.findIndex((other) => other.zoneId === subnet.zoneId) === at)
  return { vpc, subnets: onePerZone.slice(0, 2) }
}

function takeAddress(subnet: Subnet, around: Surroundings): string {
  const taken = around.taken(subnet.id)
  const address = pickAddress(subnet, taken, taken.size)
  if (!address) throw new WorldMistake(`The subnet ${subnet.id} (${subnet.cidr}) has no address left for another endpoint.`)
  taken.add(address)
  return address
}
