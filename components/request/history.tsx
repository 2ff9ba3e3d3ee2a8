import { Disclosure } from '@/components/ui/disclosure'
import { Timeline, type TimelineItem } from '@/components/ui/timeline'
import type { Tone } from '@/components/ui/tone'
import { describeEvent, type Event, type EventKind } from '@/lib/privatelink/event'
import { STATE_FACE } from '@/lib/privatelink/state'
import { ActorTime } from './actor-time'
import { WithIds } from './with-ids'

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
}

const SHOWN_AT_ONCE = 12

/** What happened, newest first, each with who and when. */
export function History({ events }: { events: Event[] }) {
  const items = events.map(toItem)
  const older = items.slice(SHOWN_AT_ONCE)
  return (
    <>
      <Timeline items={items.slice(0, SHOWN_AT_ONCE)} label="History, newest first" />
      {older.length > 0 && (
        <Disclosure look="quiet" summary={`${older.length} older`} className="mt-3">
          <Timeline items={older} label="Older history" />
        </Disclosure>
      )}
    </>
  )
}

function toItem(event: Event, index: number): TimelineItem {
  return {
    id: String(index),
    tone: TONE[event.kind] ?? (event.to ? STATE_FACE[event.to].tone : 'neutral'),
    title: <span className="font-normal"><WithIds>{describeEvent(event)}</WithIds></span>,
    meta: <ActorTime at={event.at} actor={event.actor} />,
  }
}
