import { privateHostnamesOf } from './exports/export'
import type { SentRequest } from './runbook'
import { STATE_FACE } from './state'

/** A line of text at its place. */
export type Label = { x: number; y: number; text: string; look: 'title' | 'mono' | 'quiet' }
export type Box = { x: number; y: number; width: number; height: number; kind: 'vpc' | 'zone' | 'endpoint' | 'service' }
export type Line = { x1: number; y1: number; x2: number; y2: number; live: boolean; arrow: boolean }
export type Diagram = { width: number; height: number; boxes: Box[]; labels: Label[]; lines: Line[]; description: string; facts: string[] }

/** How a drawing looks wherever it is drawn: on the page and in a file. */
export const DRAWN = { letters: 12, corner: 8, line: 1.5, arrow: 'M0 0 8 4 0 8z' } as const

const DASHES: Partial<Record<Box['kind'] | 'live' | 'waiting', string>> = { vpc: '5 4', waiting: '4 4' }
/** The broken line of a VPC, which is a border and no thing, and of a way that carries nothing yet. */
export const dashOf = (drawn: keyof typeof DASHES): string | undefined => DASHES[drawn]

const LINE = 17
const PAD = 14
const GAP = 12
/** Of the monospaced face at 12 px, with a little to spare. */
const LETTER = 7.4
const NAMES_SHOWN = 4

/**
 * One connection as a drawing: the VPC with its zones, the endpoint, ClickHouse's service. `wide` puts them side by side, narrow below
 * each other. Everything is measured in letters, so long names fold instead of leaving their box.
 */
export function diagramOf(request: SentRequest, { wide }: { wide: boolean }): Diagram {
  return wide ? sideBySide(request) : belowEachOther(request)
}

type Part = { lines: [Label['look'], string][] }

function partsOf(request: SentRequest) {
  const { plan, addresses, endpointId, state, privateDnsEnabled } = request
  const zones = plan.subnets.map(({ subnetId, zoneId, zoneName, cidr }): Part => {
    const seen = addresses.find((each) => each.subnetId === subnetId)
    const id = zoneId || seen?.zoneId || 'zone not known'
    const name = zoneName || seen?.zoneName
    return { lines: [['title', name ? `${id} · ${name}` : id], ['mono', subnetId], ['quiet', cidr || 'range not known'], ['mono', seen?.address ?? 'address not known yet']] }
  })
  const groups = plan.securityGroupIds
  const endpoint: Part = {
    lines: [
      ['title', 'Endpoint'],
      ['mono', endpointId ?? 'not made yet'],
      ['quiet', STATE_FACE[state].label],
      ['quiet', `Private DNS ${privateDnsEnabled ? 'on' : 'off'}`],
      ...(groups.length > 0 ? groups.slice(0, NAMES_SHOWN).map((group): ['mono', string] => ['mono', group]) : [['quiet', 'default group'] as ['quiet', string]]),
      ...more(groups.length, 'group'),
    ],
  }
  const names = privateHostnamesOf(plan)
  const service: Part = { lines: [['title', 'ClickHouse Cloud'], ['mono', plan.serviceName], ['quiet', plan.region], ['title', 'Hostnames'], ...names.slice(0, NAMES_SHOWN).map((name): ['mono', string] => ['mono', name]), ...more(names.length, 'hostname')] }
  const vpc: Part = { lines: [['title', `VPC in ${plan.region}`], ['mono', plan.vpcId], ['quiet', `account ${plan.accountId}`]] }
  return { zones, endpoint, service, vpc }
}

const more = (count: number, what: string): ['quiet', string][] => (count > NAMES_SHOWN ? [['quiet', `and ${count - NAMES_SHOWN} more ${what}${count - NAMES_SHOWN === 1 ? '' : 's'}`]] : [])

/** Breaks after a dot or hyphen where one is near, else in the middle. */
export function fold(text: string, letters: number): string[] {
  if (text.length <= letters) return [text]
  const head = text.slice(0, letters)
  const at = Math.max(head.lastIndexOf('.'), head.lastIndexOf('-'), head.lastIndexOf(' '))
  const cut = at >= letters / 3 ? at + 1 : letters
  return [text.slice(0, cut).trimEnd(), ...fold(text.slice(cut).trimStart(), letters)]
}

/** The lines of a part, folded to a width; their height comes from their number. */
function fit({ lines }: Part, width: number): Part {
  const letters = Math.floor((width - 2 * PAD) / LETTER)
  return { lines: lines.flatMap(([look, text]) => fold(text, letters).map((line): [Label['look'], string] => [look, line])) }
}

const heightOf = ({ lines }: Part): number => lines.length * LINE + 2 * PAD - 4
const labelsAt = ({ lines }: Part, x: number, y: number): Label[] => lines.map(([look, text], at) => ({ x: x + PAD, y: y + PAD + 9 + at * LINE, look, text }))

