import { regionOf } from './hostnames'
import { ticketStand, type OutcomeKind } from './desk'
import type { EndpointState } from './state'
import { cleanLine } from './text'

/** One request as the desk compares it with the others; times in ms since 1970. */
export type DeskRow = {
  requestId: string
  name: string
  state: EndpointState
  stateSince: number
  accountId: string | null
  region: string | null
  endpointId: string | null
  hostnames: string[]
  ownerName: string | null
  mark: { number: string; sentAt: number } | null
  outcome: { kind: OutcomeKind; at: number; answeredAt: number | null } | null
}

export const CONTRADICTIONS = ['endpoint-gone', 'region-differs', 'same-endpoint', 'processed-but-pending', 'outcome-differs', 'sent-long-ago', 'in-another-ticket'] as const
export type ContradictionKind = (typeof CONTRADICTIONS)[number]

/** Two things that cannot both be right, or hardly. `others` are the requests it is about besides this one. */
export type Contradiction = { kind: ContradictionKind; sentence: string; todo: string; others: { requestId: string; name: string }[] }

/** When the account and region of a request was last looked at completely, and how often it is; null where that is not known. */
export type LookTimes = { lastGoodAt: number; everyMs: number } | null
type Around = { now: number; lookOf: (row: DeskRow) => LookTimes }

/** A ticket that nothing has moved for this long is asked about. */
export const QUIET_DAYS = 3
const DAY_MS = 86_400_000
const NAMED_AT_MOST = 3
/** Of those that share a hostname or an endpoint: enough to name some, and ten thousand with one hostname stay one pass. */
const COMPARED_AT_MOST = 20

/** What does not fit together, by request. Rows that have nothing are not in the answer. One pass, however many there are. */
export function findContradictions(rows: readonly DeskRow[], around: Around): Map<string, Contradiction[]> {
  const index: Index = { byEndpoint: groupBy(rows, ({ endpointId }) => (endpointId ? [endpointId] : [])), sentByHostname: groupBy(rows.filter(({ mark }) => mark), ({ hostnames }) => hostnames) }
  const found = new Map<string, Contradiction[]>()
  for (const row of rows) {
    const all = JUDGES.flatMap((judge) => judge(row, index, around) ?? [])
    if (all.length > 0) found.set(row.requestId, all)
  }
  return found
}

type Index = { byEndpoint: Map<string, DeskRow[]>; sentByHostname: Map<string, DeskRow[]> }
type Judge = (row: DeskRow, index: Index, around: Around) => Contradiction | null

const JUDGES: readonly Judge[] = [endpointGone, regionDiffers, sameEndpoint, processedButPending, outcomeDiffers, sentLongAgo, inAnotherTicket]

const ENDED: Partial<Record<EndpointState, string>> = { gone: 'is no longer at AWS', rejected: 'was rejected', expired: 'expired', failed: 'failed' }

/** Rejected endpoints of which the desk knows are in order; anything else that ended leaves a ticket that asks for nothing. */
function endpointGone({ state, endpointId, mark, outcome }: DeskRow): Contradiction | null {
  const ended = ENDED[state]
  if (!mark || !ended || outcome?.kind === 'rejected') return null
  return {
    kind: 'endpoint-gone',
    sentence: `Ticket ${shown(mark.number)} asks for ${endpointId ?? 'an endpoint'}, which ${ended}.`,
    todo: state === 'gone' ? 'Tell ClickHouse that it is not needed any more, then take the mark back.' : 'Record why, so that the requester can correct it, or take the mark back.',
    others: [],
  }
}

function regionDiffers({ region, hostnames }: DeskRow): Contradiction | null {
  const foreign = hostnames.filter((hostname) => region !== null && regionOf(hostname) !== null && regionOf(hostname) !== region)
  if (foreign.length === 0) return null
  return {
    kind: 'region-differs',
    sentence: `The endpoint is in ${region}, but ${listed(foreign)} ${foreign.length === 1 ? 'is' : 'are'} in ${[...new Set(foreign.map(regionOf))].join(', ')}.`,
    todo: 'Ask the requester which one is meant: an endpoint reaches instances of its own region only.',
    others: [],
  }
}

function sameEndpoint({ requestId, endpointId }: DeskRow, { byEndpoint }: Index): Contradiction | null {
  const others = (byEndpoint.get(endpointId ?? '') ?? []).filter((row) => row.requestId !== requestId)
  if (others.length === 0) return null
  return {
    kind: 'same-endpoint',
    sentence: `${endpointId} stands in ${quoted(others)} as well.`,
    todo: 'Send it in one ticket only, and ask the requester which request counts.',
    others: others.map(named),
  }
}

