import { invalidValue } from '../wire/errors'
import { AWS_REGIONS } from '../world/regions'
import { zonesOf } from '../world/zones'
import type { Action } from './action'
import { describe } from './describe'

const OPT_IN = 'opt-in-not-required'

export const describeRegions: Action = {
  accepts: ['RegionName', 'AllRegions', 'Filter'],
  run(call) {
    const wanted = call.params.list('RegionName')
    const unknown = wanted.filter((name) => !AWS_REGIONS.some((region) => region.code === name))
    if (unknown.length > 0) throw invalidValue(`Invalid region: [${unknown.join(', ')}]`)
    const endpointOf = (code: string) => `ec2.${code}.amazonaws.com`
    return describe(call, {
      setName: 'regionInfo',
      rows: AWS_REGIONS.filter(({ code }) => wanted.length === 0 || wanted.includes(code)),
      filters: {
        endpoint: ({ code }) => [endpointOf(code)],
        'opt-in-status': () => [OPT_IN],
        'region-name': ({ code }) => [code],
      },
      render: ({ code }) => ({ regionName: code, regionEndpoint: endpointOf(code), optInStatus: OPT_IN }),
    })
  },
}

export const describeAvailabilityZones: Action = {
  accepts: ['ZoneName', 'ZoneId', 'AllAvailabilityZones', 'Filter'],
  run(call) {
    const { region } = call.caller
    const zones = zonesOf(call.caller)
    const names = call.params.list('ZoneName')
    const ids = call.params.list('ZoneId')
    const strayNames = names.filter((name) => !zones.some((zone) => zone.zoneName === name))
    if (strayNames.length > 0) throw invalidValue(`Invalid availability zone: [${strayNames.join(', ')}]`)
    const strayIds = ids.filter((id) => !zones.some((zone) => zone.zoneId === id))
    if (strayIds.length > 0) throw invalidValue(`Invalid availability zone-id: [${strayIds.join(', ')}]`)
    const chosen = zones.filter(({ zoneName, zoneId }) => names.length + ids.length === 0 || names.includes(zoneName) || ids.includes(zoneId))
    const groupName = `${region}-zg-1`
    const groupLongName = `${AWS_REGIONS.find(({ code }) => code === region)?.label ?? region} 1`
    return describe(call, {
      setName: 'availabilityZoneInfo',
      rows: chosen,
      filters: {
        'group-long-name': () => [groupLongName],
        'group-name': () => [groupName],
        message: () => [],
        'opt-in-status': () => [OPT_IN],
        'parent-zone-id': () => [],
        'parent-zone-name': () => [],
        'region-name': () => [region],
        state: () => ['available'],
        'zone-id': ({ zoneId }) => [zoneId],
        'zone-name': ({ zoneName }) => [zoneName],
        'zone-type': () => ['availability-zone'],
      },
      render: ({ zoneId, zoneName }) => ({
        zoneName,
        zoneId,
        zoneState: 'available',
        regionName: region,
        messageSet: [],
        optInStatus: OPT_IN,
        groupName,
        groupLongName,
        networkBorderGroup: region,
        zoneType: 'availability-zone',
      }),
    })
  },
}
