import { AwsError, invalidParameter, missingParameter } from '../wire/errors'
import { LENIENT } from '../wire/paging'
import { deleted, isVisible, modified, stateAt, told } from '../endpoints/life-cycle'
import { attach, checkGroupCount, checkZones, getGroups, getSubnets } from '../endpoints/network'
import { privateDnsRefusal } from '../endpoints/private-dns'
import { renderEndpoint } from '../endpoints/render'
import { placeKey } from '../world/tables'
import type { Endpoint, Service, Vpc } from '../world/types'
import { WRITE_ENDPOINT } from '../throttle'
import { LISTING, type Action, type Call } from './action'
import { readFixedAddresses } from './create-endpoint'
import { describe } from './describe'
import { checkShape, IDS, notFound } from './ids'

export const describeVpcEndpoints: Action = {
  accepts: ['VpcEndpointId', ...LISTING],
  run(call) {
    const { world, now, caller } = call
    const state = (endpoint: Endpoint) => stateAt(endpoint, now)
    return describe(call, {
      setName: 'vpcEndpointSet',
      rows: world.data.endpoints.listBy('place', placeKey(caller)),
      ids: { param: 'VpcEndpointId', kind: IDS.endpoint, of: (endpoint) => endpoint.id },
      paging: LENIENT,
      tagsOf: (endpoint) => endpoint.tags,
      isVisible: (endpoint) => isVisible(endpoint, now),
      filters: {
        'ip-address-type': () => ['ipv4'],
        'service-name': (endpoint) => [endpoint.serviceName],
        'service-region': (endpoint) => [endpoint.region],
        'vpc-id': (endpoint) => [endpoint.vpcId],
        'vpc-endpoint-id': (endpoint) => [endpoint.id],
        'vpc-endpoint-state': (endpoint) => [state(endpoint)],
        'vpc-endpoint-type': () => ['Interface'],
      },
      render: (endpoint) => renderEndpoint(endpoint, world, now),
    })
  },
}

/** The caller's endpoint, found by a write even where reading does not find it yet. */
function findOwn({ world, caller, now }: Call, id: string): Endpoint | null {
  const endpoint = world.data.endpoints.find(id)
  if (!endpoint || placeKey(endpoint) !== placeKey(caller)) return null
  return ['deleted', 'gone'].includes(stateAt(endpoint, now)) ? null : endpoint
}

export const modifyVpcEndpoint: Action = {
  accepts: [
    'VpcEndpointId', 'ResetPolicy', 'PolicyDocument', 'AddRouteTableId', 'RemoveRouteTableId', 'AddSubnetId', 'RemoveSubnetId',
    'AddSecurityGroupId', 'RemoveSecurityGroupId', 'IpAddressType', 'DnsOptions', 'PrivateDnsEnabled', 'SubnetConfiguration',
  ],
  bucket: WRITE_ENDPOINT,
  run(call) {
    const { params, world, now } = call
    const id = params.required('VpcEndpointId')
    checkShape(IDS.endpoint, [id])
    const endpoint = findOwn(call, id)
    if (!endpoint) throw notFound(IDS.endpoint, [id])
    const state = stateAt(endpoint, now)
    if (!['pendingAcceptance', 'pending', 'available'].includes(state)) {
      throw new AwsError('InvalidState', `The VPC endpoint ${id} cannot be modified in its state ${state}.`)
    }
    const home = homeOf(endpoint, call)
    const next = withPolicy(withPrivateDns(withGroups(withSubnets(endpoint, home, call), home, call), { ...home, state }, call), call)
    return () => {
      const isChanged = JSON.stringify(next) !== JSON.stringify(endpoint)
      const put = told({ ...next, timeline: modified(endpoint, now, world.settings.timings) }, now, 'modified')
      if (isChanged) world.commit([{ table: 'endpoints', put }])
      return { return: true }
    }
  },
}

type Home = { vpc: Vpc; service: Service }

function homeOf(endpoint: Endpoint, { world }: Call): Home {
  const vpc = world.data.vpcs.find(endpoint.vpcId)
  const service = world.data.services.find(endpoint.serviceName)
  if (!vpc || !service) throw notFound(IDS.endpoint, [endpoint.id])
  return { vpc, service }
}

