import type { Sandbox } from '../sandbox'
import { PUBLIC } from '../net/names'
import { dnsOverrideInput, networkId, networkInput, toOverride } from '../world/network-description'
import { ControlError } from './answers'

/** What connections to an endpoint’s port meet from now on. 404 where there is no such endpoint. */
export function setBehaviour({ world }: Sandbox, body: unknown) {
  const { behaviour, ...where } = networkInput.parse(body)
  if (!world.data.endpoints.find(where.vpceId)) throw new ControlError(404, `There is no endpoint ${where.vpceId} in the sandbox.`)
  const id = networkId(where)
  if (behaviour === 'default') {
    world.commit([{ table: 'network', forget: id }])
    return { id, ...where, behaviour }
  }
  const put = { id, ...where, behaviour }
  world.commit([{ table: 'network', put }])
  return put
}

/** What a resolver says of a name from now on. 404 where there is no such VPC. */
export function setAnswer({ world }: Sandbox, body: unknown) {
  const { vpcId, name, answer } = dnsOverrideInput.parse(body)
  if (vpcId !== PUBLIC && !world.data.vpcs.find(vpcId)) throw new ControlError(404, `There is no VPC ${vpcId} in the sandbox; “${PUBLIC}” is the resolver outside.`)
  const id = `${vpcId}/${name}`
  if (answer === null) {
    world.commit([{ table: 'dnsOverrides', forget: id }])
    return { id, scope: vpcId, name, answer: 'default' }
  }
  const put = toOverride({ vpcId, name, answer })
  world.commit([{ table: 'dnsOverrides', put }])
  return put
}

export function forgetAll({ world }: Sandbox, table: 'network' | 'dnsOverrides'): void {
  world.commit(world.data[table].all().map(({ id }) => ({ table, forget: id })))
}

/** The ports of loopback that stand for a VPC; without one, those for the world outside. */
export async function findDoors({ world, net }: Sandbox, vpcId: string | null) {
  if (vpcId === null || vpcId === PUBLIC) {
    const [resolverPort, gatewayPort] = await Promise.all([net.resolverPort(PUBLIC), net.gatewayPort()])
    return { vpcId: PUBLIC, host: '127.0.0.1', resolverPort, gatewayPort, listeners: [] }
  }
  if (!world.data.vpcs.find(vpcId)) throw new ControlError(404, `There is no VPC ${vpcId} in the sandbox.`)
  return net.doorsOf(vpcId)
}
