import { AwsError, invalidParameter, invalidValue } from '../wire/errors'
import type { Params } from '../wire/params'
import type { XmlTree } from '../wire/xml'
import { acceptanceToCome, born, isAlive, isGone } from '../endpoints/life-cycle'
import { attach, checkGroupCount, checkZones, getGroups, getSubnets } from '../endpoints/network'
import { privateDnsRefusal } from '../endpoints/private-dns'
import { renderEndpoint } from '../endpoints/render'
import { digest, newId } from '../world/ids'
import { placeKey } from '../world/tables'
import type { ClientToken, Endpoint } from '../world/types'
import { WRITE_ENDPOINT } from '../throttle'
import type { Action, Call } from './action'
import { noSuchService } from './services'
import { readTagSpecification } from './tag-specification'
import { getVpc } from './vpcs'

/** AWS's default quota of interface endpoints per VPC, and the longest policy. */
const MAX_ENDPOINTS = 50
const MAX_POLICY = 20_480

export const createVpcEndpoint: Action = {
  accepts: [
    'VpcEndpointType', 'VpcId', 'ServiceName', 'PolicyDocument', 'RouteTableId', 'SubnetId', 'SecurityGroupId', 'IpAddressType', 'DnsOptions',
    'ClientToken', 'PrivateDnsEnabled', 'TagSpecification', 'SubnetConfiguration', 'ServiceNetworkArn', 'ResourceConfigurationArn', 'ServiceRegion',
  ],
  bucket: WRITE_ENDPOINT,
  run(call) {
    const { params, world, now } = call
    const clientToken = readClientToken(params)
    const repeated = clientToken === undefined ? null : findRepeated(call, clientToken)
    if (repeated) return answer(repeated, clientToken, call)
    const endpoint = planEndpoint(call)
    return () => {
      const token = clientToken === undefined ? [] : [{ table: 'clientTokens' as const, put: tokenRow(call, clientToken, endpoint.id) }]
      world.commit([{ table: 'endpoints', put: endpoint }, ...token])
      return answer(endpoint, clientToken, { ...call, now })
    }
  },
}

function answer(endpoint: Endpoint, clientToken: string | undefined, { world, now }: Call): XmlTree {
  return { vpcEndpoint: renderEndpoint(endpoint, world, now), clientToken }
}

/** Everything AWS checks before it makes an endpoint, in one go; the endpoint is not stored yet. */
function planEndpoint(call: Call): Endpoint {
  const { params, world, now, caller } = call
  const vpcId = params.required('VpcId')
  const serviceName = params.required('ServiceName')
  const type = params.oneOf('VpcEndpointType', ['Interface', 'Gateway', 'GatewayLoadBalancer', 'Resource', 'ServiceNetwork']) ?? 'Gateway'
  const tags = readTagSpecification(params, 'vpc-endpoint')
  const policyDocument = readPolicy(params)
  const vpc = getVpc(call, vpcId)
  const service = world.findService(serviceName, caller.accountId, caller.region)
  if (!service) throw noSuchService(serviceName)
  if (!service.types.includes(type)) {
    throw invalidParameter(`Endpoint type (${type}) does not match available service types ([${service.types.join(', ')}]).`)
  }
  checkServiceRegion(params, service.region)
  checkAddressType(params, service.id)
  const subnetIds = params.list('SubnetId')
  const groupIds = params.list('SecurityGroupId')
  const subnets = getSubnets(world, vpc, subnetIds)
  checkZones(service, subnets, [])
  const groups = getGroups(world, vpc, groupIds)
  checkGroupCount(groupIds)
  const privateDnsEnabled = params.flag('PrivateDnsEnabled') ?? false
  const refusal = privateDnsEnabled ? privateDnsRefusal({ id: null, state: null, service, vpc }, world, now) : null
  if (refusal) throw refusal
  const siblings = world.data.endpoints.listBy('vpc', vpc.id).filter((other) => isAlive(other, now))
  if (siblings.length >= MAX_ENDPOINTS) {
    throw new AwsError('VpcEndpointLimitExceeded', `The maximum number of VPC endpoints has been reached for ${vpc.id}.`)
  }
  const { timings } = world.settings
  return {
    accountId: caller.accountId,
    region: caller.region,
    id: newId('vpce'),
    vpcId,
    serviceName,
    attachments: attach(world, subnets, readFixedAddresses(params, subnetIds)),
    securityGroupIds: groups.map((group) => group.id),
    privateDnsEnabled,
    policyDocument,
    createdAt: now,
    visibleAt: now + timings.visibleAfterMs,
    timeline: born(service.acceptanceRequired, timings, { now, acceptAfterMs: call.acceptAfterMs }),
    failure: null,
    story: [{ at: now, what: 'requested', reason: null }, ...acceptanceToCome(now, service.acceptanceRequired ? call.acceptAfterMs : null)],
    tags,
  }
}

