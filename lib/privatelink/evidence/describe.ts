import { listWords } from '../text'
import { nameIn } from './about'
import type { SaidDns, SaidHttps, SaidNative, SaidResult, SaidTcp, SaidTls } from './finding'

/** How a finding looks by itself; what it means for the request is judged elsewhere. */
export type Look = 'good' | 'bad' | 'neutral'
export type Described = { look: Look; text: string }

/** One sentence of what was seen, for people. */
export function describeResult(result: SaidResult): Described {
  if (result.kind === 'dns') return describeDns(result)
  if (result.kind === 'tcp') return { look: result.outcome === 'open' ? 'good' : 'bad', text: `A TCP connection to ${place(result)} ${TCP[result.outcome]}.` }
  if (result.kind === 'tls') return describeTls(result)
  if (result.kind === 'https') return describeHttps(result)
  return { look: result.outcome === 'ok' || result.outcome === 'refused-login' ? 'good' : 'bad', text: `${place(result)} ${NATIVE[result.outcome]}.` }
}

const TCP: Record<SaidTcp['outcome'], string> = {
  open: 'was opened',
  refused: 'was refused',
  timeout: 'timed out',
  'no-route': 'found no route to the host',
  unreachable: 'found the network unreachable',
  reset: 'was reset',
  failed: 'did not come about, and the tool does not say why',
}

function place(result: SaidTcp | SaidTls | SaidNative | SaidHttps): string {
  const name = nameIn(result)
  const port = 'port' in result ? result.port : null
  const who = name ?? result.address ?? 'a host that the text does not name'
  const address = name !== null && result.address !== null ? ` (${result.address})` : ''
  return port === null ? `${who}${address}` : `${who}${address} port ${port}`
}

const DNS: Record<Exclude<SaidDns['outcome'], 'answered'>, string> = {
  nxdomain: 'does not exist (NXDOMAIN)',
  nodata: 'exists but has no address',
  servfail: 'could not be looked up: the resolver failed (SERVFAIL)',
  refused: 'was not looked up: the resolver refused to answer',
  timeout: 'could not be looked up: the resolver did not answer in time',
  malformed: 'got an answer that cannot be read',
  unresolved: 'was not resolved, and the tool does not say why',
}

function describeDns({ name, outcome, addresses }: SaidDns): Described {
  const who = name ?? 'A name that the text does not show'
  if (outcome !== 'answered') return { look: 'bad', text: `${who} ${DNS[outcome]}.` }
  return { look: 'neutral', text: `${who} resolves to ${listWords(addresses ?? [])}.` }
}

const TLS: Record<SaidTls['outcome'], string> = {
  ok: 'was completed, and the certificate is good for the name',
  unverified: 'was completed; whether the certificate names the host was not looked at',
  reset: 'was reset before a certificate came',
  eof: 'was ended by the other side before a certificate came',
  timeout: 'timed out',
  'name-mismatch': 'showed a certificate for another name',
  untrusted: 'showed a certificate that this machine does not trust',
  expired: 'showed a certificate that has expired',
  'self-signed': 'showed a certificate that is signed by itself',
  'old-protocol': 'found no version of TLS that both sides speak',
  malformed: 'met something that does not speak TLS',
}

const describeTls = (result: SaidTls): Described => ({
  look: result.outcome === 'ok' ? 'good' : result.outcome === 'unverified' ? 'neutral' : 'bad',
  text: `The TLS handshake with ${place(result)} ${TLS[result.outcome]}.`,
})

const HTTPS: Record<SaidHttps['outcome'], string> = {
  ok: 'answered as ClickHouse does',
  'not-clickhouse': 'answered, but not as ClickHouse does',
  redirect: 'answered with a redirect',
  status: 'answered with an error',
  'too-large': 'answered with more than ClickHouse would',
  timeout: 'did not answer in time',
  reset: 'closed the connection instead of answering',
  malformed: 'answered with something that is not HTTP',
}

function describeHttps(result: SaidHttps): Described {
  const { outcome, status, body, url } = result
  const refused = outcome === 'status' && /Code: 516\b|Authentication failed/.test(body ?? '')
  const who = url ?? place(result)
  if (refused) return { look: 'good', text: `${who} is ClickHouse and refused the login, so the way there works.` }
  return { look: outcome === 'ok' ? 'good' : 'bad', text: `${who} ${HTTPS[outcome]}${status && outcome !== 'ok' ? ` (HTTP ${status})` : ''}.` }
}

const NATIVE: Record<SaidNative['outcome'], string> = {
  ok: 'answered as ClickHouse does, by its native protocol',
  'refused-login': 'is ClickHouse and refused the login, so the way there works',
  'not-clickhouse': 'does not speak ClickHouse’s native protocol with TLS',
  reset: 'closed the connection instead of answering',
  timeout: 'did not answer in time',
}
