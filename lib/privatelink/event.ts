import type { Who } from './actor'
import type { EndpointState } from './state'
import { cleanLine } from './text'

/** One line of a request's history. Written in the same transaction as what it tells. */
export type Event = {
  at: Date
  actor: Who
  kind: EventKind
  /** The states before and after, where the state changed. */
  from: EndpointState | null
  to: EndpointState | null
  /** Facts of the event (an id, AWS's words, a reason): text only, shown as text. */
  detail: Record<string, string>
}

export const EVENT_KINDS = [
  'draft-started',
  'copied-from',
  'create-requested',
  'create-retried',
  'create-refused',
  'endpoint-created',
  'endpoint-found',
  'endpoint-adopted',
  'parked',
  'state-changed',
  'addresses-known',
  'proof-lost',
  'private-dns-requested',
  'private-dns-refused',
  'private-dns-changed',
  'delete-requested',
  'delete-failed',
  'vanished',
  'ticket-sent',
  'ticket-unsent',
  'note-written',
  'outcome-recorded',
  'question-answered',
  'evidence-added',
  'evidence-removed',
  'drift-accepted',
  'hostnames-given',
  'state-told',
] as const

export type EventKind = (typeof EVENT_KINDS)[number]

/** The name under which somebody stands in the timeline. */
export function describeActor(actor: Who): string {
  if (actor.kind === 'user') return cleanLine(actor.name, 80) || 'A user'
  if (actor.kind === 'token') return `${cleanLine(actor.name, 80) || 'Somebody'} by API token`
  return PROGRAM[actor.kind]
}

const PROGRAM = { watcher: 'Watcher', recovery: 'Recovery', system: 'Causeway', guest: 'Somebody with a link' }

/** One sentence in the past tense for the timeline, for every kind. Text from outside is made visible, not escaped. */
export function describeEvent(event: Event): string {
  return TOLD[event.kind](event)
}

const TOLD: Record<EventKind, (event: Event) => string> = {
  'draft-started': () => 'The draft was started.',
  'copied-from': ({ detail }) => `The draft was started as a corrected copy of ${fact(detail.name) || fact(detail.requestId) || 'another request'}.`,
  'create-requested': ({ detail }) => `The creation of the endpoint was requested${detail.vpcId ? ` in ${fact(detail.vpcId)}` : ''}.`,
  'create-retried': ({ detail }) => withReason('The create call was repeated with the same token', detail),
  'create-refused': ({ detail }) => withReason('AWS refused to create the endpoint', detail),
  'endpoint-created': ({ detail, to }) => `AWS created ${endpoint(detail)}${to ? `, ${AS_STATE[to]}` : ''}.`,
  'endpoint-found': ({ detail, to }) => `The answer of AWS was lost; ${endpoint(detail)} was found by its tag${to ? `, ${AS_STATE[to]}` : ''}.`,
  'endpoint-adopted': ({ detail, to }) => `The existing ${endpoint(detail)} was taken over${to ? `, ${AS_STATE[to]}` : ''}.`,
  parked: ({ detail }) => withReason('The request was set aside until somebody decides', detail),
  'state-changed': toldChange,
  'addresses-known': ({ detail }) => `The addresses of the endpoint became known${detail.addresses ? `: ${fact(detail.addresses)}` : ''}.`,
  'proof-lost': ({ detail }) => withReason('The connection no longer proves itself', detail),
  'private-dns-requested': ({ detail }) => `Switching private DNS ${detail.enabled === 'true' ? 'on' : 'off'} was requested.`,
  'private-dns-refused': ({ detail }) => withReason(`Private DNS was not switched ${detail.enabled === 'true' ? 'on' : 'off'}`, detail),
  'private-dns-changed': ({ detail }) => `Private DNS was switched ${detail.enabled === 'true' ? 'on' : 'off'} for the endpoint.`,
  'delete-requested': ({ detail }) => `The deletion of ${endpoint(detail)} was requested.`,
  'delete-failed': ({ detail }) => withReason('AWS did not delete the endpoint', detail),
  'evidence-added': ({ detail }) => (detail.origin === 'script' ? `The script reported from ${placeOf(detail)}${withCount(detail)}.` : `Output of a command run ${placeOf(detail, true)} was added as evidence${withCount(detail)}.`),
  'evidence-removed': () => 'A piece of evidence was deleted.',
  'drift-accepted': ({ detail }) => `What AWS shows became the plan${detail.fields ? `: ${fact(detail.fields)}` : ''}.`,
  'hostnames-given': ({ detail }) => `The instances behind the endpoint were named${detail.hostnames ? `: ${fact(detail.hostnames)}` : ''}.`,
  'state-told': ({ detail }) => withReason(`The state “${fact(detail.awsState) || 'not known'}” was reported ${TOLD_BY[detail.how ?? ''] ?? ''}; Causeway did not see it itself`, { reason: detail.note ?? '' }),
  vanished: ({ detail }) =>
    detail.missedLooks
      ? `The endpoint disappeared from AWS without being deleted here: ${fact(detail.missedLooks)} complete looks in a row did not find it.`
      : 'AWS reported that the endpoint was deleted, and it was not deleted here.',
  'ticket-sent': ({ detail }) => `The ticket was sent to ClickHouse${detail.number ? ` as number ${fact(detail.number)}` : ''}.`,
  'ticket-unsent': ({ detail }) => `The mark that the ticket was sent${detail.number ? ` as number ${fact(detail.number)}` : ''} was taken back.`,
  'note-written': ({ detail }) => withReason('A note was written', { reason: detail.text ?? '' }),
  'outcome-recorded': ({ detail }) => withReason(OUTCOME_TOLD[detail.outcome ?? ''] ?? 'What ClickHouse said was recorded', detail),
  'question-answered': ({ detail }) => withReason('The question of ClickHouse was answered', { reason: detail.answer ?? '' }),
}

