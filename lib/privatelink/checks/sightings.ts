import ipaddr from 'ipaddr.js'
import type { Facts, SeenKind, SeenResult, Sighting } from './check'

export type SightingOf<Kind extends SeenKind> = Sighting<Extract<SeenResult, { kind: Kind }>>

/** Why a sighting does not count: it is kept and shown, and decides nothing. */
export type WhyNot = 'stale' | 'outside' | 'elsewhere'
export type SetAside = { sighting: Sighting; why: WhyNot }
export type Weighed = { counted: Sighting[]; setAside: SetAside[] }

/** Inside beats everything else; within the same vantage the newest wins. */
const RANK: Record<Sighting['vantage'], number> = { 'inside-vpc': 2, unknown: 1, 'outside-vpc': 0 }

/**
 * Which sightings count, one for each question. What is older than the endpoint’s last change is stale. From outside, or from nobody
 * knows where, only that something works is believed: that it does not may be the place’s own doing. A place that has reached an
 * address of the endpoint is taken at its word.
 */
export function weigh({ sightings, changedAt, request }: Facts): Weighed {
  const own = new Set(request.addresses.map(({ address }) => address))
  const fresh = sightings.filter(({ result }) => result.at.getTime() >= changedAt.getTime())
  const proven = new Set(fresh.filter((each) => hasReached(each, own)).map(({ from }) => from))
  const setAside: SetAside[] = sightings.filter((each) => !fresh.includes(each)).map((sighting) => ({ sighting, why: 'stale' }))
  const best = new Map<string, Sighting>()
  for (const sighting of fresh) {
    const why = reasonAgainst(sighting, { own, proven })
    if (why) setAside.push({ sighting, why })
    else keepBetter(best, sighting)
  }
  return { counted: [...best.values()], setAside }
}

function reasonAgainst(sighting: Sighting, { own, proven }: { own: Set<string>; proven: Set<string> }): WhyNot | null {
  const { result, vantage, from } = sighting
  // What was said by another machine says nothing about this endpoint.
  if ('address' in result && result.address !== null && own.size > 0 && !own.has(normal(result.address))) return 'elsewhere'
  if (vantage === 'inside-vpc' || isGood(result, own)) return null
  return result.kind !== 'dns' && proven.has(from) ? null : 'outside'
}

const normal = (address: string): string => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : address)

function keepBetter(best: Map<string, Sighting>, sighting: Sighting): void {
  const key = keyOf(sighting.result)
  const before = best.get(key)
  const better = !before || RANK[sighting.vantage] > RANK[before.vantage] || (RANK[sighting.vantage] === RANK[before.vantage] && sighting.result.at >= before.result.at)
  if (better) best.set(key, sighting)
}

/** Two sightings with the same key answer the same question. */
function keyOf(result: SeenResult): string {
  if (result.kind === 'dns') return `dns ${result.name.toLowerCase()}`
  if (result.kind === 'tcp') return `tcp ${result.address ?? result.host} ${result.port}`
  if (result.kind === 'tls' || result.kind === 'native') return `${result.kind} ${result.servername.toLowerCase()} ${result.address} ${result.port}`
  if (result.kind === 'https') return `https ${result.url.toLowerCase()} ${result.address}`
  return `query ${result.host} ${result.port}`
}

/** Whether it is good news about the endpoint, which counts from anywhere. */
function isGood(result: SeenResult, own: Set<string>): boolean {
  if (result.kind === 'dns') return result.addresses.length > 0 && own.size > 0 && result.addresses.every((address) => own.has(normal(address)))
  if (result.kind === 'tcp') return result.outcome === 'open' && result.address !== null
  if (result.kind === 'native') return result.outcome === 'ok' || result.outcome === 'refused-login'
  if (result.kind === 'query') return result.outcome === 'ok' || result.outcome === 'auth-failed'
  return result.outcome === 'ok'
}

/** Something at one of the endpoint’s own addresses took a connection from there. */
function hasReached({ result }: Sighting, own: Set<string>): boolean {
  if (result.kind === 'dns' || result.kind === 'query' || result.address === null || !own.has(normal(result.address))) return false
  return result.kind === 'tcp' ? result.outcome === 'open' : result.outcome === 'ok'
}

/** All of one kind, in the order they were seen. */
export function ofKind<Kind extends SeenKind>(sightings: readonly Sighting[], kind: Kind): SightingOf<Kind>[] {
  return sightings.filter((each): each is SightingOf<Kind> => each.result.kind === kind).sort((a, b) => a.result.at.getTime() - b.result.at.getTime())
}
