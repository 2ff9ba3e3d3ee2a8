import { describeActor, EVENT_KINDS, type EventKind } from './event'
import type { Who } from './actor'
import { cleanLine } from './text'

/** What the sentence of a line is made from; texts as they were stored, by whoever. */
export type AuditFacts = {
  actorKind: string
  actorName: string | null
  action: string
  objectKind: string
  objectName: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** How kinds of things are called. */
const KIND: Record<string, string> = { request: 'request', rate: 'rate', service: 'service', port: 'port', account: 'account', person: 'person', share: 'shared link' }

const EVENT_WORDS: Record<EventKind, string> = {
  'draft-started': 'started',
  'copied-from': 'started as a corrected copy',
  'create-requested': 'asked AWS to create the endpoint of',
  'create-retried': 'repeated the create call of',
  'create-refused': 'noted that AWS refused to create',
  'endpoint-created': 'noted the new endpoint of',
  'endpoint-found': 'found the endpoint of',
  'endpoint-adopted': 'took over an existing endpoint for',
  parked: 'set aside',
  'state-changed': 'noted a new state of',
  'addresses-known': 'noted the addresses of',
  'proof-lost': 'noted that the proof no longer holds of',
  'private-dns-requested': 'asked AWS to switch private DNS of',
  'private-dns-refused': 'noted that private DNS was not switched for',
  'private-dns-changed': 'noted a switch of private DNS of',
  'delete-requested': 'asked AWS to delete the endpoint of',
  'delete-failed': 'noted that AWS did not delete the endpoint of',
  vanished: 'noted that the endpoint disappeared of',
  'ticket-sent': 'marked as sent the ticket of',
  'ticket-unsent': 'took back the sent mark of',
  'note-written': 'wrote a note on',
  'outcome-recorded': 'recorded an outcome of',
  'question-answered': 'answered ClickHouse’s question about',
  'evidence-added': 'added evidence to',
  'evidence-removed': 'removed evidence from',
  'drift-accepted': 'accepted what AWS shows as the plan of',
  'hostnames-given': 'named the instances of',
  'state-told': 'reported the state of',
}

/** What was done, before the name of the thing. */
const VERB: Record<string, string> = {
  ...Object.fromEntries(EVENT_KINDS.map((kind) => [`request.${kind}`, EVENT_WORDS[kind]])),
  'request.draft-changed': 'changed the draft of',
  'request.discarded': 'discarded',
  'rate.changed': 'changed the',
  'rate.reset': 'went back to the shipped',
  'service.added': 'added the',
  'service.changed': 'changed the',
  'service.hidden': 'hid the shipped',
  'service.removed': 'removed the',
  'service.reset': 'went back to the shipped',
  'port.added': 'added the',
  'port.changed': 'changed the',
  'port.hidden': 'left out the shipped',
  'port.removed': 'removed the',
  'port.reset': 'went back to the shipped',
  'account.added': 'added the',
  'account.changed': 'changed the',
  'account.snapshot-given': 'pasted what AWS answers for the',
  'share.made': 'made the',
  'share.opened': 'opened the',
  'share.revoked': 'revoked the',
}

export const whoOf = ({ actorKind, actorName }: Pick<AuditFacts, 'actorKind' | 'actorName'>): string => describeActor(toWho(actorKind, actorName))

function toWho(kind: string, name: string | null): Who {
  if (kind === 'watcher' || kind === 'recovery' || kind === 'system') return { kind }
  if (kind === 'guest') return { kind, from: null }
  return { kind: kind === 'token' ? 'token' : 'user', name: name ?? '' }
}

/** One sentence in the past tense. An action that is not known here is told by its own words, so that no line is without any. */
export function describeAudit(facts: AuditFacts): string {
  const kind = KIND[facts.objectKind] ?? words(facts.objectKind)
  const thing = `${kind} ${cleanLine(facts.objectName, 120) || 'without a name'}`
  const verb = VERB[facts.action]
  if (verb) return `${capital(verb)} ${thing}${stateWords(facts)}.`
  return `${capital(words(facts.action.slice(facts.action.indexOf('.') + 1)))}: ${thing}.`
}

/** What an action is called on a menu. */
export function actionLabel(action: string): string {
  const [kind = '', ...what] = action.split('.')
  return `${capital(KIND[kind] ?? words(kind))}: ${words(what.join('.'))}`
}

function stateWords({ action, after }: AuditFacts): string {
  const state = after?.['state']
  return action === 'request.state-changed' && typeof state === 'string' ? `: ${words(state)}` : ''
}

const words = (name: string): string => cleanLine(name, 80).replaceAll(/[-_.]+/g, ' ')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export type Difference = { field: string; before: string | null; after: string | null }

/** Field by field what it was and what it became; null where there was nothing. Values are short text. */
export function auditDifferences({ before, after }: Pick<AuditFacts, 'before' | 'after'>): Difference[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields
    .map((field) => ({ field: fieldWords(field), before: valueOf(before?.[field]), after: valueOf(after?.[field]) }))
    .filter((one) => one.before !== one.after)
}

const fieldWords = (field: string): string => words(field.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')).toLowerCase()

function valueOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) return value.length === 0 ? null : cleanLine(value.join(', '), 300)
  if (typeof value === 'object') return cleanLine(JSON.stringify(value), 300)
  return cleanLine(String(value), 300)
}
