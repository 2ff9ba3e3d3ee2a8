import type { Who } from './actor'
import { STATES, type EndpointState, type Tone, type Turn } from './state'

/** What ClickHouse said about a request, as the desk recorded it. `withdrawn` takes back what was recorded by mistake. */
export const OUTCOMES = ['accepted', 'rejected', 'needs-information', 'withdrawn'] as const
export type OutcomeKind = (typeof OUTCOMES)[number]

export const OUTCOME_FACE: Record<OutcomeKind, { label: string; tone: Tone }> = {
  accepted: { label: 'Processed', tone: 'good' },
  rejected: { label: 'Rejected', tone: 'bad' },
  'needs-information': { label: 'Asks for information', tone: 'attention' },
  withdrawn: { label: 'Taken back', tone: 'neutral' },
}

/** That the ticket is at ClickHouse, under their number. */
export type TicketMark = { number: string; link: string | null; sentAt: Date; by: Who }
/** The newest outcome. `reason` is why it was rejected, or the question. */
export type Outcome = { kind: OutcomeKind; reason: string; at: Date; by: Who; answer: string | null; answeredAt: Date | null; answeredBy: string | null }
export type Note = { id: number; at: Date; by: Who; text: string }

/** What the desk knows of a request beside AWS. */
export type DeskFacts = { mark: TicketMark | null; outcome: Outcome | null }

/** The states in which a request can be of the desk's business: its endpoint was made, and the request is not closed. */
export const DESK_STATES = ['pending-acceptance', 'pending', 'available', 'partial', 'unrecognised', 'rejected', 'expired', 'failed', 'gone'] as const satisfies readonly EndpointState[]
export const isDeskState = (state: EndpointState): boolean => (DESK_STATES as readonly EndpointState[]).includes(state)

/** The groups of states that the desk filters by. */
export const DESK_GROUPS = {
  waiting: { label: 'Waiting for ClickHouse', states: ['pending-acceptance'] },
  connecting: { label: 'Connecting', states: ['pending', 'partial', 'unrecognised'] },
  connected: { label: 'Connected', states: ['available'] },
  rejected: { label: 'Rejected', states: ['rejected'] },
  expired: { label: 'Expired', states: ['expired'] },
  failed: { label: 'Failed', states: ['failed'] },
  gone: { label: 'Gone', states: ['gone'] },
} as const satisfies Record<string, { label: string; states: readonly EndpointState[] }>
export type DeskGroup = keyof typeof DESK_GROUPS
export const DESK_GROUP_NAMES = Object.keys(DESK_GROUPS) as DeskGroup[]

/** Which of the waiting ones: by where their ticket is. */
export const TICKET_STANDS = {
  unsent: 'Not sent yet',
  sent: 'Sent',
  question: 'Questions',
  answered: 'Decided',
} as const
export type TicketStand = keyof typeof TICKET_STANDS
export const TICKET_STAND_NAMES = Object.keys(TICKET_STANDS) as TicketStand[]

type Standing = { hasMark: boolean; outcome: OutcomeKind | null; answered: boolean }

/** Where the ticket is: a question that waits for its answer comes before everything else. */
export function ticketStand({ hasMark, outcome, answered }: Standing): TicketStand {
  if (outcome === 'needs-information' && !answered) return 'question'
  if (outcome === 'accepted' || outcome === 'rejected') return 'answered'
  return hasMark ? 'sent' : 'unsent'
}

export type DeskTurn = { who: Turn; sentence: string; short: string; since: Date }

/** Whose turn it is while AWS reports that the endpoint waits for acceptance, by what the desk knows. */
export function turnWhileWaiting({ mark, outcome }: DeskFacts, stateSince: Date): DeskTurn {
  const stand = ticketStand({ hasMark: mark !== null, outcome: outcome?.kind ?? null, answered: Boolean(outcome?.answeredAt) })
  if (outcome && stand === 'question') return { who: 'you', short: 'You: answer', sentence: 'It is your turn: ClickHouse asks for information.', since: outcome.at }
  if (outcome?.kind === 'rejected') return { who: 'you', short: 'You: fix and resubmit', sentence: 'It is your turn: ClickHouse rejected the request.', since: outcome.at }
  if (outcome?.kind === 'accepted') return { who: 'clickhouse', short: 'ClickHouse: said done', sentence: 'ClickHouse says it is done: AWS has to report the connection now.', since: outcome.at }
  if (mark) return { who: 'clickhouse', short: 'ClickHouse', sentence: 'It is ClickHouse’s turn: they have to accept the connection.', since: latest(mark.sentAt, outcome?.answeredAt ?? null) }
  return { who: 'you', short: 'You: send the ticket', sentence: 'It is your turn: send the ticket to ClickHouse support.', since: stateSince }
}

const latest = (a: Date, b: Date | null): Date => (b && b > a ? b : a)

/** A link to the ticket is only ever https, without a password in it. */
export function isTicketLink(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return protocol === 'https:' && username === '' && password === ''
}

/** Every desk state stands in one group; must stay empty. */
export const ungroupedDeskStates = (): EndpointState[] =>
  STATES.filter((state) => isDeskState(state) && !Object.values(DESK_GROUPS).some(({ states }) => (states as readonly EndpointState[]).includes(state)))