/** Subnets that go make room before others come, so that a zone's subnet can be changed in one call. */
function withSubnets(endpoint: Endpoint, { vpc, service }: Home, { params, world }: Call): Endpoint {
  const unwanted = params.list('RemoveSubnetId')
  const stray = unwanted.find((id) => !endpoint.attachments.some((held) => held.subnetId === id))
  if (stray !== undefined) throw invalidParameter(`The subnet ${stray} is not associated with the VPC endpoint ${endpoint.id}.`)
  const kept = endpoint.attachments.filter((held) => !unwanted.includes(held.subnetId))
  const present = kept.map((held) => world.data.subnets.find(held.subnetId)).filter((subnet) => subnet !== null)
  const wanted = params.list('AddSubnetId').filter((id) => !kept.some((held) => held.subnetId === id))
  const added = getSubnets(world, vpc, wanted)
  checkZones(service, added, present)
  return { ...endpoint, attachments: [...kept, ...attach(world, added, readFixedAddresses(params, wanted))] }
}

function withGroups(endpoint: Endpoint, { vpc }: Home, { params, world }: Call): Endpoint {
  const unwanted = params.list('RemoveSecurityGroupId')
  const stray = unwanted.find((id) => !endpoint.securityGroupIds.includes(id))
  if (stray !== undefined) throw invalidParameter(`The security group ${stray} is not associated with the VPC endpoint ${endpoint.id}.`)
  const wanted = params.list('AddSecurityGroupId')
  if (wanted.length > 0) getGroups(world, vpc, wanted)
  const securityGroupIds = [...new Set([...endpoint.securityGroupIds.filter((id) => !unwanted.includes(id)), ...wanted])]
  if (securityGroupIds.length === 0) throw invalidParameter('An interface VPC endpoint must have at least one security group.')
  checkGroupCount(securityGroupIds)
  return { ...endpoint, securityGroupIds }
}

function withPrivateDns(endpoint: Endpoint, { vpc, service, state }: Home & { state: string }, { params, world, now }: Call): Endpoint {
  const wanted = params.flag('PrivateDnsEnabled')
  if (wanted === undefined || wanted === endpoint.privateDnsEnabled) return endpoint
  const refusal = wanted ? privateDnsRefusal({ id: endpoint.id, state, service, vpc }, world, now) : null
  if (refusal) throw refusal
  // Resolvers learn of it when the change is done, which is when the endpoint is available again.
  return { ...endpoint, privateDnsEnabled: wanted, privateDnsAt: wanted ? now + world.settings.timings.modifyMs : undefined }
}

function withPolicy(endpoint: Endpoint, { params }: Call): Endpoint {
  if (params.flag('ResetPolicy')) return { ...endpoint, policyDocument: null }
  const policyDocument = params.text('PolicyDocument')
  return policyDocument === undefined ? endpoint : { ...endpoint, policyDocument }
}

export const deleteVpcEndpoints: Action = {
  accepts: ['VpcEndpointId'],
  bucket: WRITE_ENDPOINT,
  run(call) {
    const { world, now } = call
    const ids = [...new Set(call.params.list('VpcEndpointId'))]
    if (ids.length === 0) throw missingParameter('VpcEndpointId')
    checkShape(IDS.endpoint, ids)
    const found = ids.flatMap((id) => findOwn(call, id) ?? [])
    const unknown = ids.filter((id) => !found.some((endpoint) => endpoint.id === id))
    return () => {
      const doomed = found.filter((endpoint) => stateAt(endpoint, now) !== 'deleting')
      const timeline = deleted(now, world.settings.timings)
      world.commit(doomed.map((endpoint) => ({ table: 'endpoints', put: told({ ...endpoint, timeline }, now, 'deleted by its owner') })))
      return {
        unsuccessful: unknown.map((resourceId) => ({
          error: { code: 'InvalidVpcEndpoint.NotFound', message: `The Vpc Endpoint Id '${resourceId}' does not exist` },
          resourceId,
        })),
      }
    }
  },
}
