import type { Who } from './actor'
import type { ByHand } from './checks/by-hand'
import type { ProofStep } from './checks/proof'
import { ticketStand, type DeskFacts } from './desk'
import type { Event } from './event'
import type { EndpointRequest } from './request'
import type { EndpointState } from './state'

export const LANES = ['you', 'aws', 'clickhouse'] as const
export type Lane = (typeof LANES)[number]

export type StepId = 'prepare' | 'create' | 'ticket' | 'accept' | 'connect' | 'tcp' | 'shift' | 'verify'

/**
 * `current`: this is waited for now. `stopped`: it ended here and does not go on by itself. `later`: comes after the current
 * one. `never`: will not be reached by this request any more. `broken`: the checks found something wrong, which can be mended.
 */
export type StepState = 'done' | 'current' | 'stopped' | 'broken' | 'later' | 'never'

/** One line of the checklist: derived from the request and its history, never stored. */
export type ChecklistStep = {
  id: StepId
  /** Whose step it is. */
  lane: Lane
  title: string
  state: StepState
  /** When it was done and who did or saw it; null where the history does not say. */
  done: { at: Date; actor: Who } | null
  /** Since when it is waited for, or when it stopped. */
  since: Date | null
  /** What it waits for, what stopped it, or what there is to know. */
  note: string | null
  /** What does the same by hand, for each system; empty where nothing does. */
  commands: ByHand[]
}

const LANE: Record<StepId, Lane> = { prepare: 'you', create: 'aws', ticket: 'you', accept: 'clickhouse', connect: 'aws', tcp: 'you', shift: 'you', verify: 'you' }

const ORDER: readonly StepId[] = ['prepare', 'create', 'ticket', 'accept', 'connect', 'tcp', 'shift', 'verify']

const TITLE: Record<StepId, { open: string; done: string }> = {
  prepare: { open: 'Prepare the request', done: 'Request prepared' },
  create: { open: 'Create the endpoint', done: 'Endpoint created' },
  ticket: { open: 'Hand the ticket to ClickHouse support', done: 'Ticket no longer needed' },
  accept: { open: 'Accept the connection', done: 'Connection accepted' },
  connect: { open: 'Set up the connection', done: 'Endpoint available' },
  tcp: { open: 'Test TCP to the endpoint', done: 'TCP reaches the endpoint' },
  shift: { open: 'Shift the traffic', done: 'Traffic shifted' },
  verify: { open: 'Verify TLS, HTTPS and a query', done: 'Proved' },
}

const WAITS_FOR: Record<StepId, string> = {
  prepare: '',
  create: 'Waits for you to press the button on the review.',
  ticket: 'Waits for the endpoint: its id goes into the ticket.',
  accept: 'Waits for the ticket.',
  connect: 'Waits for ClickHouse to accept.',
  tcp: 'Waits until the endpoint is available.',
  shift: 'Waits for TCP to be tested.',
  verify: 'Waits for the names to lead to the endpoint.',
}

/** Where a request stands: the steps that are its business now, and whether it goes on from there. */
type Standing = { at: StepId[]; state: Extract<StepState, 'current' | 'stopped'>; note?: string; /** Where it is another time than that of the state. */ since?: Date; /** What the step asks instead of its usual title. */ title?: string }

/**
 * Derives every step. `events` in any order; with some or all of them missing the steps stay right and lose only times. With what the
 * desk knows, the ticket is a step that is done or not; without, both its step and ClickHouse's are current. `proof`: what the checks say of
 * the last part of the way; without, nothing of it is known.
 */
export function deriveChecklist(request: EndpointRequest, events: readonly Event[], desk?: DeskFacts, proof: readonly ProofStep[] = []): ChecklistStep[] {
  const steps = deriveSteps(request, events, desk)
  return request.state === 'available' && proof.length > 0 ? withProof(steps, proof, request) : steps
}

/** A name that does not lead to the endpoint is wrong only after the traffic was shifted; before, it is what there is to do. */
function withProof(steps: readonly ChecklistStep[], proof: readonly ProofStep[], { privateDnsEnabled }: Pick<EndpointRequest, 'privateDnsEnabled'>): ChecklistStep[] {
  let waits = false
  return steps.map((step): ChecklistStep => {
    const proved = proof.find(({ id }) => id === step.id && (id === 'tcp' || id === 'shift' || id === 'verify'))
    if (!proved) return step
    const { sentence: note, commands } = proved
    if (proved.state === 'done') return { ...step, title: TITLE[step.id].done, state: 'done', since: null, note, commands }
    const first = !waits
    waits = true
    const isBroken = proved.state === 'broken' && (step.id !== 'shift' || privateDnsEnabled)
    const state = first ? (isBroken ? 'broken' : 'current') : 'later'
    return { ...step, title: TITLE[step.id].open, state, since: null, note: first ? note : WAITS_FOR[step.id], commands }
  })
}

