import type { Look } from '@/components/live/look'
import type { ShownStep } from '@/components/request/checklist'
import type { ToldEvent } from '@/components/request/history'
import type { Sides } from '@/components/request/sides'
import type { Tone } from '@/components/ui/tone'
import type { ExportSubject } from '@/lib/privatelink/exports/export'
import type { OutcomeKind } from '@/lib/privatelink/desk'
import type { Difference } from '@/lib/privatelink/drift'
import type { Tag } from '@/lib/privatelink/network'
import type { EndpointState } from '@/lib/privatelink/state'

/** The place of the checks on the page. */
export const CHECKS = 'checks'

/** Everything the page of a request shows, decided on the server and sent once, as data. Times are ISO 8601 but `renderedAt`. */
export type RequestView = {
  requestId: string
  name: string
  copiedFrom: string | null
  state: EndpointState
  face: { label: string; tone: Tone; meaning: string }
  now: Now
  sides: Sides
  /** Who reported the state, in an account that Causeway may not reach; null where it looks itself. ISO time. */
  told: { at: string; words: string; note: string | null } | null
  /** Where to tell of the endpoint; null where Causeway looks itself. `off`: why this reader may not. */
  planMode: { accountId: string; region: string; off: string | null; over: boolean } | null
  /** Null where there is nothing to look at any more. */
  look: Look | null
  renderedAt: number
  steps: ShownStep[]
  ticket: string | null
  desk: DeskPart | null
  /** Why the instances cannot be named; undefined where they are named already. */
  hostnamesOff?: string | null
  facts: RequestFacts
  exports: ExportSubject
  ending: { carriesTraffic: boolean; privateDns: boolean }
  /** Why a button is off, by what it would do; null where it is on. */
  offBecause: { look: string | null; delete: string | null; ticket: string | null; adopt: string | null; retry: string | null; copy: string | null; mend: string | null; discard: string | null }
  history: ToldEvent[]
}

/** Where it stands and the one next action. */
export type Now = {
  sentence: string
  since: string
  usually: string | null
  next: string
  problem: { from: string | null; text: string } | null
  action: NextAction | null
}

/** What the desk knows: where the ticket is, what ClickHouse said, and what was noted. Times are ISO 8601. */
export type DeskPart = {
  mark: { number: string; link: string | null; at: string; who: string } | null
  outcome: { kind: OutcomeKind; label: string; tone: Tone; reason: string; at: string; who: string; answer: { text: string; at: string; who: string } | null } | null
  notes: { id: number; text: string; at: string; who: string }[]
  /** Why a button is off; null where it is on. */
  off: { markSent: string | null; recordOutcome: string | null; writeNote: string | null }
}

/** Plan against AWS. `digest` is of what AWS showed, `since` (ISO 8601) when it first differed; `off`: why it cannot be accepted. */
export type DriftPart = { differences: Difference[]; digest: string | null; since: string | null; off: string | null }

export type NextAction =
  /** ClickHouse asks something. */
  | { do: 'answer'; off: string | null }
  | { do: 'copy-ticket' }
  | { do: 'test' }
  /** `key` makes one copy of however many presses. */
  | { do: 'copy'; label: string; key: string }
  /** AWS made nothing: the same request is changed and sent again. */
  | { do: 'mend' }
  | { do: 'decide'; found: string[] }

export type RequestFacts = {
  endpointId: string | null
  hostnames: string[]
  serviceName: string
  accountId: string
  accountName: string | null
  region: string
  vpcId: string
  regionalName: string | null
  privateNames: string[]
  securityGroupIds: string[]
  tags: Tag[]
  contact: string
  note: string
}

export type ZoneFacts = { zoneId: string; zoneName: string; subnetId: string; cidr: string; address: string | null; dnsName: string | null }