/** At most 64 ASCII characters ("Ensuring idempotency in EC2 API requests"). */
function readClientToken(params: Params): string | undefined {
  const token = params.text('ClientToken')
  if (token === undefined || /^[\x21-\x7e]{1,64}$/.test(token)) return token
  throw invalidValue('The client token must be at most 64 ASCII characters without white space.')
}

const tokenId = (call: Call, token: string) => `${placeKey(call.caller)}/${token}`

const tokenRow = (call: Call, token: string, endpointId: string): ClientToken => ({
  id: tokenId(call, token),
  parametersHash: hashOf(call.params),
  endpointId,
  usedAt: call.now,
})

/** What the caller asked for, apart from how. */
const hashOf = (params: Params) =>
  digest(...params.leaves().filter(([path]) => !['Action', 'Version', 'DryRun', 'ClientToken'].includes(path)).flat())

/** The endpoint this token already made; throws where it was made with other parameters. */
function findRepeated(call: Call, clientToken: string): Endpoint | null {
  const { world, now } = call
  const token = world.data.clientTokens.find(tokenId(call, clientToken))
  if (!token || now - token.usedAt > world.settings.timings.clientTokenMs) return null
  // An empty hash belongs to a described world, which does not know the parameters.
  if (token.parametersHash !== '' && token.parametersHash !== hashOf(call.params)) {
    const message = 'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).'
    throw new AwsError('IdempotentParameterMismatch', message)
  }
  const endpoint = world.data.endpoints.find(token.endpointId)
  return endpoint && !isGone(endpoint, now) ? endpoint : null
}

function readPolicy(params: Params): string | null {
  const policy = params.text('PolicyDocument')
  if (policy === undefined) return null
  if (policy.length <= MAX_POLICY && isJsonObject(policy)) return policy
  throw new AwsError('InvalidPolicyDocument', 'The Policy document is invalid or exceeds the maximum length.')
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

function checkServiceRegion(params: Params, region: string): void {
  const asked = params.text('ServiceRegion')
  if (asked !== undefined && asked !== region) throw invalidParameter(`The service Region ${asked} is not supported for this service.`)
}

function checkAddressType(params: Params, serviceName: string): void {
  const asked = params.oneOf('IpAddressType', ['ipv4', 'dualstack', 'ipv6'])
  if (asked !== undefined && asked !== 'ipv4') throw invalidParameter(`The VPC endpoint service ${serviceName} does not support the IP address type ${asked}.`)
}

/** `SubnetConfiguration.N`: a fixed address, for a subnet that is also among the subnets. */
export function readFixedAddresses(params: Params, subnetIds: readonly string[]): Map<string, string> {
  const fixed = new Map<string, string>()
  for (const configuration of params.structures('SubnetConfiguration')) {
    const subnetId = configuration.required('SubnetId')
    if (!subnetIds.includes(subnetId)) throw invalidParameter(`The subnet ${subnetId} of the subnet configuration is not among the subnets of the endpoint.`)
    const address = configuration.text('Ipv4')
    if (address !== undefined) fixed.set(subnetId, address)
  }
  return fixed
}
