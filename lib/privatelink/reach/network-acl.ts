import { listWords } from '../text'
import { passage, unreadHop, type HopId, type Passage } from './hop'
import type { AclEntry, NetworkAcl } from './network-config'
import { intersect, spansOf, subtract, union, type Span } from './spans'

/** Ports a client may listen on for the answer. Systems differ; AWS’s own advice is to allow them all. (VPC User Guide, “Ephemeral ports”.) */
export const EPHEMERAL = { from: 1024, to: 65_535 }

export type Ports = { from: number; to: number }
type Piece = { span: Span; ports: Ports }
type Decided = { allowed: Piece[]; denied: (Piece & { rule: string })[]; deciding: string[] }

/**
 * What an ACL makes of packets between these addresses and ports: the entry with the lowest number that fits decides, and what none
 * fits is denied. A packet is a point in addresses × ports, so an entry cuts pieces out of what is left.
 */
export function decide(entries: readonly AclEntry[], { egress, spans, ports }: { egress: boolean; spans: readonly Span[]; ports: Ports }): Decided {
  const sorted = entries.filter((entry) => entry.egress === egress && ['tcp', '6', 'all', '-1'].includes(entry.protocol.toLowerCase())).sort((a, b) => a.ruleNumber - b.ruleNumber)
  let left: Piece[] = spans.map((span) => ({ span, ports }))
  const decided: Decided = { allowed: [], denied: [], deciding: [] }
  for (const entry of sorted) {
    const cut = left.flatMap((piece) => overlapOf(piece, entry))
    if (cut.length === 0) continue
    const rule = ruleName(entry)
    decided.deciding.push(`${rule} ${entry.allow ? 'allows' : 'denies'}`)
    if (entry.allow) decided.allowed.push(...cut)
    else decided.denied.push(...cut.map((piece) => ({ ...piece, rule })))
    left = left.flatMap((piece) => remainder(piece, entry))
  }
  if (left.length > 0) decided.deciding.push('rule * denies')
  decided.denied.push(...left.map((piece) => ({ ...piece, rule: 'rule *' })))
  return decided
}

/** AWS shows the last rule, which denies everything, as an asterisk. */
const ruleName = ({ ruleNumber }: AclEntry): string => (ruleNumber === 32_767 ? 'rule *' : `rule ${ruleNumber}`)

const portsOf = (entry: AclEntry): Ports => (entry.fromPort === null || entry.toPort === null ? { from: 0, to: 65_535 } : { from: entry.fromPort, to: entry.toPort })

function overlapOf({ span, ports }: Piece, entry: AclEntry): Piece[] {
  const own = portsOf(entry)
  const common = { from: Math.max(ports.from, own.from), to: Math.min(ports.to, own.to) }
  if (common.from > common.to) return []
  return intersect([span], spansOf([entry.cidr])).map((each) => ({ span: each, ports: common }))
}

/** What an entry does not touch of a piece: the addresses beside it, and above and below it for the same addresses. */
function remainder(piece: Piece, entry: AclEntry): Piece[] {
  const overlaps = overlapOf(piece, entry)
  if (overlaps.length === 0) return [piece]
  const beside = subtract([piece.span], overlaps.map(({ span }) => span)).map((span) => ({ span, ports: piece.ports }))
  const around = overlaps.flatMap(({ span, ports }) => [
    ...(piece.ports.from < ports.from ? [{ span, ports: { from: piece.ports.from, to: ports.from - 1 } }] : []),
    ...(piece.ports.to > ports.to ? [{ span, ports: { from: ports.to + 1, to: piece.ports.to } }] : []),
  ])
  return [...beside, ...around]
}

const spansIn = (pieces: readonly Piece[]): Span[] => union(pieces.map(({ span }) => span))

