import { CopyIcon } from '@/components/ui/copy-icon'
import { CircleCheck, CircleHelp, CircleX, TriangleAlert, type Icon } from '@/components/ui/icons'
import type { PreflightLine } from '@/lib/privatelink/preflight'

/** A line of any pre-flight: of the creation, of the switch of private DNS. */
type ListedLine = Omit<PreflightLine, 'id'> & { id: string }

const FACE: Record<PreflightLine['outcome'], { Icon: Icon; ink: string; word: string }> = {
  pass: { Icon: CircleCheck, ink: 'text-good-ink', word: 'ok' },
  warn: { Icon: TriangleAlert, ink: 'text-attention-ink', word: 'warning' },
  block: { Icon: CircleX, ink: 'text-bad-ink', word: 'stop' },
  unknown: { Icon: CircleHelp, ink: 'text-neutral-ink', word: 'not known' },
}

/** Everything that was looked at before the call, each with what it found; what needs attention is open, the rest is one line. */
export function PreflightList({ lines }: { lines: readonly ListedLine[] }) {
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <li key={line.id} id={`check-${line.id}`} className="scroll-mt-20">
          <Line line={line} />
        </li>
      ))}
    </ul>
  )
}

function Line({ line: { outcome, title, detail, prevents, fix } }: { line: ListedLine }) {
  const { Icon, ink, word } = FACE[outcome]
  const quiet = outcome === 'pass'
  return (
    <div className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 px-4 py-2.5 sm:grid-cols-[6.5rem_minmax(0,1fr)] sm:gap-x-4 sm:px-5">
      <p className={`flex items-center gap-1.5 self-start text-sm font-medium max-sm:mt-0.75 ${ink}`}>
        <Icon className="size-4 shrink-0" />
        <span className="max-sm:sr-only">{word}</span>
      </p>
      <div className="min-w-0">
        {!quiet && (
          <p aria-hidden className={`text-sm font-medium sm:hidden ${ink}`}>
            {word}
          </p>
        )}
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 className={quiet ? 'text-ink' : 'font-medium'}>{title}</h3>
          {prevents && (
            <p className="text-xs text-faint">
              prevents <code className="font-mono">{prevents}</code>
            </p>
          )}
        </div>
        <p className="max-w-prose text-sm text-pretty wrap-anywhere text-muted">{detail}</p>
        {fix && (
          <div className="mt-1.5 max-w-prose space-y-1.5 text-sm">
            <p className="text-pretty">{fix.sentence}</p>
            {fix.command && (
              <div className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1.5 pr-1 pl-3">
                <code className="min-w-0 grow font-mono wrap-anywhere whitespace-pre-wrap">{fix.command}</code>
                <CopyIcon value={fix.command} what={`command for “${title}”`} />
              </div>
            )}
          </div>
        )}
      </div>
    </div>
  )
}
