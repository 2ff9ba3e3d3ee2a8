import type { IngressRule } from '../network'
import type { Fact } from '../preflight-line'
import { listWords } from '../text'
import { passage, type Passage } from './hop'
import type { Clients, GroupRules } from './network-config'
import { intersect, spanOfAddress, spansOf, union, type Span } from './spans'

/** Whether the rule is about this TCP port at all. */
export function coversPort({ protocol, fromPort, toPort }: Pick<IngressRule, 'protocol' | 'fromPort' | 'toPort'>, port: number): boolean {
  if (!['tcp', '6', 'all', '-1'].includes(protocol.toLowerCase())) return false
  return fromPort === null || toPort === null || (fromPort <= port && port <= toPort)
}

type PrefixLists = Record<string, Fact<string[]>>

/** What a rule lets in for certain, and whether it may let in more than can be seen. */
function reachOf({ source }: IngressRule, clients: Clients, came: readonly Span[], lists: PrefixLists): { sure: Span[]; maybe: Span[] } {
  if ('cidr' in source) return { sure: spansOf([source.cidr]), maybe: [] }
  if (source.kind === 'group') {
    if (clients.group) return { sure: clients.group.groupId === source.groupId ? [...came] : [], maybe: [] }
    return { sure: [], maybe: [...came] }
  }
  const entries = lists[source.prefixListId]
  return entries?.known ? { sure: spansOf(entries.value), maybe: [] } : { sure: [], maybe: [...came] }
}

/** How a rule reads: `tcp 8443 to 9440 from 10.0.0.0/16`. */
export function ruleText({ protocol, fromPort, toPort, source }: IngressRule, way: 'from' | 'to' = 'from'): string {
  const name = protocol === 'all' || protocol === '-1' ? 'everything' : protocol
  const ports = fromPort === null || toPort === null ? '' : fromPort === toPort ? ` ${fromPort}` : ` ${fromPort} to ${toPort}`
  const peer = source.kind === 'group' ? `members of ${source.groupId}` : source.kind === 'prefix-list' ? `prefix list ${source.prefixListId}` : source.cidr
  return `${name}${ports} ${way} ${peer}`
}

/** The endpoint's groups: rules of all of them add up, and none of them denies. */
export function throughEndpointGroups(groups: readonly GroupRules[], { came, clients, port, lists }: { came: Span[]; clients: Clients; port: number; lists: PrefixLists }): Passage {
  const ids = listWords(groups.map(({ groupId }) => groupId))
  const where = groups.length === 0 ? 'security group of the endpoint' : `security group ${ids} of the endpoint`
  const judged = groups.flatMap((group) => group.ingress.filter((rule) => coversPort(rule, port)).map((rule) => ({ rule, ...reachOf(rule, clients, came, lists) })))
  const passed = union(...judged.map(({ sure }) => sure))
  const maybe = union(...judged.map((each) => each.maybe))
  const used = judged.filter(({ sure, maybe: perhaps }) => intersect(came, sure).length > 0 || perhaps.length > 0).map(({ rule }) => ruleText(rule))
  const others = judged.map(({ rule }) => ruleText(rule))
  const from = listWords(clients.cidrs)
  const decidedBy =
    used.length > 0 ? `lets in ${listWords(used)}` : others.length > 0 ? `no rule lets tcp ${port} in from ${from}; it lets in ${listWords(others)}` : `no rule lets tcp ${port} in from ${from}`
  return passage({ id: 'endpoint-group', where, decidedBy }, came, { passed, maybe })
}

/** The client's own group, where it is known: whether it lets packets out to this address and port. */
export function throughClientGroup(clients: Clients, { came, address, port, lists, endpointGroups }: { came: Span[]; address: string; port: number; lists: PrefixLists; endpointGroups: readonly GroupRules[] }): Passage {
  const hop = { id: 'client-group' as const, where: 'security group of the client' }
  const { group } = clients
  if (!group) return { ...hop, status: 'not-judged', decidedBy: `not judged: it is not known which group your clients have. It must let tcp ${port} out.`, passed: came, maybe: [] }
  const target = spanOfAddress(address)
  const rules = group.egress.filter((rule) => coversPort(rule, port))
  const letting = rules.filter(({ source }) => {
    if (source.kind === 'group') return endpointGroups.some(({ groupId }) => groupId === source.groupId)
    const spans = source.kind === 'prefix-list' ? knownSpans(lists[source.prefixListId]) : spansOf([source.cidr])
    return target !== null && intersect([target], spans).length > 0
  })
  const unread = rules.some(({ source }) => source.kind === 'prefix-list' && !lists[source.prefixListId]?.known)
  const named = { ...hop, where: `security group ${group.groupId} of the client` }
  const first = letting[0]
  if (first) return passage({ ...named, decidedBy: `lets out ${ruleText(first, 'to')}` }, came, { passed: came })
  return passage({ ...named, decidedBy: `no rule lets tcp ${port} out to ${address}` }, came, { passed: [], maybe: unread ? came : [] })
}

const knownSpans = (list: Fact<string[]> | undefined): Span[] => (list?.known ? spansOf(list.value) : [])