/** For which addresses every one of the ports is allowed, and for which at least one. */
export function allowedBy(entries: readonly AclEntry[], asked: { egress: boolean; spans: readonly Span[]; ports: Ports }): { whole: Span[]; some: Span[]; deciding: string[] } {
  const { allowed, denied, deciding } = decide(entries, asked)
  const whole = subtract(union(asked.spans), spansIn(denied))
  return { whole, some: spansIn(allowed), deciding }
}

/**
 * Packets of clients at the ACL of the endpoint’s subnet. Clients in that very subnet never meet it. Where only a part of the answer
 * ports is open the hop may pass, since which of them a client uses is its own affair.
 */
export function throughEndpointAcl(acl: NetworkAcl | undefined, { id, came, ports, own }: { id: Extract<HopId, 'acl-in' | 'acl-out'>; came: Span[]; ports: Ports; own: Span[] }): Passage {
  const back = id === 'acl-out'
  if (!acl) return unreadHop({ id, where: `network ACL of the endpoint’s subnet${back ? ', way back' : ''}` }, came, 'AWS names none for this subnet.')
  const where = `network ACL ${acl.aclId} of the endpoint’s subnet, ${back ? `out to tcp ${portsText(ports)}` : `in on tcp ${ports.from}`}`
  const neighbours = intersect(came, own)
  const crossing = subtract(came, own)
  if (crossing.length === 0) return passage({ id, where, decidedBy: 'does not apply inside the subnet' }, came, { passed: came })
  const { whole, some, deciding } = allowedBy(acl.entries, { egress: back, spans: crossing, ports })
  return { ...passage({ id, where, decidedBy: listWords(deciding) }, came, { passed: union(whole, neighbours), maybe: some }), stopsAllWhoCross: some.length === 0 }
}

/** Packets at the ACLs of the subnets the clients are in. `home` says which clients each subnet holds. */
export function throughClientAcls(homes: readonly { subnetId: string; spans: Span[]; acl: NetworkAcl | undefined }[], { id, came, target, ports, endpointSubnetId }: { id: Extract<HopId, 'client-acl-out' | 'client-acl-in'>; came: Span[]; target: Span; ports: Ports; endpointSubnetId: string }): Passage {
  const back = id === 'client-acl-in'
  const passed: Span[][] = []
  const maybe: Span[][] = []
  const told: { subnetId: string; text: string; allows: boolean }[] = []
  for (const { subnetId, spans, acl } of homes) {
    if (subnetId === endpointSubnetId) {
      passed.push(spans)
      continue
    }
    if (!acl) {
      maybe.push(spans)
      told.push({ subnetId, text: 'AWS names no ACL', allows: false })
      continue
    }
    const { whole, some, deciding } = allowedBy(acl.entries, { egress: !back, spans: [target], ports })
    if (whole.length > 0) passed.push(spans)
    else if (some.length > 0) maybe.push(spans)
    told.push({ subnetId, text: `${acl.aclId} ${listWords(deciding)}`, allows: whole.length > 0 })
  }
  const homeless = subtract(came, union(...homes.map(({ spans }) => spans)))
  const telling = told.some(({ allows }) => !allows) ? told.filter(({ allows }) => !allows) : told
  const where = `network ACL of the clients’ subnets, ${back ? `in on tcp ${portsText(ports)}` : `out to tcp ${ports.from}`}`
  const decidedBy = telling.length === 0 ? 'does not apply inside the subnet' : [...new Set(telling.map(({ text, subnetId }) => (telling.length > 3 ? text : `${text} in ${subnetId}`)))].slice(0, 3).join('; ')
  const stopsAllWhoCross = told.length > 0 && homeless.length === 0 && told.every(({ allows }) => !allows) && maybe.length === 0
  return { ...passage({ id, where, decidedBy }, came, { passed: union(...passed, homeless), maybe: union(...maybe) }), stopsAllWhoCross }
}

const portsText = ({ from, to }: Ports): string => (from === to ? String(from) : `${from} to ${to}`)
