import type { EndpointAddress } from '../network'
import { flowAfter, unreadHop, type Flow, type Hop, type Passage } from './hop'
import { EPHEMERAL, throughClientAcls, throughEndpointAcl } from './network-acl'
import type { NetworkConfig, ReachQuestion } from './network-config'
import { routeBack, routeThere, tableOf } from './routes'
import { throughClientGroup, throughEndpointGroups } from './security-group'
import { intersect, isWithin, spanOfAddress, spansOf, subtract, toCidrs, union, type Span } from './spans'

/** `partly`: some of the clients, for certain. `unknown`: none for certain, but it depends on what cannot be seen. */
export type Answer = 'yes' | 'partly' | 'no' | 'unknown'

/** Whether packets of the clients reach one address on one port, hop by hop, and the answers come back. */
export type Path = {
  port: number
  address: EndpointAddress
  answer: Answer
  hops: Hop[]
  /** The hop that decided, null where everything passes. */
  decidedBy: Hop | null
  /** The clients that get through for certain, as CIDRs. */
  from: string[]
}

/** The port is of no use by its configuration: nobody gets through, or nobody but clients in the endpoint’s own subnets. */
export const isClosed = ({ answer, paths }: PortReach): boolean => answer === 'no' || (paths.length > 0 && paths.every((path) => path.answer === 'no' || path.decidedBy?.stopsAllWhoCross === true))

export type PortReach = { port: number; answer: Answer; paths: Path[]; sentence: string }

/**
 * Reads AWS’s configuration as AWS documents it and says what it lets through. A model: it sends nothing, knows nothing of hosts’
 * own firewalls, and says so.
 */
export function judgeReach(question: ReachQuestion): PortReach[] {
  return question.ports.map((port) => {
    const paths = question.addresses.map((address) => judgePath(question, address, port))
    const answer = together(paths.map((path) => path.answer))
    return { port, answer, paths, sentence: sentenceFor({ port, answer, paths, cidrs: question.clients.cidrs }) }
  })
}

function together(answers: readonly Answer[]): Answer {
  if (answers.length === 0) return 'unknown'
  if (answers.every((answer) => answer === answers[0])) return answers[0]!
  if (answers.includes('yes') || answers.includes('partly')) return 'partly'
  return answers.includes('no') && answers.includes('unknown') ? 'unknown' : answers[0]!
}

type Home = { subnetId: string; spans: Span[] }

/** Which clients are in which subnet of the VPC; what lies outside is in none. */
function homesOf({ subnets }: NetworkConfig, clients: readonly Span[]): Home[] {
  if (!subnets.known) return []
  return subnets.value.map(({ subnetId, cidr }) => ({ subnetId, spans: intersect(clients, spansOf([cidr])) })).filter(({ spans }) => spans.length > 0)
}

/** Addresses of the VPC that no subnet holds belong to nobody. */
function inhabited({ vpc, subnets }: NetworkConfig, clients: Span[]): Span[] {
  if (!vpc.known || !subnets.known || subnets.value.length === 0) return clients
  const inVpc = intersect(clients, spansOf(vpc.value.cidrs))
  const lived = intersect(inVpc, spansOf(subnets.value.map(({ cidr }) => cidr)))
  const outside = subtract(clients, inVpc)
  const rest = union(lived, outside)
  return rest.length > 0 ? rest : clients
}

function judgePath(question: ReachQuestion, address: EndpointAddress, port: number): Path {
  const { config, clients } = question
  const asked = spansOf(clients.cidrs).filter((span) => span.family === (address.address.includes(':') ? 'ipv6' : 'ipv4'))
  const start = inhabited(config, asked)
  const steps = stepsFor(question, address, port, homesOf(config, start))
  const hops: Hop[] = []
  let flow: Flow = { sure: start, possible: start }
  for (const step of steps) {
    if (flow.possible.length === 0) {
      const { id, where } = step(start)
      hops.push({ id, where, status: 'not-reached', decidedBy: 'not reached' })
      continue
    }
    const came = flow.possible
    const { passed, maybe, ...hop } = step(came)
    hops.push(hop)
    flow = flowAfter(flow, { ...hop, passed, maybe })
  }
  const answer: Answer = asked.length === 0 ? 'unknown' : isWithin(start, flow.sure) ? 'yes' : flow.possible.length === 0 ? 'no' : flow.sure.length > 0 ? 'partly' : 'unknown'
  const decidedBy = answer === 'yes' ? null : (hops.find(({ status }) => status === 'stops') ?? hops.find(({ stopsAllWhoCross }) => stopsAllWhoCross) ?? hops.find(({ status }) => status === 'partly' || status === 'unknown') ?? null)
  return { port, address, answer, hops, decidedBy, from: toCidrs(flow.sure) }
}

