import type { CheckId, Outcome, Who } from '@/lib/privatelink/checks/check'
import type { HopStatus } from '@/lib/privatelink/reach/hop'

/** What the panel shows, decided on the server and sent as data. Times are ISO 8601. */
export type ChecksView = {
  requestId: string
  tone: 'good' | 'bad' | 'unknown' | 'idle'
  title: string
  sentence: string
  ranAt: string | null
  ranBy: string | null
  notProbed: string | null
  lines: ShownVerdict[]
  /** Why a button is off; null where it is on. */
  offBecause: { run: string | null; mend: string | null }
}

export type ShownVerdict = {
  id: CheckId
  title: string
  outcome: Outcome
  summary: string
  at: string | null
  from: string[]
  expected: string | null
  received: string | null
  diagnosis: ShownDiagnosis | null
  evidence: ShownEvidence[]
  paths: ShownPath[]
  byHand: { system: string; command: string }[]
}

export type ShownDiagnosis = { cause: string; explanation: string; who: Who; fix: string; command: string | null; terraform: string | null; mend: ShownMend | null }

/** A fix that Causeway makes itself: which, and what is agreed to by pressing. */
export type ShownMend = { what: 'add-rule' | 'vpc-dns'; seen: string; ports: string }

export type ShownEvidence = { asked: string; from: string; at: string; came: string; outcome: 'good' | 'bad' | 'open'; text: string; note: string | null }

export type ShownPath = { title: string; hops: { where: string; status: HopStatus; decidedBy: string }[] }
