import { idFrom } from '../world/ids'
import { placeKey } from '../world/tables'
import type { AclEntry, NetworkAcl, Route, RouteTable } from '../world/types'
import { LENIENT } from '../wire/paging'
import { LISTING, type Action } from './action'
import { describe, renderTags } from './describe'
import { IDS } from './ids'

const aclAssociationId = (acl: NetworkAcl, subnetId: string) => idFrom('aclassoc', acl.id, subnetId)
const rangeOf = (entry: AclEntry) => (entry.ports ? [entry.ports] : [])

export const describeNetworkAcls: Action = {
  accepts: ['NetworkAclId', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'networkAclSet',
      rows: call.world.data.networkAcls.listBy('place', placeKey(call.caller)),
      ids: { param: 'NetworkAclId', kind: IDS.networkAcl, of: (acl) => acl.id, excludesPaging: 'networkAclIds' },
      tagsOf: (acl) => acl.tags,
      filters: {
        'association.association-id': (acl) => acl.subnetIds.map((id) => aclAssociationId(acl, id)),
        'association.network-acl-id': (acl) => [acl.id],
        'association.subnet-id': (acl) => acl.subnetIds,
        default: (acl) => [acl.isDefault],
        'entry.cidr': (acl) => acl.entries.map((entry) => entry.cidr),
        'entry.icmp.code': () => [],
        'entry.icmp.type': () => [],
        'entry.ipv6-cidr': () => [],
        'entry.port-range.from': (acl) => acl.entries.flatMap(rangeOf).map((range) => range.from),
        'entry.port-range.to': (acl) => acl.entries.flatMap(rangeOf).map((range) => range.to),
        'entry.protocol': (acl) => acl.entries.map((entry) => entry.protocol),
        'entry.rule-action': (acl) => acl.entries.map((entry) => (entry.allow ? 'allow' : 'deny')),
        'entry.egress': (acl) => acl.entries.map((entry) => entry.isEgress),
        'entry.rule-number': (acl) => acl.entries.map((entry) => entry.ruleNumber),
        'network-acl-id': (acl) => [acl.id],
        'owner-id': (acl) => [acl.accountId],
        'vpc-id': (acl) => [acl.vpcId],
      },
      render: (acl) => ({
        networkAclId: acl.id,
        vpcId: acl.vpcId,
        ownerId: acl.accountId,
        default: acl.isDefault,
        entrySet: acl.entries.map((entry) => ({
          ruleNumber: entry.ruleNumber,
          protocol: entry.protocol,
          ruleAction: entry.allow ? 'allow' : 'deny',
          egress: entry.isEgress,
          cidrBlock: entry.cidr,
          portRange: entry.ports,
        })),
        associationSet: acl.subnetIds.map((subnetId) => ({
          networkAclAssociationId: aclAssociationId(acl, subnetId),
          networkAclId: acl.id,
          subnetId,
        })),
        tagSet: renderTags(acl.tags),
      }),
    }),
}

/** A table's associations: the main one has no subnet. */
const associations = (table: RouteTable) => [
  ...(table.isMain ? [{ id: idFrom('rtbassoc', table.id), subnetId: undefined }] : []),
  ...table.subnetIds.map((subnetId) => ({ id: idFrom('rtbassoc', table.id, subnetId), subnetId })),
]

const gatewayOf = (route: Route) => ('gatewayId' in route ? route.gatewayId : undefined)
const natOf = (route: Route) => ('natGatewayId' in route ? route.natGatewayId : undefined)
const originOf = (route: Route) => (gatewayOf(route) === 'local' ? 'CreateRouteTable' : 'CreateRoute')

export const describeRouteTables: Action = {
  accepts: ['RouteTableId', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'routeTableSet',
      rows: call.world.data.routeTables.listBy('place', placeKey(call.caller)),
      ids: { param: 'RouteTableId', kind: IDS.routeTable, of: (table) => table.id, excludesPaging: 'routeTableIds' },
      paging: { min: 5, max: 100 },
      tagsOf: (table) => table.tags,
      filters: {
        'association.gateway-id': () => [],
        'association.route-table-association-id': (table) => associations(table).map((one) => one.id),
        'association.route-table-id': (table) => [table.id],
        'association.subnet-id': (table) => table.subnetIds,
        'association.main': (table) => associations(table).map((one) => one.subnetId === undefined),
        'owner-id': (table) => [table.accountId],
        'route-table-id': (table) => [table.id],
        'route.destination-cidr-block': (table) => table.routes.map((route) => route.destination),
        'route.destination-ipv6-cidr-block': () => [],
        'route.destination-prefix-list-id': () => [],
        'route.egress-only-internet-gateway-id': () => [],
        'route.gateway-id': (table) => table.routes.map(gatewayOf),
        'route.instance-id': () => [],
        'route.nat-gateway-id': (table) => table.routes.map(natOf),
        'route.transit-gateway-id': () => [],
        'route.origin': (table) => table.routes.map(originOf),
        'route.state': (table) => table.routes.map(() => 'active'),
        'route.vpc-peering-connection-id': () => [],
        'vpc-id': (table) => [table.vpcId],
      },
      render: (table) => ({
        routeTableId: table.id,
        vpcId: table.vpcId,
        ownerId: table.accountId,
        routeSet: table.routes.map((route) => ({
          destinationCidrBlock: route.destination,
          gatewayId: gatewayOf(route),
          natGatewayId: natOf(route),
          state: 'active',
          origin: originOf(route),
        })),
        associationSet: associations(table).map(({ id, subnetId }) => ({
          routeTableAssociationId: id,
          routeTableId: table.id,
          subnetId,
          main: subnetId === undefined,
          associationState: { state: 'associated' },
        })),
        propagatingVgwSet: [],
        tagSet: renderTags(table.tags),
      }),
    }),
}

export const describeDhcpOptions: Action = {
  accepts: ['DhcpOptionsId', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'dhcpOptionsSet',
      rows: call.world.data.dhcpOptions.listBy('place', placeKey(call.caller)),
      ids: { param: 'DhcpOptionsId', kind: IDS.dhcpOptions, of: (options) => options.id, excludesPaging: 'dhcpOptionsIds' },
      tagsOf: (options) => options.tags,
      filters: {
        'dhcp-options-id': (options) => [options.id],
        key: () => ['domain-name', 'domain-name-servers'],
        value: (options) => [options.domainName, ...options.nameServers],
        'owner-id': (options) => [options.accountId],
      },
      render: (options) => ({
        dhcpOptionsId: options.id,
        ownerId: options.accountId,
        dhcpConfigurationSet: [
          { key: 'domain-name', valueSet: [{ value: options.domainName }] },
          { key: 'domain-name-servers', valueSet: options.nameServers.map((value) => ({ value })) },
        ],
        tagSet: renderTags(options.tags),
      }),
    }),
}

export const describePrefixLists: Action = {
  accepts: ['PrefixListId', ...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'prefixListSet',
      rows: call.world.data.prefixLists.listBy('region', call.caller.region),
      ids: { param: 'PrefixListId', kind: IDS.prefixList, of: (list) => list.id },
      paging: LENIENT,
      filters: { 'prefix-list-id': (list) => [list.id], 'prefix-list-name': (list) => [list.name] },
      render: (list) => ({ prefixListId: list.id, prefixListName: list.name, cidrSet: list.cidrs }),
    }),
}
