import type { Step } from '@/components/ui/steps'
import { paths, WIZARD_STEPS, type WizardStep } from '@/lib/paths'
import { draftProgress, type Draft } from '@/lib/privatelink/request'

export const STEP_TITLE: Record<WizardStep, string> = {
  clickhouse: 'ClickHouse',
  account: 'Account and service',
  network: 'Network',
  review: 'Review',
}

export const stepNumber = (step: WizardStep): number => WIZARD_STEPS.indexOf(step) + 1

/** What the browser's tab says. */
export const stepPageTitle = (step: WizardStep): string => `Step ${stepNumber(step)} of ${WIZARD_STEPS.length} · ${STEP_TITLE[step]}`

/** The steps as the progress line shows them: a step can be opened once everything before it is complete. */
export function wizardSteps(current: WizardStep, draft: Draft, requestId: string | null): Step[] {
  const { step: first, reason } = draftProgress(draft)
  const open = WIZARD_STEPS.indexOf(first)
  return WIZARD_STEPS.map((step, index) => ({
    label: STEP_TITLE[step],
    state: step === current ? 'current' : index < open ? 'done' : 'upcoming',
    ...(requestId !== null && index <= open ? { href: paths.wizard(requestId, step) } : {}),
    ...(index > open ? { reason } : {}),
  }))
}
