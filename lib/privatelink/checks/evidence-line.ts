import { cleanText } from '../text'
import type { Evidence, SeenResult, Sighting } from './check'
import type { SetAside, WhyNot } from './sightings'

const ASIDE: Record<WhyNot, string> = {
  stale: 'Seen before the endpoint last changed, so it does not count.',
  outside: 'Not seen from inside the VPC: from elsewhere, that something does not work says nothing.',
  elsewhere: 'This address is not one of the endpoint’s, so it says nothing about the endpoint.',
}

/** One sighting as a line of evidence: what was asked, from where, when, and what came back. */
export const toEvidence = (sighting: Sighting, outcome: Evidence['outcome'], why: WhyNot | null = null): Evidence => ({
  asked: askedOf(sighting.result),
  from: sighting.from,
  at: sighting.result.at,
  came: cameOf(sighting.result),
  outcome: why ? 'open' : outcome,
  text: cleanText(sighting.result.evidence, 4000),
  note: why && ASIDE[why],
})

/** Those that were set aside for this kind of question: shown, so that nobody wonders where they went. */
export const asideOf = (setAside: readonly SetAside[], kinds: readonly SeenResult['kind'][]): Evidence[] =>
  setAside.filter(({ sighting }) => kinds.includes(sighting.result.kind)).map(({ sighting, why }) => toEvidence(sighting, 'open', why))

const at = (host: string, address: string | null, port: number): string => `${host}${address && address !== host ? ` (${address})` : ''} port ${port}`

function askedOf(result: SeenResult): string {
  if (result.kind === 'dns') return `addresses of ${result.name}${result.server && result.server !== 'system' ? ` at ${result.server}` : ''}`
  if (result.kind === 'tcp') return `TCP to ${at(result.host ?? result.address ?? '', result.address, result.port)}`
  if (result.kind === 'tls') return `TLS with ${at(result.servername, result.address, result.port)}`
  if (result.kind === 'https') return `GET ${result.url}${result.address ? ` at ${result.address}` : ''}`
  if (result.kind === 'native') return `native protocol with ${at(result.servername, result.address, result.port)}`
  return `a query to ${result.host ?? 'ClickHouse'}${result.port ? ` port ${result.port}` : ''}`
}

const WORDS: Record<string, string> = {
  answered: 'answered', nxdomain: 'no such name (NXDOMAIN)', nodata: 'no address (NODATA)', servfail: 'SERVFAIL', refused: 'refused', timeout: 'no answer in time', malformed: 'no proper answer',
  open: 'open', 'no-route': 'no route to host', unreachable: 'network unreachable', reset: 'reset', ok: 'ok', eof: 'closed at once', 'name-mismatch': 'the certificate names another host', untrusted: 'issuer not trusted',
  expired: 'certificate out of date', 'self-signed': 'self-signed certificate', 'old-protocol': 'no common TLS version', 'not-clickhouse': 'not ClickHouse', redirect: 'redirect', 'too-large': 'an answer too large',
  'refused-login': 'ClickHouse refused the login', 'auth-failed': 'authentication failed', 'wrong-protocol': 'another protocol', error: 'error',
}

function cameOf(result: SeenResult): string {
  if (result.kind === 'dns' && result.addresses.length > 0) return result.addresses.join(', ')
  if (result.kind === 'https' && result.outcome === 'status') return `status ${result.status ?? ''}`
  if (result.kind === 'https' && result.outcome === 'ok') return 'Ok.'
  if (result.kind === 'tls' && result.outcome === 'ok' && result.certificate) return `certificate for ${result.certificate.altNames.slice(0, 2).join(', ')}`
  return WORDS[result.outcome] ?? result.outcome
}
