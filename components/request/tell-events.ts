import type { Tone } from '@/components/ui/tone'
import { describeActor, describeEvent, type Event, type EventKind } from '@/lib/privatelink/event'
import { STATE_FACE } from '@/lib/privatelink/state'
import type { ToldEvent } from './history'

/** The mark of an event that changed no state, or whose own news outweighs the state it led to. */
const TONE: Partial<Record<EventKind, Tone>> = {
  'draft-started': 'neutral',
  'copied-from': 'neutral',
  'create-requested': 'neutral',
  'create-retried': 'attention',
  'create-refused': 'bad',
  parked: 'attention',
  'addresses-known': 'neutral',
  'private-dns-changed': 'working',
  'delete-requested': 'neutral',
  'delete-failed': 'bad',
  vanished: 'bad',
  'ticket-sent': 'waiting',
  'ticket-unsent': 'neutral',
  'note-written': 'neutral',
  'outcome-recorded': 'attention',
  'question-answered': 'waiting',
}

/** Events as the history shows them, in the order given. */
export const tellEvents = (events: readonly Event[]): ToldEvent[] =>
  events.map((event) => ({
    at: event.at.toISOString(),
    who: describeActor(event.actor),
    tone: TONE[event.kind] ?? (event.to ? STATE_FACE[event.to].tone : 'neutral'),
    text: describeEvent(event),
  }))
