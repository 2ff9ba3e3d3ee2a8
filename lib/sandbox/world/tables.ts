import { Table } from './table'
import type * as T from './types'

export const placeKey = ({ accountId, region }: T.Place) => `${accountId}/${region}`

const inPlace = (row: T.Place) => [placeKey(row)]
const inVpc = (row: { vpcId: string }) => [row.vpcId]

/** The empty tables of a world. The record is the registry: store, snapshot and journal walk its names. */
export const emptyTables = () => ({
  settings: new Table<T.Settings>(),
  accounts: new Table<T.Account>(),
  keys: new Table<T.AccessKey>(),
  roles: new Table<T.Role>(),
  sessions: new Table<T.Session>(),
  services: new Table<T.Service>({ region: (row) => [row.region] }),
  prefixLists: new Table<T.PrefixList>({ region: (row) => [row.region] }),
  vpcs: new Table<T.Vpc>({ place: inPlace }),
  subnets: new Table<T.Subnet>({ place: inPlace, vpc: inVpc }),
  securityGroups: new Table<T.SecurityGroup>({ place: inPlace, vpc: inVpc }),
  networkAcls: new Table<T.NetworkAcl>({ place: inPlace, vpc: inVpc }),
  routeTables: new Table<T.RouteTable>({ place: inPlace }),
  dhcpOptions: new Table<T.DhcpOptions>({ place: inPlace }),
  endpoints: new Table<T.Endpoint>({
    place: inPlace,
    vpc: inVpc,
    subnet: (row) => row.attachments.map((attachment) => attachment.subnetId),
  }),
  clientTokens: new Table<T.ClientToken>(),
  network: new Table<T.NetworkBehaviour>(),
  hostedZones: new Table<T.HostedZone>({ vpc: inVpc }),
  dnsOverrides: new Table<T.DnsOverride>({ scope: (row) => [row.scope] }),
  authority: new Table<T.Authority>(),
})

export type Tables = ReturnType<typeof emptyTables>
export type TableName = keyof Tables
type RowOf<Name extends TableName> = Tables[Name] extends Table<infer Row> ? Row : never

/** Rows of any tables, as a snapshot or a described world holds them. */
export type Rows = { [Name in TableName]?: RowOf<Name>[] }

/** One change, as the journal writes it: the whole new row, or an id to forget. */
export type Change =
  | { [Name in TableName]: { table: Name; put: RowOf<Name> } }[TableName]
  | { table: TableName; forget: string }

/** The one place that has to pair a table with its own row type; `Change` guarantees the pair. */
export function apply(tables: Tables, change: Change): void {
  if ('forget' in change) return tables[change.table].delete(change.forget)
  const table: { put(row: never): void } = tables[change.table]
  table.put(change.put as never)
}

export function putAll(tables: Tables, rows: Rows): void {
  for (const name of TABLE_NAMES) {
    const table: { put(row: never): void } = tables[name]
    for (const row of rows[name] ?? []) table.put(row as never)
  }
}

export const toRows = (tables: Tables): Rows => Object.fromEntries(TABLE_NAMES.map((name) => [name, tables[name].all()]))

export const TABLE_NAMES = Object.keys(emptyTables()) as TableName[]
