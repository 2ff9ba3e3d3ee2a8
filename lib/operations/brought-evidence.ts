import 'server-only'
import type { Evidence } from '@/lib/db/evidence'
import type { QuerySeen, SeenResult, Sighting, Vantage } from '@/lib/privatelink/checks/check'
import type { Subject } from '@/lib/privatelink/evidence/about'
import type { SaidResult } from '@/lib/privatelink/evidence/finding'
import { toObservations } from '@/lib/privatelink/evidence/observations'
import type { Place } from '@/lib/privatelink/evidence/places'
import { subjectOf } from '@/lib/privatelink/evidence/subject-of'
import type { EndpointRequest } from '@/lib/privatelink/request'

const VANTAGE: Record<Place, Vantage> = { vpc: 'inside-vpc', laptop: 'outside-vpc', elsewhere: 'unknown' }
const PLACE: Record<Place, string> = { vpc: 'inside the VPC', laptop: 'a laptop', elsewhere: 'elsewhere' }

/** What people pasted and scripts reported about a request, as sightings. What a text left too vague is left out. */
export function sightingsIn(request: EndpointRequest, evidence: readonly Evidence[]): Sighting[] {
  const subject = subjectOf(request)
  return evidence.flatMap((piece) => sightingsOf(piece, subject))
}

function sightingsOf({ reading, place, origin, at }: Evidence, subject: Subject): Sighting[] {
  return toObservations(reading.findings, { subject, from: place, at }).flatMap(({ result, by, seenAt }) =>
    (by === 'clickhouse-client' ? seenByClient(result, seenAt) : toSeen(result, seenAt)).map((seen): Sighting => ({ source: origin, vantage: VANTAGE[place], from: `${PLACE[place]} (${origin === 'script' ? 'script' : 'pasted'})`, result: seen })),
  )
}

/** A probe’s words for it; nothing where a part is missing without which it could be mistaken for something else. */
export function toSeen(said: SaidResult, at: Date): SeenResult[] {
  if (said.kind === 'dns') {
    const { name, outcome, addresses, cnames } = said
    return name === null || outcome === null || outcome === 'unresolved' ? [] : [{ kind: 'dns', server: said.server, ms: said.ms, evidence: said.evidence, name, outcome, at, addresses: addresses ?? [], cnames: cnames ?? [] }]
  }
  if (said.kind === 'tcp') {
    const { outcome, port } = said
    return outcome === null || outcome === 'failed' || port === null ? [] : [{ ...said, outcome, port, at }]
  }
  if (said.kind === 'tls') return seenTls(said, at)
  if (said.kind === 'https') {
    const { outcome, url, body } = said
    return outcome === null || url === null ? [] : [{ ...said, outcome, url, body: body ?? '', at }]
  }
  const { outcome, servername, port } = said
  return outcome === null || servername === null || port === null ? [] : [{ ...said, outcome, servername, port, at }]
}

/**
 * clickhouse-client logs in and asks, so that what it meets tells more than the native port’s greeting does: a refused login is a
 * wrong password, a reset while it reads came after it was let in, and another protocol without --secure is the client’s doing.
 */
function seenByClient(said: SaidResult, at: Date): SeenResult[] {
  if (said.kind !== 'native') return toSeen(said, at)
  const { servername: host, port, ms, evidence } = said
  const asQuery = (outcome: QuerySeen['outcome']): QuerySeen => ({ kind: 'query', host, port, outcome, at, ms, evidence })
  // the one row of SELECT 1, after the command that asked for it: without it, an account that this server cannot reach could never be proved
  if (said.outcome === 'ok' && /^\$ .*\s(?:-q|--query)/.test(evidence) && /\n1$/.test(evidence.trimEnd())) return [...toSeen(said, at), asQuery('ok')]
  if (said.outcome === 'refused-login') return [...toSeen(said, at), asQuery('auth-failed')]
  if (said.outcome === 'reset' && /while (?:reading|receiving|writing|sending)/i.test(evidence)) return [asQuery('reset')]
  if (said.outcome === 'not-clickhouse' && /^\$ /.test(evidence) && !/\s(?:--secure|-s)(?:\s|$)/.test(evidence)) return [asQuery('wrong-protocol')]
  return toSeen(said, at)
}

/** A handshake whose certificate nobody looked at shows that the port is open, and no more. */
function seenTls(said: Extract<SaidResult, { kind: 'tls' }>, at: Date): SeenResult[] {
  const { outcome, servername, port, address, certificate, evidence, ms } = said
  if (outcome === null || servername === null || port === null) return []
  if (outcome === 'unverified') return [{ kind: 'tcp', host: servername, address, port, outcome: 'open', at, ms, evidence }]
  const whole = certificate && certificate.altNames && certificate.issuer !== null && certificate.notAfter ? { ...certificate, altNames: certificate.altNames, issuer: certificate.issuer, notAfter: certificate.notAfter } : null
  return [{ ...said, outcome, servername, port, at, certificate: whole }]
}
