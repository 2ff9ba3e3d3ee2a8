import type { Actor } from './request'
import type { EndpointState } from './state'

/** One line of a request's history. Written in the same transaction as what it tells. */
export type Event = {
  at: Date
  actor: Actor
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
  'private-dns-changed',
  'delete-requested',
  'delete-failed',
  'vanished',
] as const

export type EventKind = (typeof EVENT_KINDS)[number]
