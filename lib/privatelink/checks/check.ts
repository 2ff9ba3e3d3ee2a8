import type { Fact } from '../preflight-line'
import type { DnsResult, HttpsResult, NativeResult, TcpResult, TlsResult } from '../probe-results'
import type { EndpointRequest } from '../request'
import type { Clients, NetworkConfig } from '../reach/network-config'

/** Fixed, and the order in which things are mended: where one breaks, those below cannot be judged. */
export const CHECK_IDS = ['endpoint-available', 'configuration', 'tcp', 'resolution', 'certificate', 'https', 'native', 'query'] as const
export type CheckId = (typeof CHECK_IDS)[number]

type Loosened<Result, Key extends keyof Result> = Omit<Result, Key> & { [K in Key]: Result[K] | null }

/** What was seen: as a probe sees it, with null for what a pasted output or a script does not say. */
export type DnsSeen = Loosened<DnsResult, 'server' | 'ms'>
export type TcpSeen = Loosened<TcpResult, 'address' | 'ms'>
export type TlsSeen = Loosened<TlsResult, 'address' | 'ms'>
export type HttpsSeen = Loosened<HttpsResult, 'address' | 'ms'>
export type NativeSeen = Loosened<NativeResult, 'address' | 'ms'>
/** One query with a user and a password, over whichever protocol. The password is never in the evidence. */
export type QuerySeen = {
  kind: 'query'
  host: string | null
  port: number | null
  outcome: 'ok' | 'auth-failed' | 'reset' | 'timeout' | 'wrong-protocol' | 'error'
  at: Date
  ms: number | null
  evidence: string
}
export type SeenResult = DnsSeen | TcpSeen | TlsSeen | HttpsSeen | NativeSeen | QuerySeen
export type SeenKind = SeenResult['kind']

/** Where it was seen from: only what is inside the VPC can say that something there does not work. */
export type Vantage = 'inside-vpc' | 'outside-vpc' | 'unknown'

export type Sighting<Seen extends SeenResult = SeenResult> = {
  source: 'probe' | 'script' | 'paste'
  vantage: Vantage
  /** In words, as it stands after “from”: `this server`, `inside the VPC (script)`. */
  from: string
  result: Seen
}

export type CheckedRequest = Pick<EndpointRequest, 'requestId' | 'state' | 'stateSince' | 'endpointId' | 'dnsNames' | 'addresses' | 'privateDnsEnabled' | 'problem' | 'plan' | 'draft'>

/** Everything that is known, gathered once. The checks judge it and ask nothing themselves. */
export type Facts = {
  now: Date
  request: CheckedRequest
  /** When the endpoint, its DNS or its network last changed, as far as is known: what was seen before says nothing. */
  changedAt: Date
  /** The ports that must be open. */
  ports: readonly number[]
  /** Null: the whole VPC. */
  clients: Clients | null
  config: Fact<NetworkConfig>
  sightings: readonly Sighting[]
}

/** `unknown` is “could not check from here”: never a pass, never a fail. */
export const OUTCOMES = ['pass', 'fail', 'unknown', 'not-run', 'not-applicable'] as const
export type Outcome = (typeof OUTCOMES)[number]

export type Who = 'you' | 'clickhouse' | 'aws' | 'network-team'

/** Fixes that Causeway makes itself, for those who may. */
export type Button = 'add-rule' | 'vpc-dns'

export type Fix = { sentence: string; command: string | null; terraform: string | null; button: Button | null }

/** One thing that was asked, and what came back. */
export type Evidence = { asked: string; from: string; at: Date; came: string; outcome: 'good' | 'bad' | 'open'; text: string; note: string | null }

export type Diagnosis = { symptomId: string; cause: string; explanation: string; fix: Fix; who: Who }

export type Finding = {
  outcome: Outcome
  /** What was found, in one sentence. */
  summary: string
  expected: string | null
  received: string | null
  diagnosis: Diagnosis | null
  evidence: Evidence[]
}

export type Verdict = Finding & {
  id: CheckId
  title: string
  /** When the newest of what it rests on was seen; null where nothing was. */
  at: Date | null
  from: string[]
  /** The check that broke before, for `not-run`. */
  waitsFor: CheckId | null
}