const TOLD_BY: Record<string, string> = { paste: 'by pasting what AWS printed', hand: 'by hand', script: 'by the script, which saw traffic pass' }

const OUTCOME_TOLD: Record<string, string> = {
  accepted: 'ClickHouse said that the request is processed',
  rejected: 'ClickHouse said that it rejected the request',
  'needs-information': 'ClickHouse asked for information',
  withdrawn: 'What was recorded as ClickHouse’s answer was taken back',
}

const PLACE: Record<string, [string, string]> = { vpc: ['inside the VPC', 'inside the VPC'], laptop: ['a laptop', 'on a laptop'] }
const placeOf = ({ place }: Event['detail'], running = false) => (PLACE[place ?? ''] ?? ['elsewhere', 'elsewhere'])[running ? 1 : 0]
const withCount = ({ findings }: Event['detail']) => (findings === undefined || findings === '0' ? '' : `: ${fact(findings)} ${findings === '1' ? 'thing was' : 'things were'} seen`)

/** How a state sounds right after "AWS created vpce-…". */
const AS_STATE: Record<EndpointState, string> = {
  draft: 'as a draft',
  creating: 'not answered yet',
  refused: 'refused',
  'needs-review': 'to be decided',
  'pending-acceptance': 'waiting for ClickHouse',
  pending: 'connecting',
  available: 'available',
  rejected: 'rejected',
  expired: 'expired',
  failed: 'failed',
  partial: 'partly available',
  unrecognised: 'in a state that is not known here',
  deleting: 'being deleted',
  deleted: 'deleted',
  gone: 'gone',
}

function toldChange({ from, to, detail }: Event): string {
  if (to === 'available') return from === 'pending-acceptance' || from === 'pending' ? 'The endpoint became available.' : 'The endpoint became available again.'
  if (to === 'pending') return from === 'pending-acceptance' ? 'ClickHouse accepted the connection, and AWS began to set it up.' : 'AWS began to change the connection.'
  if (to === 'rejected') return withReason('ClickHouse rejected the connection', detail)
  if (to === 'expired') return withReason('The request for a connection expired before anybody accepted it', detail)
  if (to === 'failed') return withReason('AWS could not make the endpoint work', detail)
  if (to === 'deleting') return 'AWS began to delete the endpoint.'
  if (to === 'deleted') return 'The endpoint was deleted.'
  if (to === 'unrecognised') return `AWS reported a state that is not known here${detail.awsState ? `: “${fact(detail.awsState)}”` : ''}.`
  if (to === 'pending-acceptance') return 'The endpoint began to wait for ClickHouse.'
  if (to === 'partial') return withReason('AWS reported that only a part of the endpoint works', detail)
  return to ? `The request became ${AS_STATE[to]}.` : 'The state changed.'
}

const fact = (text: string | undefined): string => cleanLine(text ?? '', 500)

const endpoint = (detail: Event['detail']): string => (detail.endpointId ? `endpoint ${fact(detail.endpointId)}` : 'endpoint')

function withReason(what: string, detail: Event['detail']): string {
  const reason = fact(detail.reason ?? detail.problem)
  if (!reason) return `${what}.`
  return `${what}: ${reason}${/[.!?…]$/.test(reason) ? '' : '.'}`
}