/** Two looks that began after it was recorded, so that AWS had the time to say so. */
function processedButPending(row: DeskRow, _index: Index, { lookOf }: Around): Contradiction | null {
  if (row.outcome?.kind !== 'accepted' || row.state !== 'pending-acceptance') return null
  const look = lookOf(row)
  if (!look || look.lastGoodAt < row.outcome.at + 2 * look.everyMs) return null
  return {
    kind: 'processed-but-pending',
    sentence: `Recorded as processed, but AWS still reports that ${row.endpointId ?? 'the endpoint'} waits for acceptance.`,
    todo: 'Ask ClickHouse whether they accepted this very id, in this region.',
    others: [],
  }
}

function outcomeDiffers({ state, outcome }: DeskRow): Contradiction | null {
  if (outcome?.kind === 'rejected' && (state === 'available' || state === 'pending')) {
    return { kind: 'outcome-differs', sentence: `Recorded as rejected, but AWS reports the connection as ${state === 'available' ? 'available' : 'being set up'}.`, todo: 'Ask ClickHouse which is right, and record what they say.', others: [] }
  }
  if (outcome?.kind === 'accepted' && (state === 'rejected' || state === 'expired')) {
    return { kind: 'outcome-differs', sentence: `Recorded as processed, but AWS reports the endpoint as ${state}.`, todo: 'Ask ClickHouse what happened, and record why, so that the requester can correct it.', others: [] }
  }
  return null
}

function sentLongAgo({ state, mark, outcome }: DeskRow, _index: Index, { now }: Around): Contradiction | null {
  if (!mark || state !== 'pending-acceptance') return null
  if (ticketStand({ hasMark: true, outcome: outcome?.kind ?? null, answered: Boolean(outcome?.answeredAt) }) !== 'sent') return null
  const days = Math.floor((now - Math.max(mark.sentAt, outcome?.answeredAt ?? 0)) / DAY_MS)
  if (days < QUIET_DAYS) return null
  return {
    kind: 'sent-long-ago',
    sentence: `Ticket ${shown(mark.number)} has been with ClickHouse for ${days} days without any change.`,
    todo: 'Ask in the ticket where it stands.',
    others: [],
  }
}

function inAnotherTicket({ requestId, endpointId, state, hostnames, mark, accountId }: DeskRow, { sentByHostname }: Index): Contradiction | null {
  if (state !== 'pending-acceptance') return null
  const others = new Map<string, DeskRow>()
  const shared = hostnames.filter((hostname) => {
    const elsewhere = (sentByHostname.get(hostname) ?? []).filter((row) => row.requestId !== requestId && row.endpointId !== endpointId && row.accountId === accountId && row.mark?.number !== mark?.number && row.outcome?.kind !== 'accepted' && row.state !== 'available')
    for (const row of elsewhere) others.set(row.requestId, row)
    return elsewhere.length > 0
  })
  const rows = [...others.values()]
  if (rows.length === 0) return null
  return {
    kind: 'in-another-ticket',
    sentence: `${listed(shared)} ${shared.length === 1 ? 'is' : 'are'} in ticket ${[...new Set(rows.map((row) => shown(row.mark?.number ?? '')))].slice(0, NAMED_AT_MOST).join(', ')} of ${quoted(rows)} as well.`,
    todo: 'Say in both tickets that both endpoints are wanted, or which one is not.',
    others: rows.slice(0, NAMED_AT_MOST).map(named),
  }
}

const named = ({ requestId, name }: DeskRow) => ({ requestId, name })
const shown = (text: string) => cleanLine(text, 60)

function listed(words: readonly string[]): string {
  const more = words.length - NAMED_AT_MOST
  return more > 0 ? `${words.slice(0, NAMED_AT_MOST).join(', ')} and ${more} more` : words.join(', ')
}

const quoted = (rows: readonly DeskRow[]) => listed(rows.map(({ name }) => `“${shown(name)}”`))

function groupBy(rows: readonly DeskRow[], keysOf: (row: DeskRow) => readonly string[]): Map<string, DeskRow[]> {
  const groups = new Map<string, DeskRow[]>()
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const group = groups.get(key)
      if (!group) groups.set(key, [row])
      else if (group.length < COMPARED_AT_MOST) group.push(row)
    }
  }
  return groups
}