function sideBySide(request: SentRequest): Diagram {
  const parts = partsOf(request)
  const vpcWidth = 556
  const zone = { x: PAD, width: 264 }
  const end = { x: 350, width: vpcWidth - 350 - PAD }
  const far = { x: 636, width: 264 }
  const [vpc, endpoint, service] = [fit(parts.vpc, vpcWidth), fit(parts.endpoint, end.width), fit(parts.service, far.width)]
  const top = heightOf(vpc) + 2
  const zones = stack(parts.zones.map((part) => fit(part, zone.width)), top)
  const inner = Math.max(zones.end, top + heightOf(endpoint))
  const height = Math.max(inner + PAD, heightOf(service))
  const endY = middle(top, inner - top, heightOf(endpoint))
  const farY = middle(0, height, heightOf(service))
  const endMiddle = endY + heightOf(endpoint) / 2
  const live = isLive(request)
  return {
    ...wordsOf(request),
    width: 900,
    height,
    boxes: [
      { x: 0, y: 0, width: vpcWidth, height, kind: 'vpc' },
      ...zones.placed.map(({ part, y }): Box => ({ x: zone.x, y, width: zone.width, height: heightOf(part), kind: 'zone' })),
      { x: end.x, y: endY, width: end.width, height: heightOf(endpoint), kind: 'endpoint' },
      { x: far.x, y: farY, width: far.width, height: heightOf(service), kind: 'service' },
    ],
    labels: [...labelsAt(vpc, 0, 0), ...zones.placed.flatMap(({ part, y }) => labelsAt(part, zone.x, y)), ...labelsAt(endpoint, end.x, endY), ...labelsAt(service, far.x, farY)],
    lines: [
      ...zones.placed.map(({ part, y }): Line => ({ x1: zone.x + zone.width, y1: y + heightOf(part) / 2, x2: end.x, y2: endMiddle, live, arrow: false })),
      { x1: end.x + end.width, y1: endMiddle, x2: far.x, y2: endMiddle, live, arrow: true },
    ],
  }
}

function belowEachOther(request: SentRequest): Diagram {
  const parts = partsOf(request)
  const width = 340
  const inner = { x: PAD, width: width - 2 * PAD }
  const [vpc, endpoint, service] = [fit(parts.vpc, width), fit(parts.endpoint, inner.width), fit(parts.service, width)]
  const zones = stack(parts.zones.map((part) => fit(part, inner.width)), heightOf(vpc) + 2)
  const endY = zones.end + 2 * GAP
  const vpcHeight = endY + heightOf(endpoint) + PAD
  const farY = vpcHeight + 2.5 * GAP
  const live = isLive(request)
  return {
    ...wordsOf(request),
    width,
    height: farY + heightOf(service),
    boxes: [
      { x: 0, y: 0, width, height: vpcHeight, kind: 'vpc' },
      ...zones.placed.map(({ part, y }): Box => ({ ...inner, y, height: heightOf(part), kind: 'zone' })),
      { ...inner, y: endY, height: heightOf(endpoint), kind: 'endpoint' },
      { x: 0, y: farY, width, height: heightOf(service), kind: 'service' },
    ],
    labels: [...labelsAt(vpc, 0, 0), ...zones.placed.flatMap(({ part, y }) => labelsAt(part, inner.x, y)), ...labelsAt(endpoint, inner.x, endY), ...labelsAt(service, 0, farY)],
    lines: [
      { x1: width / 2, y1: zones.end, x2: width / 2, y2: endY, live, arrow: false },
      { x1: width / 2, y1: endY + heightOf(endpoint), x2: width / 2, y2: farY, live, arrow: true },
    ],
  }
}

function stack(parts: Part[], from: number): { placed: { part: Part; y: number }[]; end: number } {
  let y = from
  const placed = parts.map((part) => {
    const at = { part, y }
    y += heightOf(part) + GAP
    return at
  })
  return { placed, end: y - GAP }
}

const middle = (from: number, room: number, height: number): number => from + Math.max(0, (room - height) / 2)

/** Drawn whole where traffic can pass, dashed where it cannot. */
const isLive = ({ state }: SentRequest): boolean => state === 'available'

function wordsOf({ plan, addresses, endpointId, state, privateDnsEnabled }: SentRequest): Pick<Diagram, 'description' | 'facts'> {
  const zones = plan.subnets.length
  return {
    description: `VPC ${plan.vpcId} with ${zones} ${zones === 1 ? 'zone' : 'zones'}, the endpoint ${endpointId ?? 'that is not made yet'} (${STATE_FACE[state].label}), and ClickHouse’s service.`,
    facts: [
      `VPC ${plan.vpcId} in ${plan.region}, account ${plan.accountId}.`,
      ...plan.subnets.map(({ subnetId, zoneId, zoneName, cidr }) => {
        const seen = addresses.find((each) => each.subnetId === subnetId)
        const zone = zoneId || seen?.zoneId || 'not known'
        return `Zone ${zone}${zoneName ? ` (${zoneName})` : ''}: subnet ${subnetId}${cidr ? `, ${cidr}` : ''}, ${seen ? `address ${seen.address}` : 'address not known yet'}.`
      }),
      `Endpoint ${endpointId ?? 'not made yet'}: ${STATE_FACE[state].label}, private DNS ${privateDnsEnabled ? 'on' : 'off'}, groups ${plan.securityGroupIds.join(', ') || 'of the VPC’s default'}.`,
      `Service ${plan.serviceName}, for ${privateHostnamesOf(plan).join(', ')}.`,
    ],
  }
}
