import { Disclosure } from '@/components/ui/disclosure'
import { Timeline, type TimelineItem } from '@/components/ui/timeline'
import type { Tone } from '@/components/ui/tone'
import { DoneMark, type Done } from './done-mark'
import { WithIds } from './with-ids'

/** One line of the history, as it is shown. */
export type ToldEvent = Done & { tone: Tone; text: string }

const SHOWN_AT_ONCE = 12

/** What happened, newest first, each with who and when. */
export function History({ events }: { events: ToldEvent[] }) {
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

const toItem = ({ tone, text, at, who }: ToldEvent, index: number, { length }: ToldEvent[]): TimelineItem => ({
  // Counted from the oldest, so that a new line on top leaves the others what they are.
  id: String(length - index),
  tone,
  title: (
    <span className="font-normal">
      <WithIds>{text}</WithIds>
    </span>
  ),
  meta: <DoneMark at={at} who={who} />,
})
