import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Steps } from '@/components/ui/steps'
import { paths, WIZARD_STEPS, type WizardStep } from '@/lib/paths'
import type { Draft } from '@/lib/privatelink/request'
import { STEP_TITLE, stepNumber, wizardSteps } from './wizard-steps'

/** What stands round every step: where we are, how far it is, and what this step is for. */
export function WizardFrame({ step, requestId, draft, intro, actions, children }: {
  step: WizardStep
  /** Null on a form that has no draft yet. */
  requestId: string | null
  draft: Draft
  intro: ReactNode
  /** At the very end: the way out, which throws the draft away. */
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader
        title={STEP_TITLE[step]}
        description={intro}
        back={{ href: paths.requests(), label: 'Requests' }}
        status={
          <span className="text-sm text-faint max-sm:hidden">
            Step {stepNumber(step)} of {WIZARD_STEPS.length}
          </span>
        }
      />
      <Steps label="Steps of this request" steps={wizardSteps(step, draft, requestId)} />
      {children}
      {actions && <div className="mt-4 flex justify-end">{actions}</div>}
    </div>
  )
}
