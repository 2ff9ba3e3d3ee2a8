import clsx from 'clsx'
import type { HopStatus } from '@/lib/privatelink/reach/hop'
import type { ShownPath } from './checks-view'

const FACE: Record<HopStatus, { word: string; ink: string }> = {
  allows: { word: 'ok', ink: 'text-good-ink' },
  partly: { word: 'partly', ink: 'text-attention-ink' },
  stops: { word: 'STOP', ink: 'text-bad-ink font-medium' },
  unknown: { word: 'not known', ink: 'text-attention-ink' },
  'not-judged': { word: 'not judged', ink: 'text-neutral-ink' },
  'not-reached': { word: '–', ink: 'text-neutral-ink' },
}

/** The way of a packet, hop by hop, as AWS’s configuration has it. One that is stopped opens by itself. */
export function Hops({ paths }: { paths: readonly ShownPath[] }) {
  return (
    <div className="space-y-3">
      {paths.map(({ title, hops }) => (
        <details key={title} open={hops.some(({ status }) => status === 'stops' || status === 'partly')}>
          <summary className="text-sm font-medium wrap-anywhere">{title}</summary>
          <ol className="mt-1.5 divide-y divide-line rounded-md border border-line text-sm">
            {hops.map(({ where, status, decidedBy }) => (
              <li key={where} className={clsx('grid gap-x-3 px-3 py-1.5 sm:grid-cols-[5.5rem_minmax(0,1fr)_minmax(0,1fr)]', status === 'stops' && 'bg-bad-soft')}>
                <span className={FACE[status].ink}>
                  {status === 'not-reached' && <span className="sr-only">not reached</span>}
                  <span aria-hidden={status === 'not-reached'}>{FACE[status].word}</span>
                </span>
                <span className={clsx('wrap-anywhere', status === 'not-reached' && 'text-muted')}>{where}</span>
                <span className="wrap-anywhere text-muted">{decidedBy}</span>
              </li>
            ))}
          </ol>
        </details>
      ))}
      <p className="text-sm text-faint">A model of what AWS documents: it sends nothing, and knows no host’s own firewall.</p>
    </div>
  )
}
