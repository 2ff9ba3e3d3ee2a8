import { invalidParameter, type AwsError } from '../wire/errors'
import type { Endpoint, Service, Vpc } from '../world/types'
import type { World } from '../world/world'
import { isAlive, stateAt } from './life-cycle'

/** An endpoint as far as private DNS is concerned; `id` and state are null before it exists. */
type Candidate = { id: string | null; state: string | null; service: Service; vpc: Vpc }

/** Why private DNS cannot be switched on, in AWS's words, or null. */
export function privateDnsRefusal({ id, state, service, vpc }: Candidate, world: World, now: number): AwsError | null {
  if (service.privateDnsName === null) {
    return invalidParameter(`Private DNS can't be enabled because the service ${service.id} does not provide a private DNS name.`)
  }
  if (service.privateDnsVerification !== 'verified') {
    return invalidParameter(`Private DNS can't be enabled because the service ${service.id} has not verified the private DNS name.`)
  }
  const waits = state === null ? service.acceptanceRequired : state === 'pendingAcceptance'
  if (waits) {
    return invalidParameter(`Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${service.id}.`)
  }
  if (!vpc.enableDnsSupport || !vpc.enableDnsHostnames) {
    return invalidParameter(`Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`)
  }
  const domain = domainOf(service.privateDnsName)
  const others = world.data.endpoints.listBy('vpc', vpc.id).filter((other) => other.id !== id && claims(other, domain, world, now))
  if (others.length === 0 && !vpc.privateZones.some((zone) => domainOf(zone) === domain)) return null
  return invalidParameter(`private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${domain} in the VPC ${vpc.id}`)
}

/** A name that is being deleted still stands in the way, until its association has cleared. */
function claims(endpoint: Endpoint, domain: string, world: World, now: number): boolean {
  const name = world.data.services.find(endpoint.serviceName)?.privateDnsName
  const state = stateAt(endpoint, now)
  const isDead = ['rejected', 'expired', 'failed'].includes(state)
  return endpoint.privateDnsEnabled && !isDead && isAlive(endpoint, now) && name !== null && name !== undefined && domainOf(name) === domain
}

const domainOf = (name: string) => name.replace(/^\*\./, '').replace(/\.$/, '').toLowerCase()
