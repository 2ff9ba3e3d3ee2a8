import { parseCidr } from '../addresses'
import type { Fact } from '../preflight-line'
import { listWords } from '../text'
import { passage, unreadHop, type HopId, type Passage } from './hop'
import type { Route, RouteTable } from './network-config'
import { intersect, spansOf, subtract, union, type Span } from './spans'

/** The table of a subnet: its own, else the VPC’s main one. */
export const tableOf = (tables: readonly RouteTable[], subnetId: string): RouteTable | undefined =>
  tables.find((table) => table.subnetIds.includes(subnetId)) ?? tables.find((table) => table.isMain)

type Leg = { route: Route; spans: Span[] }

/** Which route takes which of the addresses: the longest prefix wins. `left` is taken by none. */
export function legsFor(table: RouteTable, spans: readonly Span[], lists: Record<string, Fact<string[]>>): { legs: Leg[]; left: Span[]; unread: boolean } {
  const parts = table.routes.flatMap((route) => destinationsOf(route, lists).map((cidr) => ({ route, cidr, prefix: Number(cidr.split('/')[1]) })))
  const unread = table.routes.some(({ destination }) => destination.startsWith('pl-') && !lists[destination]?.known)
  let left = union(spans)
  const legs: Leg[] = []
  // A route of one’s own wins over one that a gateway announced for the same range; both are in the table as AWS resolved it.
  for (const { route, cidr } of parts.sort((a, b) => b.prefix - a.prefix)) {
    const taken = intersect(left, spansOf([cidr]))
    if (taken.length === 0) continue
    legs.push({ route, spans: taken })
    left = subtract(left, taken)
  }
  return { legs, left, unread }
}

function destinationsOf({ destination }: Route, lists: Record<string, Fact<string[]>>): string[] {
  if (parseCidr(destination)) return [destination]
  const entries = lists[destination]
  return entries?.known ? entries.value.filter((cidr) => parseCidr(cidr)) : []
}

/** From the endpoint’s subnet back to the clients. */
export function routeBack(table: RouteTable | undefined, came: Span[], lists: Record<string, Fact<string[]>>): Passage {
  const hop = { id: 'route-back' as HopId, where: `route table ${table?.routeTableId ?? ''} of the endpoint’s subnet, way back`.replace('  ', ' ') }
  if (!table) return unreadHop(hop, came, 'AWS names no table for this subnet.')
  const { legs, left, unread } = legsFor(table, came, lists)
  const good = legs.filter(({ route }) => route.active && leadsToNetworks(route))
  const through = legs.filter(({ route }) => route.active && (route.kind === 'middlebox' || route.kind === 'other'))
  const bad = legs.filter(({ route }) => !route.active || leadsOut(route))
  const told = [...bad, ...through, ...good].map(({ route }) => legText(route))
  const decidedBy = left.length > 0 && !unread ? 'no route leads to these clients' : listWords([...new Set(told)].slice(0, 3)) || 'its routes by prefix list could not be read'
  return passage({ ...hop, decidedBy }, came, { passed: union(...good.map(({ spans }) => spans)), maybe: union(...through.map(({ spans }) => spans), unread ? left : []) })
}

/** From the clients’ subnets to the endpoint’s address: `local`, unless somebody led it through a machine of their own. */
export function routeThere(homes: readonly { subnetId: string; spans: Span[]; table: RouteTable | undefined }[], { came, target, lists }: { came: Span[]; target: Span; lists: Record<string, Fact<string[]>> }): Passage {
  const hop = { id: 'route-there' as HopId, where: 'route tables of the clients’ subnets' }
  if (homes.length === 0) return { ...hop, status: 'not-judged', decidedBy: 'not judged: these clients are not in a subnet of this VPC', passed: came, maybe: [] }
  const passed: Span[][] = []
  const maybe: Span[][] = []
  const told: string[] = []
  for (const { spans, table } of homes) {
    const leg = table && legsFor(table, [target], lists).legs[0]
    if (!table || !leg) {
      maybe.push(table && !leg ? [] : spans)
      told.push(table ? `${table.routeTableId} has no route` : 'AWS names no table')
      continue
    }
    if (leg.route.active && leg.route.kind === 'local') passed.push(spans)
    else if (leg.route.active && !leadsOut(leg.route)) maybe.push(spans)
    told.push(`${table.routeTableId}: ${legText(leg.route)}`)
  }
  const homeless = subtract(came, union(...homes.map(({ spans }) => spans)))
  return passage({ ...hop, decidedBy: [...new Set(told)].slice(0, 3).join('; ') }, came, { passed: union(...passed, homeless), maybe: union(...maybe) })
}

const leadsToNetworks = ({ kind }: Route): boolean => kind === 'local' || kind === 'peering' || kind === 'transit-gateway' || kind === 'vpn'
const leadsOut = ({ kind }: Route): boolean => kind === 'internet' || kind === 'nat'

function legText({ destination, target, kind, active }: Route): string {
  if (!active) return `${destination} leads to ${target}, which is gone (black hole)`
  if (kind === 'local') return `${destination} is local`
  if (leadsOut({ kind } as Route)) return `${destination} leads to ${target}, towards the internet`
  if (kind === 'middlebox') return `${destination} leads through ${target}, which decides for itself`
  return `${destination} leads to ${target}`
}
