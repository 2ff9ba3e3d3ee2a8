/**
 * What one probe saw: typed observations, with the evidence as text. Pure shapes shared by the room that looks (lib/probe) and
 * the one that judges (lib/privatelink/checks). An observation says what came back, never what it means.
 */

/** What a resolver answered for the A and AAAA records of one name. */
export type DnsOutcome = 'answered' | 'nxdomain' | 'nodata' | 'servfail' | 'refused' | 'timeout' | 'malformed'
export type TcpOutcome = 'open' | 'refused' | 'timeout' | 'no-route' | 'unreachable' | 'reset'
export type TlsOutcome =
  | 'ok'
  | 'reset'
  | 'eof'
  | 'timeout'
  | 'name-mismatch'
  | 'untrusted'
  | 'expired'
  | 'self-signed'
  | 'old-protocol'
  | 'malformed'
export type HttpsOutcome =
  | 'ok'
  | 'not-clickhouse'
  | 'redirect'
  | 'status'
  | 'too-large'
  | 'timeout'
  | 'reset'
  | 'malformed'
export type NativeOutcome = 'ok' | 'not-clickhouse' | 'reset' | 'timeout' | 'refused-login'

interface Seen {
  /** When the question was asked. */
  at: Date
  /** How long the answer took, in whole milliseconds. */
  ms: number
  /** What came back, as text for people: at most 4,000 characters, control characters made visible. */
  evidence: string
}

/** One name asked of one resolver. `server` is `system`, or the resolver's address. */
export interface DnsResult extends Seen {
  kind: 'dns'
  name: string
  server: string
  outcome: DnsOutcome
  /** Every address of the final name, in the order they came; at most 64. */
  addresses: string[]
  /** The aliases on the way, first to last. */
  cnames: string[]
  /** Addresses of the answer that no connection was made to, and why. */
  withheld?: { address: string; why: string }[]
}

/** One TCP connection. `host` is the name the address was resolved from, or null if the address was asked for itself. */
export interface TcpResult extends Seen {
  kind: 'tcp'
  host: string | null
  address: string
  port: number
  outcome: TcpOutcome
}

export interface SeenCertificate {
  subject: string
  /** DNS names and addresses the certificate is for. */
  altNames: string[]
  issuer: string
  notAfter: Date
}

/** One TLS handshake, with the name that was sent and verified. */
export interface TlsResult extends Seen {
  kind: 'tls'
  servername: string
  address: string
  port: number
  outcome: TlsOutcome
  certificate: SeenCertificate | null
}

/** One GET over HTTPS; `ok` is ClickHouse's own `Ok.` and nothing else. */
export interface HttpsResult extends Seen {
  kind: 'https'
  url: string
  address: string
  outcome: HttpsOutcome
  status: number | null
  /** The beginning of the body: at most 512 characters. */
  body: string
}

/** One Hello of ClickHouse's native protocol over TLS; `refused-login` is ClickHouse answering that it does not know the user. */
export interface NativeResult extends Seen {
  kind: 'native'
  servername: string
  address: string
  port: number
  outcome: NativeOutcome
}

export type ProbeResult = DnsResult | TcpResult | TlsResult | HttpsResult | NativeResult