function deriveSteps(request: EndpointRequest, events: readonly Event[], desk?: DeskFacts): ChecklistStep[] {
  const history = { ...toHistory(events), ...(desk?.mark && { ticket: { at: desk.mark.sentAt, actor: desk.mark.by } }) }
  const standing = (desk && request.state === 'pending-acceptance' && standingByDesk(desk)) || standingOf(request.state, history)
  const first = Math.min(...standing.at.map((id) => ORDER.indexOf(id)))
  return ORDER.map((id, index): ChecklistStep => {
    const step = { id, lane: LANE[id], done: null, since: null, commands: [] }
    const at = standing.at.includes(id)
    if (at) return { ...step, title: standing.title ?? TITLE[id].open, state: standing.state, since: standing.since ?? request.stateSince, note: noteAt(id, standing) }
    if (index < first) return { ...step, title: doneTitle(id, history), state: 'done', done: history[id] ?? null, note: null }
    if (standing.state === 'current') return { ...step, title: TITLE[id].open, state: 'later', note: WAITS_FOR[id] }
    return { ...step, title: TITLE[id].open, state: 'never', note: null }
  })
}

const doneTitle = (id: StepId, history: History): string => (id === 'ticket' && history.ticket ? 'Ticket sent to ClickHouse' : TITLE[id].done)

function standingByDesk({ mark, outcome }: DeskFacts): Standing {
  const stand = ticketStand({ hasMark: mark !== null, outcome: outcome?.kind ?? null, answered: Boolean(outcome?.answeredAt) })
  if (stand === 'question') return { at: ['ticket'], state: 'current', title: 'Answer ClickHouse’s question', note: 'They go on when they have the answer.', since: outcome?.at }
  if (outcome?.kind === 'rejected') return { at: ['accept'], state: 'stopped', note: 'ClickHouse rejected the request.', since: outcome.at }
  if (outcome?.kind === 'accepted') return { at: ['accept'], state: 'current', note: 'ClickHouse says it is done. AWS does not report it yet.', since: outcome.at }
  if (!mark) return { at: ['ticket'], state: 'current' }
  return { at: ['accept'], state: 'current', since: outcome?.answeredAt && outcome.answeredAt > mark.sentAt ? outcome.answeredAt : mark.sentAt }
}

function noteAt(id: StepId, { state, note }: Standing): string | null {
  if (note) return note
  if (state === 'stopped') return null
  if (id === 'ticket') return 'Copy it below, send it, and mark it as sent.'
  if (id === 'accept') return 'They see a connection request with the endpoint’s id and accept it on their side.'
  if (id === 'tcp') return 'Run the checks below, or the commands on a machine in the VPC.'
  return null
}

function standingOf(state: EndpointState, history: History): Standing {
  // How far it came, for states that can follow from anywhere.
  const reached: StepId = history.connect ? 'tcp' : history.accept ? 'connect' : 'accept'
  const STANDING: Record<EndpointState, Standing> = {
    draft: { at: ['prepare'], state: 'current' },
    creating: { at: ['create'], state: 'current' },
    refused: { at: ['create'], state: 'stopped', note: 'AWS refused. Nothing was made.' },
    'needs-review': { at: ['create'], state: 'stopped', note: 'It is not certain whether the endpoint was made. Decide above.' },
    'pending-acceptance': { at: ['ticket', 'accept'], state: 'current' },
    pending: { at: ['connect'], state: 'current' },
    available: { at: ['tcp'], state: 'current' },
    rejected: { at: ['accept'], state: 'stopped', note: 'ClickHouse rejected it.' },
    expired: { at: ['accept'], state: 'stopped', note: 'Nobody accepted in time.' },
    failed: { at: [history.accept ? 'connect' : 'accept'], state: 'stopped', note: 'AWS reports that the endpoint failed.' },
    partial: { at: ['connect'], state: 'stopped', note: 'AWS reports that only a part of it works.' },
    unrecognised: { at: [reached], state: 'current', note: 'AWS uses a word for its state that is not known here.' },
    deleting: { at: [reached], state: 'stopped', note: 'The endpoint is being deleted.' },
    deleted: { at: [reached], state: 'stopped', note: 'The endpoint was deleted.' },
    gone: { at: [reached], state: 'stopped', note: 'The endpoint disappeared from AWS.' },
  }
  return STANDING[state]
}

type Done = { at: Date; actor: Who }
type History = Partial<Record<StepId, Done>>

/** When each step was done for the first time. */
function toHistory(events: readonly Event[]): History {
  const oldestFirst = [...events].sort((a, b) => a.at.getTime() - b.at.getTime())
  const first = (fits: (event: Event) => boolean): Done | undefined => {
    const event = oldestFirst.find(fits)
    return event && { at: event.at, actor: event.actor }
  }
  const made = first(({ kind }) => kind === 'endpoint-created' || kind === 'endpoint-found' || kind === 'endpoint-adopted')
  const accepted = first(({ to }) => to === 'pending' || to === 'available')
  return {
    prepare: first(({ kind }) => kind === 'create-requested') ?? made,
    create: made,
    accept: accepted,
    connect: first(({ to }) => to === 'available'),
  }
}
