import clsx from 'clsx'
import { Check, Circle, CircleDot, Minus, X, type Icon } from '@/components/ui/icons'
import { TextLink } from '@/components/ui/text-link'
import { TimeSince } from '@/components/ui/time'
import type { ChecklistStep, Lane, StepState } from '@/lib/privatelink/checklist'
import css from './checklist.module.css'
import { CommandsByHand } from './commands-by-hand'
import { DoneMark, type Done } from './done-mark'

/** A step as it is shown; times are ISO 8601. */
export type ShownStep = Omit<ChecklistStep, 'done' | 'since'> & { done: Done | null; since: string | null; link: { href: string; label: string } | null }

const LANE_NAME: Record<Lane, string> = { you: 'You', aws: 'AWS', clickhouse: 'ClickHouse' }

type Mark = { icon: Icon; look: string | undefined; said: string }

const MARK: Record<StepState, Mark> = {
  done: { icon: Check, look: css.done, said: 'done' },
  current: { icon: CircleDot, look: css.current, said: 'now' },
  stopped: { icon: X, look: css.bad, said: 'stopped here' },
  broken: { icon: X, look: css.bad, said: 'something is wrong' },
  later: { icon: Circle, look: css.later, said: 'later' },
  never: { icon: Minus, look: css.never, said: 'will not be reached' },
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
      <ol className={css.steps}>
        {steps.map((step) => (
          <Step key={step.id} step={step} lane={names[step.lane]} />
        ))}
      </ol>
    </div>
  )
}

function Step({ step, lane }: { step: ShownStep; lane: string }) {
  const { id, state, title, done, since, note, link, commands } = step
  const { icon, look, said } = MARK[state]
  const isCurrent = state === 'current'
  const lit = isCurrent || look === css.bad
  return (
    <li aria-current={isCurrent ? 'step' : undefined} className={clsx(css.step, css[step.lane], look, icon.drawing)}>
      <p className={css.title}>
        <span className={css.lane}>{lane}</span>
        {title}
        <span className="sr-only">{`, ${said}`}</span>
      </p>
      {done && (
        <p className={clsx(css.when, 'text-sm text-faint')}>
          <DoneMark {...done} />
        </p>
      )}
      {isCurrent && since && id !== 'tcp' && (
        <p className={clsx(css.when, 'text-sm text-faint')}>
          for <TimeSince at={since} className="font-medium text-ink" />
        </p>
      )}
      {note && <p className={clsx('text-sm text-pretty', lit ? 'mt-0.5 text-muted' : 'text-faint')}>{note}</p>}
      {link && (
        <p className="mt-1 text-sm">
          <TextLink href={link.href}>{link.label}</TextLink>
        </p>
      )}
      {commands.length > 0 && state !== 'later' && (
        <CommandsByHand
          className="mt-1 text-sm"
          summary={
            <>
              By hand<span className="sr-only">: {title}</span>
            </>
          }
          about={title}
          commands={commands}
        />
      )}
    </li>
  )
}
