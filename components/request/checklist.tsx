import clsx from 'clsx'
import { Check, Circle, CircleDot, Minus, X, type Icon } from '@/components/ui/icons'
import { TextLink } from '@/components/ui/text-link'
import { TimeSince } from '@/components/ui/time'
import type { ChecklistStep, Lane, StepState } from '@/lib/privatelink/checklist'
import { CommandsByHand } from './commands-by-hand'
import { DoneMark, type Done } from './done-mark'

/** A step as it is shown; times are ISO 8601. */
export type ShownStep = Omit<ChecklistStep, 'done' | 'since'> & { done: Done | null; since: string | null; link: { href: string; label: string } | null }

const LANE_NAME: Record<Lane, string> = { you: 'You', aws: 'AWS', clickhouse: 'ClickHouse' }

/** What stands between the two is nobody's column: it spans both. */
const PLACE: Record<Lane, string> = { you: 'sm:col-start-1', aws: 'sm:col-span-2 sm:mx-[18%]', clickhouse: 'sm:col-start-2' }

type Mark = { icon: Icon; look: string; said: string }

const MARK: Record<StepState, Mark> = {
  done: { icon: Check, look: 'border-good-line bg-good-soft text-good-ink', said: 'done' },
  current: { icon: CircleDot, look: 'border-accent bg-accent text-on-accent', said: 'now' },
  stopped: { icon: X, look: 'border-bad-line bg-bad-soft text-bad-ink', said: 'stopped here' },
  broken: { icon: X, look: 'border-bad-line bg-bad-soft text-bad-ink', said: 'something is wrong' },
  later: { icon: Circle, look: 'border-line-strong text-faint', said: 'later' },
  never: { icon: Minus, look: 'border-line text-faint', said: 'will not be reached' },
}

/** What you do on the left, what ClickHouse does on the right, AWS between them. `lanes`: other names, where the reader is not “you”. */
export function Checklist({ steps, lanes }: { steps: ShownStep[]; lanes?: Partial<Record<Lane, string>> }) {
  const names = { ...LANE_NAME, ...lanes }
  return (
    <div className="relative">
      {/* The line between the two banks; what AWS does lies across it. */}
      <div aria-hidden className="absolute inset-y-0 left-1/2 border-l border-dashed border-line-strong max-sm:hidden" />
      <div aria-hidden className="grid grid-cols-2 gap-x-8 pb-2 text-sm font-medium text-muted max-sm:hidden">
        <p>{names.you}</p>
        <p>{names.clickhouse}</p>
      </div>
      <ol className="relative grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
        {steps.map((step) => (
          <li key={step.id} aria-current={step.state === 'current' ? 'step' : undefined} className={clsx('min-w-0', PLACE[step.lane])}>
            <Step step={step} lane={names[step.lane]} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function Step({ step, lane }: { step: ShownStep; lane: string }) {
  const { icon: Icon, look, said } = MARK[step.state]
  const isBad = step.state === 'stopped' || step.state === 'broken'
  const lit = step.state === 'current' || isBad
  return (
    <div
      className={clsx(
        'flex h-full gap-2.5 rounded-lg border px-3',
        step.state === 'current' && 'border-accent-line bg-accent-soft py-2.5',
        isBad && 'border-bad-line bg-bad-soft py-2.5',
        !lit && step.lane !== 'aws' && 'border-transparent py-1 sm:pl-0',
        !lit && step.lane === 'aws' && 'border-transparent py-1 max-sm:bg-transparent sm:border-line sm:bg-surface sm:py-1.5',
      )}
    >
      <span aria-hidden className={clsx('mt-px grid size-5 shrink-0 place-items-center rounded-full border', look)}>
        <Icon className="size-3 stroke-[2.5]" />
      </span>
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <p className={clsx('min-w-0', lit ? 'font-medium' : step.state === 'done' ? 'text-muted' : 'text-faint')}>
            <span className={clsx('mr-1.5 text-xs text-faint', step.lane !== 'aws' && 'sm:sr-only')}>{lane}</span>
            {step.title}
            <span className="sr-only">, {said}</span>
          </p>
          <p className="ml-auto text-sm text-faint">
            {step.done && <DoneMark {...step.done} />}
            {step.state === 'current' && step.since && step.id !== 'tcp' && (
              <>
                for <TimeSince at={step.since} className="font-medium text-ink" />
              </>
            )}
          </p>
        </div>
        {step.note && <p className={clsx('text-sm text-pretty', lit ? 'mt-0.5 text-muted' : 'text-faint')}>{step.note}</p>}
        {step.link && (
          <p className="mt-1 text-sm">
            <TextLink href={step.link.href}>{step.link.label}</TextLink>
          </p>
        )}
        {step.commands.length > 0 && step.state !== 'later' && (
          <CommandsByHand
            className="mt-1 text-sm"
            summary={
              <>
                By hand<span className="sr-only">: {step.title}</span>
              </>
            }
            about={step.title}
            commands={step.commands}
          />
        )}
      </div>
    </div>
  )
}
