import { Badge } from '@/components/ui/badge'
import { Untrusted } from '@/components/ui/text'
import type { Difference } from '@/lib/privatelink/drift'

/** Field by field: what was planned, what AWS shows, and what that means. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  return (
    <ul className="divide-y divide-line">
      {differences.map(({ field, label, planned, live, meaning, severity }) => (
        <li key={field} className="px-4 py-3 sm:px-5">
          <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            {label}
            <Badge tone={severity === 'blocks' ? 'bad' : 'attention'}>{severity === 'blocks' ? 'Cannot be taken over' : 'Worth knowing'}</Badge>
          </h3>
          <dl className="mt-1.5 grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
            <Side term="Planned" text={planned} />
            <Side term="At AWS" text={live} />
          </dl>
          <p className="mt-1.5 max-w-prose text-sm text-pretty text-muted">{meaning}</p>
        </li>
      ))}
    </ul>
  )
}

const Side = ({ term, text }: { term: string; text: string }) => (
  <div className="min-w-0">
    <dt className="text-muted">{term}</dt>
    <dd className="font-mono wrap-anywhere">
      <Untrusted max={1000}>{text}</Untrusted>
    </dd>
  </div>
)
