import { Check, CircleAlert } from '@/components/ui/icons'
import { Spinner } from '@/components/ui/spinner'
import type { SaveStatus } from './saver'

/** One quiet line that keeps its place: "Saving…", "Saved" or why not. */
export function SaveStatusLine({ status }: { status: SaveStatus }) {
  return (
    <p role="status" className="flex min-h-6 items-center gap-1.5 text-sm text-muted">
      {status.kind === 'saving' && (
        <>
          <Spinner /> Saving…
        </>
      )}
      {status.kind === 'saved' && (
        <>
          <Check className="size-4 shrink-0 text-good-ink" /> Saved
        </>
      )}
      {status.kind === 'failed' && (
        <>
          <CircleAlert className="size-4 shrink-0 text-bad-ink" />
          <span className="text-pretty text-bad-ink">Not saved: {status.reason}</span>
        </>
      )}
    </p>
  )
}
