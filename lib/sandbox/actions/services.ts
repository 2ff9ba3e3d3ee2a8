import { AwsError } from '../wire/errors'
import { LENIENT } from '../wire/paging'
import type { XmlValue } from '../wire/xml'
import type { Place, Service } from '../world/types'
import { zonesOf } from '../world/zones'
import { LISTING, type Action } from './action'
import { describe, renderTags } from './describe'

export const noSuchService = (name: string) => new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`)

export const describeVpcEndpointServices: Action = {
  accepts: ['ServiceName', 'ServiceRegion', ...LISTING],
  run(call) {
    const { accountId, region } = call.caller
    const names = call.params.list('ServiceName')
    const visible = call.world.listServices(accountId, region)
    const unknown = names.find((name) => !visible.some((service) => service.id === name))
    if (unknown !== undefined) throw noSuchService(unknown)
    const regions = call.params.list('ServiceRegion')
    const answer = describe(call, {
      setName: 'serviceDetailSet',
      rows: visible.filter((service) => (names.length === 0 || names.includes(service.id)) && (regions.length === 0 || regions.includes(service.region))),
      paging: LENIENT,
      tagsOf: (service) => service.tags,
      filters: {
        owner: (service) => [service.ownerId],
        'service-name': (service) => [service.id],
        'service-region': (service) => [service.region],
        'service-type': (service) => service.types,
        'supported-ip-address-types': () => ['ipv4'],
      },
      render: (service) => renderService(service, call.caller),
    })
    const details = answer.serviceDetailSet
    const listed = Array.isArray(details) ? details.map((detail) => detail.serviceName) : []
    return { serviceNameSet: listed, ...answer }
  },
}

/** Zones that both sides have (AWS answers with the common ones), under the caller's own names. */
function renderService(service: Service, place: Place): XmlValue {
  const zones = service.zoneIds.flatMap((id) => zonesOf(place).find((zone) => zone.zoneId === id) ?? [])
  return {
    serviceName: service.id,
    serviceId: service.serviceId,
    serviceType: service.types.map((serviceType) => ({ serviceType })),
    serviceRegion: service.region,
    availabilityZoneIdSet: zones.map((zone) => zone.zoneId),
    availabilityZoneSet: zones.map((zone) => zone.zoneName),
    owner: service.ownerId,
    baseEndpointDnsNameSet: [`${service.serviceId}.${service.region}.vpce.amazonaws.com`],
    privateDnsName: service.privateDnsName,
    privateDnsNameSet: service.privateDnsName === null ? undefined : [{ privateDnsName: service.privateDnsName }],
    privateDnsNameVerificationState: service.privateDnsName === null ? undefined : service.privateDnsVerification,
    vpcEndpointPolicySupported: false,
    acceptanceRequired: service.acceptanceRequired,
    managesVpcEndpoints: false,
    supportedIpAddressTypeSet: ['ipv4'],
    tagSet: renderTags(service.tags),
  }
}
