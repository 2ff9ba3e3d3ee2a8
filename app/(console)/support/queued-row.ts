import { turnInList } from '@/components/request/turn-in-list'
import type { QueuedRequest } from '@/lib/db/list-desk'
import type { Standing } from '@/lib/privatelink/checks/proof'
import { turnWhileWaiting, OUTCOME_FACE } from '@/lib/privatelink/desk'
import type { Contradiction } from '@/lib/privatelink/desk-contradictions'
import { reasonOf } from '@/lib/privatelink/roles'
import { canDo, STATE_FACE, type Tone } from '@/lib/privatelink/state'
import type { Told } from '@/lib/privatelink/told'

/** One row of the queue as its table in the browser gets it. Times are ISO 8601. */
export type QueuedRow = {
  requestId: string
  name: string
  hostnames: string[]
  moreHostnames: number
  since: string
  turn: string
  yours: boolean
  face: { label: string; tone: Tone }
  region: string | null
  accountId: string | null
  accountName: string | null
  endpointId: string | null
  requester: string | null
  mark: { number: string; link: string | null; sentAt: string } | null
  outcome: { label: string; tone: Tone; reason: string } | null
  /** The last complete look; null where there was none since the start. `problem`: why the last try told nothing. */
  look: { at: string | null; problem: string | null; /** Who reported it, where nobody looks. */ reportedBy: string | null }
  contradictions: Contradiction[]
  /** Why it cannot be in a ticket; null where it can. */
  notForTicket: string | null
}

type Around = { accountName: string | null; look: { lastGoodAt: string | null; problem: string | null }; told?: Told; standing?: Standing; contradictions: Contradiction[] }

const HOSTNAMES_SHOWN = 2

export function toQueuedRow(request: QueuedRequest, { accountName, look, told, standing, contradictions }: Around): QueuedRow {
  const { requestId, name, state, stateSince, hostnames, region, accountId, endpointId, ownerName, mark, outcome } = request
  const face = STATE_FACE[state]
  const turn = state === 'pending-acceptance' ? waitingTurn(request) : turnInList({ state, standing })
  return {
    requestId,
    name,
    hostnames: hostnames.slice(0, HOSTNAMES_SHOWN),
    moreHostnames: Math.max(0, hostnames.length - HOSTNAMES_SHOWN),
    since: stateSince.toISOString(),
    turn: turn.short,
    yours: turn.who === 'you',
    face: { label: face.label, tone: face.tone },
    region,
    accountId,
    accountName,
    endpointId,
    requester: ownerName,
    mark: mark && { ...mark, sentAt: mark.sentAt.toISOString() },
    outcome: outcome && { ...OUTCOME_FACE[outcome.kind], reason: outcome.reason },
    look: told ? { at: told.at.toISOString(), problem: null, reportedBy: told.by } : { at: look.lastGoodAt, problem: look.problem, reportedBy: null },
    contradictions,
    notForTicket: reasonOf(canDo('addToTicket', state)),
  }
}

const NOBODY = { kind: 'system' } as const

function waitingTurn({ mark, outcome, stateSince }: QueuedRequest) {
  return turnWhileWaiting({ mark: mark && { ...mark, by: NOBODY }, outcome: outcome && { ...outcome, by: NOBODY, answer: null, answeredBy: null } }, stateSince)
}
