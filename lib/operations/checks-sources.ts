import 'server-only'
import type { Vantage } from '@/lib/privatelink/checks/check'
import type { ProbeResult } from '@/lib/privatelink/probe-results'

/** What a probe may look at: nothing else can be reached through it. */
export type ProbeInput = {
  requestId: string
  /** The names under which ClickHouse is reached over PrivateLink. */
  names: string[]
  /** AWS’s own names of the endpoint, for TCP only. */
  endpointNames: string[]
  addresses: string[]
  ports: number[]
}

/** Looks from this server, and tells what it saw as it comes. */
export type Probe = (input: ProbeInput) => AsyncIterable<ProbeResult>

/** The probe of this server and where this server stands; or why there is none, a sentence. */
export type FromHere = { probe: Probe; vantage: Vantage } | { probe: null; reason: string }
