import clsx from 'clsx'
import { CircleCheck, CircleDashed, CircleX, type Icon } from '@/components/ui/icons'
import { Untrusted } from '@/components/ui/text'
import { UtcTime } from '@/components/ui/time'
import type { ShownEvidence } from './checks-view'

const FACE: Record<ShownEvidence['outcome'], { Icon: Icon; ink: string; word: string }> = {
  good: { Icon: CircleCheck, ink: 'text-good-ink', word: 'good' },
  bad: { Icon: CircleX, ink: 'text-bad-ink', word: 'bad' },
  open: { Icon: CircleDashed, ink: 'text-neutral-ink', word: 'does not count' },
}

/** What was asked, from where, when, and what came back, word for word. */
export function EvidenceList({ evidence, about }: { evidence: readonly ShownEvidence[]; about: string }) {
  return (
    <details className="text-sm">
      <summary className="text-muted hover:text-ink">
        What was seen ({evidence.length})<span className="sr-only"> for {about}</span>
      </summary>
      <ul className="divide-y divide-line pt-1">
        {evidence.map((each, index) => (
          <li key={`${each.asked} ${each.from} ${each.at} ${index}`} className="space-y-0.5 py-2">
            <Seen {...each} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Seen({ asked, came, from, at, outcome, note, text }: ShownEvidence) {
  const { Icon, ink, word } = FACE[outcome]
  return (
    <>
      <p className="flex items-start gap-1.5">
        <Icon className={clsx('mt-0.75 size-3.5 shrink-0', ink)} />
        <span className="sr-only">{word}: </span>
        <span className="min-w-0 wrap-anywhere">
          <Untrusted max={300}>{asked}</Untrusted>: <Untrusted max={300}>{came}</Untrusted>
        </span>
      </p>
      <p className="pl-5 text-faint">
        <UtcTime at={at} />, from <Untrusted max={80}>{from}</Untrusted>
      </p>
      {note && <p className="pl-5 text-muted">{note}</p>}
      {text && (
        <pre className="ml-5 max-h-40 overflow-auto rounded-md border border-line bg-sunken px-2.5 py-1.5 font-mono wrap-anywhere whitespace-pre-wrap" tabIndex={0} role="region" aria-label={`Evidence: ${asked}`}>
          {text}
        </pre>
      )}
    </>
  )
}
