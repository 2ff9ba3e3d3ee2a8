import { WithIds } from '@/components/request/with-ids'
import { TriangleAlert } from '@/components/ui/icons'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { Contradiction } from '@/lib/privatelink/desk-contradictions'

/** What does not fit together, each with what to do about it and the way to the other requests. */
export function Contradictions({ all }: { all: readonly Contradiction[] }) {
  if (all.length === 0) return null
  return (
    <ul aria-label="Contradictions" className="space-y-1.5">
      {all.map(({ kind, sentence, todo, others }) => (
        <li key={kind} className="flex gap-1.5 text-sm text-pretty whitespace-normal">
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0 text-attention-ink" />
          <span className="min-w-0 wrap-anywhere">
            <span className="text-attention-ink">
              <WithIds>{sentence}</WithIds>
            </span>{' '}
            <span className="text-muted">{todo}</span>
            {others.map(({ requestId, name }) => (
              <span key={requestId} className="relative z-10 ml-1.5">
                <TextLink href={paths.request(requestId)}>
                  <bdi>{name}</bdi>
                </TextLink>
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
