import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Person } from '@/lib/privatelink/actor'
import { OUTCOME_FACE, type DeskFacts, type Note } from '@/lib/privatelink/desk'
import { describeActor } from '@/lib/privatelink/event'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { mayDo, reasonOf, type Operation } from '@/lib/privatelink/roles'
import { canDo } from '@/lib/privatelink/state'
import type { DeskPart, NextAction } from './request-view'

/** What the desk knows of the request, and what who looks at it may do there. */
export type DeskKnown = { facts: DeskFacts; notes: Note[]; off: DeskPart['off'] }

export function deskOff(viewer: Person, request: EndpointRequest): DeskPart['off'] {
  const off = (operation: Operation) => reasonOf(mayDo(viewer, operation, request))
  return { markSent: off('markSent') ?? reasonOf(canDo('addToTicket', request.state)), recordOutcome: off('recordOutcome'), writeNote: off('writeNote') }
}

export function toDeskPart({ facts: { mark, outcome }, notes, off }: DeskKnown): DeskPart {
  return {
    mark: mark && { number: mark.number, link: mark.link, at: mark.sentAt.toISOString(), who: describeActor(mark.by) },
    outcome: outcome && {
      kind: outcome.kind,
      ...OUTCOME_FACE[outcome.kind],
      reason: outcome.reason,
      at: outcome.at.toISOString(),
      who: describeActor(outcome.by),
      answer: outcome.answer !== null && outcome.answeredAt ? { text: outcome.answer, at: outcome.answeredAt.toISOString(), who: outcome.answeredBy ?? '' } : null,
    },
    notes: notes.map(({ id, text, at, by }) => ({ id, text, at: at.toISOString(), who: describeActor(by) })).reverse(),
    off,
  }
}

/** ClickHouse's words where the requester has to act on them, with what to do; null where there are none. */
export function saidByClickHouse({ state }: EndpointRequest, { facts: { outcome }, off }: DeskKnown): { text: string; next: string; action: NextAction | null } | null {
  if (!outcome || outcome.answeredAt) return null
  if (outcome.kind === 'needs-information' && state === 'pending-acceptance') {
    return { text: outcome.reason, next: 'Answer here. It is ClickHouse’s turn again then.', action: { do: 'answer', off: off.writeNote } }
  }
  if (outcome.kind !== 'rejected') return null
  if (canDo('copy', state).ok) return { text: outcome.reason, next: 'Start a corrected copy, send its ticket, and delete this endpoint.', action: { do: 'copy', label: 'Fix and resubmit', key: randomUUID() } }
  if (state !== 'pending-acceptance') return null
  return { text: outcome.reason, next: 'This endpoint still holds its place and is billed. Delete it below; a corrected copy can be started then.', action: null }
}
