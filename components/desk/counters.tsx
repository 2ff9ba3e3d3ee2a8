import clsx from 'clsx'
import Link from 'next/link'

export type ShownCounter = { key: string; label: string; href: string; current: boolean; /** Null: not known. */ count: number | null }

/** The desk at one glance. A cell is blank until something waits in it, and says "unknown" where that could not be read. */
export function Counters({ counters, problem }: { counters: ShownCounter[]; problem: string | null }) {
  return (
    <nav aria-label="Counters" className="mb-4">
      <ul className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
        {counters.map(({ key, label, href, current, count }) => (
          <li key={key} className="grow basis-22 bg-surface">
            <Link
              href={href}
              prefetch={false}
              aria-current={current ? 'page' : undefined}
              className={clsx('flex min-h-14 flex-col justify-between px-2.5 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2', current && 'bg-accent-soft')}
            >
              <span className="text-xs text-muted">{label}</span>
              <span className={clsx('min-h-6 tabular-nums', count === null ? 'text-sm text-attention-ink' : key === 'contradictions' ? 'text-lg font-semibold text-attention-ink' : 'text-lg font-semibold')}>
                {count === null ? 'unknown' : count === 0 ? '' : count.toLocaleString('en-GB')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {problem && (
        <p role="status" className="mt-2 text-sm text-attention-ink">
          The counters could not be read: {problem}
        </p>
      )}
    </nav>
  )
}
