import { TimeAgo } from '@/components/ui/time'

/** Who said so, when and how, in the place of “looked at AWS”: what a person reports is never shown as seen. ISO time. */
export function ToldLine({ told: { at, words, note } }: { told: { at: string; words: string; note: string | null } }) {
  return (
    <p className="text-pretty text-muted">
      AWS’s state as {words}, <TimeAgo at={at} />. Causeway has not seen it itself.
      {note && (
        <>
          {' '}
          They wrote: <q className="wrap-anywhere">{note}</q>
        </>
      )}
    </p>
  )
}
