import clsx from 'clsx'
import Link from 'next/link'
import { Check, ChevronDown } from './icons'

export type Step = {
  label: string
  state: 'done' | 'current' | 'upcoming'
  /** Where a visited step can be looked at again. */
  href?: string
  /** Why it cannot be opened yet. */
  reason?: string
}

/** How far a task of several pages has come. On a phone one line that unfolds. */
export function Steps({ steps, label = 'Steps' }: { steps: Step[]; label?: string }) {
  const at = Math.max(0, steps.findIndex((step) => step.state === 'current'))
  return (
    <nav aria-label={label} className="mb-6">
      <details className="group/steps rounded-lg border border-line bg-surface sm:hidden">
        <summary className="flex list-none items-center gap-2 rounded-lg px-4 py-2.5">
          <span className="grow text-muted">
            Step {at + 1} of {steps.length} · <span className="font-medium text-ink">{steps[at]?.label}</span>
          </span>
          <ChevronDown className="size-4 text-faint transition-transform group-open/steps:rotate-180" />
        </summary>
        <ol className="border-t border-line px-4 py-2">
          {steps.map((step, index) => (
            <li key={step.label} className="py-1">
              <StepLine step={step} number={index + 1} />
            </li>
          ))}
        </ol>
      </details>
      <ol className="flex items-center gap-3 max-sm:hidden">
        {steps.map((step, index) => (
          <li key={step.label} className={clsx('flex min-w-0 items-center gap-3', index > 0 && 'grow')}>
            {index > 0 && <span aria-hidden className={clsx('h-px min-w-4 grow', step.state === 'upcoming' ? 'bg-line-strong' : 'bg-accent')} />}
            <StepLine step={step} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepLine({ step, number }: { step: Step; number: number }) {
  const look = clsx(
    'inline-flex min-h-7 min-w-0 items-center gap-2 rounded-md',
    step.state === 'current' && 'font-medium text-ink',
    step.state === 'done' && 'text-muted',
    step.state === 'upcoming' && 'text-faint',
  )
  const inside = (
    <>
      <span
        className={clsx(
          'grid size-5.5 shrink-0 place-items-center rounded-full border text-xs font-medium',
          step.state === 'current' && 'border-accent bg-accent text-on-accent',
          step.state === 'done' && 'border-accent-line bg-accent-soft text-accent-ink',
          step.state === 'upcoming' && 'border-line-strong text-faint',
        )}
      >
        {step.state === 'done' ? <Check className="size-3.5" /> : number}
      </span>
      <span className="truncate">{step.label}</span>
      {step.state === 'done' && <span className="sr-only">, done</span>}
      {step.reason && <span className="sr-only">, not open yet: {step.reason}</span>}
    </>
  )
  if (!step.href || step.state === 'current') {
    return (
      <span aria-current={step.state === 'current' ? 'step' : undefined} title={step.reason} className={look}>
        {inside}
      </span>
    )
  }
  return (
    <Link href={step.href} className={clsx(look, 'hover:text-ink')}>
      {inside}
    </Link>
  )
}
