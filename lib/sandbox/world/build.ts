import { buildEndpoints, type Surroundings } from './build-endpoints'
import { buildNetwork, isCalled } from './build-network'
import { catalogueRows, toPrefixList, toService } from './catalogue-rows'
import { worldDescription, type WorldDescription } from './description'
import { digest } from './ids'
import { WorldMistake } from './mistake'
import { networkId, toOverride } from './network-description'
import { emptyTables, placeKey, putAll, type Rows, type Tables } from './tables'
import type { Place, Service, Settings, Vpc } from './types'
import { isAlive } from '../endpoints/life-cycle'

/** How many endpoints a VPC that is made for them holds: its subnets are /18s. */
const ROOM = 16_000

export type WorldCounts = { accounts: number; services: number; vpcs: number; subnets: number; securityGroups: number; endpoints: number }

/** The tables of a described world, on top of `base`. Throws WorldMistake where it contradicts itself. */
export function buildWorld(described: WorldDescription, { base, settings, now }: { base: Rows; settings: Settings; now: number }): { tables: Tables; counts: WorldCounts } {
  const tables = emptyTables()
  for (const rows of [base, catalogueRows(described.base !== 'current')]) putAll(tables, rows)
  const timings = { ...settings.timings, ...described.timings }
  tables.settings.put({ id: 'settings', throttling: described.throttling ?? settings.throttling, timings })
  putIdentities(tables, described)
  for (const service of described.services) tables.services.put(toService(service))
  for (const list of described.prefixLists) tables.prefixLists.put(toPrefixList(list))
  for (const vpc of described.vpcs) putNetwork(tables, vpc)
  const around = surroundings(tables, { now, timings })
  for (const line of described.endpoints) {
    for (const endpoint of buildEndpoints(line, around)) {
      tables.endpoints.put(endpoint)
      if (line.clientToken === undefined) continue
      const id = `${placeKey(endpoint)}/${line.clientToken}`
      tables.clientTokens.put({ id, parametersHash: '', endpointId: endpoint.id, usedAt: now })
    }
  }
  putOverrides(tables, described)
  return { tables, counts: countsOf(tables) }
}

function putOverrides(tables: Tables, { dns, network }: WorldDescription): void {
  for (const { vpcId, name, answer } of dns) {
    const scope = vpcId === 'public' ? vpcId : tables.vpcs.all().find((vpc) => isCalled(vpc, vpcId))?.id
    if (scope === undefined) throw new WorldMistake(`There is no VPC “${vpcId}” for the DNS answer of ${name}.`)
    if (answer) tables.dnsOverrides.put(toOverride({ vpcId: scope, name, answer }))
  }
  for (const { behaviour, ...where } of network) {
    if (!tables.endpoints.find(where.vpceId)) throw new WorldMistake(`There is no endpoint ${where.vpceId} for a behaviour of its network.`)
    if (behaviour !== 'default') tables.network.put({ id: networkId(where), ...where, behaviour })
  }
}

function putIdentities(tables: Tables, described: WorldDescription): void {
  for (const { accountId, name, denied } of described.accounts) tables.accounts.put({ id: accountId, name, denied })
  for (const { accessKeyId, account, userName } of described.keys) tables.keys.put({ id: accessKeyId, accountId: account, userName })
  for (const { roleArn, trusts, externalId, maxSessionSeconds } of described.roles) {
    const roleId = `AROA${digest('role', roleArn).slice(0, 17).toUpperCase()}`
    tables.roles.put({ id: roleArn, roleId, trustedAccountIds: trusts, externalId, maxSessionSeconds })
  }
  for (const { account } of [...described.keys, ...described.vpcs, ...described.endpoints]) {
    if (!tables.accounts.find(account)) tables.accounts.put({ id: account, name: 'account', denied: [] })
  }
}

function putNetwork(tables: Tables, described: WorldDescription['vpcs'][number]): Vpc {
  const findPrefixList = (nameOrId: string) =>
    tables.prefixLists.listBy('region', described.region).find((list) => list.name === nameOrId)?.id ?? nameOrId
  const network = buildNetwork(described, { findPrefixList })
  tables.vpcs.put(network.vpc)
  for (const subnet of network.subnets) tables.subnets.put(subnet)
  for (const group of network.securityGroups) tables.securityGroups.put(group)
  for (const acl of network.networkAcls) tables.networkAcls.put(acl)
  for (const table of network.routeTables) tables.routeTables.put(table)
  tables.dhcpOptions.put(network.dhcpOptions)
  for (const zone of network.hostedZones) tables.hostedZones.put(zone)
  return network.vpc
}

function surroundings(tables: Tables, { now, timings }: Pick<Surroundings, 'now' | 'timings'>): Surroundings {
  const taken = new Map<string, Set<string>>()
  const rooms = new Map<string, { vpc: Vpc; held: number; number: number }>()
  const addressesIn = (subnetId: string) =>
    tables.endpoints.listBy('subnet', subnetId).flatMap((endpoint) =>
      isAlive(endpoint, now) ? endpoint.attachments.filter((held) => held.subnetId === subnetId).map((held) => held.address) : [],
    )
  return {
    now,
    timings,
    findVpc: (place, nameOrId) => tables.vpcs.listBy('place', placeKey(place)).find((vpc) => isCalled(vpc, nameOrId)) ?? null,
    subnetsOf: (vpcId) => tables.subnets.listBy('vpc', vpcId),
    groupsOf: (vpcId) => tables.securityGroups.listBy('vpc', vpcId),
    findService: (place, name) =>
      tables.services.listBy('region', place.region).find((service) => name === undefined || service.id === name) ?? null,
    makeRoom(place, service) {
      const key = `${placeKey(place)}/${service.id}`
      const room = rooms.get(key)
      if (room && room.held < ROOM) {
        room.held++
        return room.vpc
      }
      const number = (room?.number ?? -1) + 1
      const vpc = putNetwork(tables, roomFor(place, service, number))
      rooms.set(key, { vpc, held: 1, number })
      return vpc
    },
    taken(subnetId) {
      let held = taken.get(subnetId)
      if (!held) taken.set(subnetId, (held = new Set(addressesIn(subnetId))))
      return held
    },
  }
}

function roomFor(place: Place, service: Service, number: number): WorldDescription['vpcs'][number] {
  const net = `10.${100 + number}`
  const name = `bulk-${service.serviceId.slice(-6)}-${number}`
  const subnets = service.zoneIds.slice(0, 4).map((zoneId, at) => ({ zoneId, cidr: `${net}.${at * 64}.0/18`, name: `${name}-${zoneId}` }))
  const described = { account: place.accountId, region: place.region, name, cidr: `${net}.0.0/16`, subnets }
  return worldDescription.shape.vpcs.unwrap().element.parse(described)
}

const countsOf = (tables: Tables): WorldCounts => ({
  accounts: tables.accounts.size,
  services: tables.services.size,
  vpcs: tables.vpcs.size,
  subnets: tables.subnets.size,
  securityGroups: tables.securityGroups.size,
  endpoints: tables.endpoints.size,
})