type Step = (came: Span[]) => Passage

/** Out of the client, into the endpoint, and all the way back. A group lets answers back by itself, an ACL does not. */
function stepsFor({ config, clients }: ReachQuestion, address: EndpointAddress, port: number, homes: Home[]): Step[] {
  const { groups, acls, routeTables, prefixLists: lists, subnets } = config
  const target = spanOfAddress(address.address)!
  const here = { from: port, to: port }
  const own = subnets.known ? spansOf(subnets.value.filter(({ subnetId }) => subnetId === address.subnetId).map(({ cidr }) => cidr)) : []
  const aclOf = (subnetId: string) => (acls.known ? acls.value.find((acl) => acl.subnetIds.includes(subnetId)) : undefined)
  const aclHomes = homes.map((home) => ({ ...home, acl: aclOf(home.subnetId) }))
  const tables = routeTables.known ? routeTables.value : []
  const clientAcl = (id: 'client-acl-out' | 'client-acl-in', ports: { from: number; to: number }): Step => (came) => {
    const where = 'network ACL of the clients’ subnets'
    if (!acls.known) return unreadHop({ id, where }, came, acls.reason)
    if (!subnets.known) return unreadHop({ id, where }, came, subnets.reason)
    return throughClientAcls(aclHomes, { id, came, target, ports, endpointSubnetId: address.subnetId })
  }
  const endpointAcl = (id: 'acl-in' | 'acl-out', ports: { from: number; to: number }): Step => (came) =>
    acls.known ? throughEndpointAcl(aclOf(address.subnetId), { id, came, ports, own }) : unreadHop({ id, where: 'network ACL of the endpoint’s subnet' }, came, acls.reason)
  return [
    (came) => throughClientGroup(clients, { came, address: address.address, port, lists, endpointGroups: groups.known ? groups.value : [] }),
    clientAcl('client-acl-out', here),
    (came) => (routeTables.known ? routeThere(homes.map((home) => ({ ...home, table: tableOf(tables, home.subnetId) })), { came, target, lists }) : unreadHop({ id: 'route-there', where: 'route tables of the clients’ subnets' }, came, routeTables.reason)),
    endpointAcl('acl-in', here),
    (came) => (groups.known ? throughEndpointGroups(groups.value, { came, clients, port, lists }) : unreadHop({ id: 'endpoint-group', where: 'security group of the endpoint' }, came, groups.reason)),
    (came) => ({ id: 'address', where: `endpoint address ${address.address}${address.zoneId ? ` in ${address.zoneId}` : ''}`, status: 'allows', decidedBy: `reached on tcp ${port}`, passed: came, maybe: [] }),
    endpointAcl('acl-out', EPHEMERAL),
    (came) => (routeTables.known ? routeBack(tableOf(tables, address.subnetId), came, lists) : unreadHop({ id: 'route-back', where: 'route table of the endpoint’s subnet, way back' }, came, routeTables.reason)),
    clientAcl('client-acl-in', EPHEMERAL),
  ]
}

function sentenceFor({ port, answer, paths, cidrs }: { port: number; answer: Answer; paths: Path[]; cidrs: readonly string[] }): string {
  const from = cidrs.join(', ') || 'your clients'
  const decided = paths.find((path) => path.answer === answer)?.decidedBy ?? paths.find((path) => path.decidedBy)?.decidedBy
  const by = decided ? `: ${decided.where}: ${decided.decidedBy}` : ''
  if (answer === 'yes') return `By its configuration, tcp ${port} is reachable from ${from}.`
  if (answer === 'no') return `By its configuration, tcp ${port} is not reachable from ${from}${by}.`
  if (answer === 'partly') return `By its configuration, tcp ${port} is reachable from only a part of ${from}${by}.`
  return `Whether tcp ${port} is reachable from ${from} cannot be told from the configuration${by}.`
}
