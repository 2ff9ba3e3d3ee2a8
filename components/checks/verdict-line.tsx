import clsx from 'clsx'
import type { ReactNode } from 'react'
import { CommandsByHand } from '@/components/request/commands-by-hand'
import { CodeBlock } from '@/components/ui/code-block'
import { CircleCheck, CircleDashed, CircleHelp, CircleMinus, CircleX, type Icon } from '@/components/ui/icons'
import { Untrusted } from '@/components/ui/text'
import { UtcTime } from '@/components/ui/time'
import { useLateFold } from '@/components/ui/use-late-fold'
import type { Outcome, Who } from '@/lib/privatelink/checks/check'
import type { ShownDiagnosis, ShownMend, ShownVerdict } from './checks-view'
import { EvidenceList } from './evidence-list'
import { Hops } from './hops'
import css from './verdict-line.module.css'

const FACE: Record<Outcome, { icon: Icon; ink: string; word: string }> = {
  pass: { icon: CircleCheck, ink: 'text-good-ink', word: 'ok' },
  fail: { icon: CircleX, ink: 'text-bad-ink', word: 'STOP' },
  unknown: { icon: CircleHelp, ink: 'text-attention-ink', word: 'not known' },
  'not-run': { icon: CircleDashed, ink: 'text-neutral-ink', word: 'not run' },
  'not-applicable': { icon: CircleMinus, ink: 'text-neutral-ink', word: 'no matter' },
}

const WHOSE: Record<Who, string> = { you: 'Your turn', clickhouse: 'ClickHouse’s turn', aws: 'AWS’s turn', 'network-team': 'Your network team’s turn' }

/** One check: a fold that opens by itself where something is wrong, and is drawn whole when it opens. */
export function VerdictLine({ line, mend }: { line: ShownVerdict; mend: (mend: ShownMend) => ReactNode }) {
  const { title, outcome, summary } = line
  const { icon, ink, word } = FACE[outcome]
  const { isDrawn, props } = useLateFold({ open: outcome === 'fail' })
  return (
    <details {...props}>
      <summary className={css.line}>
        <span className={clsx(css.word, 'with-icon', icon.drawing, ink)}>{word}</span>
        <span className={clsx(css.title, outcome === 'fail' && 'font-medium')}>{title}</span>
        <span className={css.summary}>{summary}</span>
      </summary>
      {isDrawn && <Whole line={line} mend={mend} />}
    </details>
  )
}

/** What was expected and seen, what it means, and what to do. */
function Whole({ line, mend }: { line: ShownVerdict; mend: (mend: ShownMend) => ReactNode }) {
  const { title, outcome, summary, at, from } = line
  return (
    <div className="space-y-4 px-4 pt-1 pb-4 sm:pr-5 sm:pl-[8.75rem]">
      {at && (
        <p className="text-sm text-faint">
          Seen <UtcTime at={at} /> from {from.join(' and ')}.
        </p>
      )}
      <Compared line={line} />
      {line.diagnosis && <Diagnosed diagnosis={line.diagnosis} isTold={line.diagnosis.cause === summary} mend={mend} title={title} />}
      {line.paths.length > 0 && <Hops paths={line.paths} />}
      {line.evidence.length > 0 && <EvidenceList evidence={line.evidence} about={title} />}
      {line.byHand.length > 0 && outcome !== 'not-run' && <CommandsByHand className="text-sm" summary="Ask the same by hand, from a machine inside the VPC" about={title} commands={line.byHand} />}
      {outcome === 'not-run' && line.evidence.length === 0 && <p className="text-sm text-muted">It is judged as soon as what stands above is mended and the checks have run again.</p>}
    </div>
  )
}

function Compared({ line: { expected, received, outcome } }: { line: ShownVerdict }) {
  if (!expected && !received) return null
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
      {expected && <Pair name="Expected" value={expected} />}
      {received && <Pair name="Received" value={received} ink={outcome === 'fail' ? 'text-bad-ink' : undefined} />}
    </dl>
  )
}

const Pair = ({ name, value, ink }: { name: string; value: string; ink?: string }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className={clsx('min-w-0 font-mono wrap-anywhere', ink)}>
      <Untrusted max={600}>{value}</Untrusted>
    </dd>
  </>
)

/** `isTold`: the cause stands on the line already. */
function Diagnosed({ diagnosis, isTold, mend, title }: { diagnosis: ShownDiagnosis; isTold: boolean; mend: (mend: ShownMend) => ReactNode; title: string }) {
  const { cause, explanation, who, fix, command, terraform } = diagnosis
  return (
    <div className="max-w-prose space-y-2.5 text-pretty">
      {!isTold && (
        <p className="wrap-anywhere">
          <Untrusted max={1000}>{cause}</Untrusted>
        </p>
      )}
      <p className="text-sm text-muted">{explanation}</p>
      <p className="text-sm wrap-anywhere">
        <span className="font-medium">{WHOSE[who]}: </span>
        <Untrusted max={1000}>{fix}</Untrusted>
      </p>
      {diagnosis.mend && mend(diagnosis.mend)}
      {command && <CodeBlock code={command} what={`command for “${title}”`} title="Command" wrap />}
      {terraform && <CodeBlock code={terraform} what={`Terraform for “${title}”`} title="Terraform" />}
    </div>
  )
}
