import { formatDay } from '@/components/ui/time-format'
import { TimeSince } from '@/components/ui/time'
import type { SnapshotView } from '@/lib/privatelink/snapshot/snapshot-view'

/** “From the snapshot of 12 Nov 14:03 UTC, 3 h old, pasted by Ada”: where everything on the page comes from. */
export function SnapshotAge({ last }: { last: NonNullable<SnapshotView['last']> }) {
  return (
    <>
      From the snapshot of <time dateTime={last.at} className="whitespace-nowrap">{formatDay(last.at)}</time>, <TimeSince at={last.at} /> old, pasted by {last.pastedBy}
    </>
  )
}
