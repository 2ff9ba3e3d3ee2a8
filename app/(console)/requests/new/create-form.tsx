'use client'

import { useActionState, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { StepFooter } from '@/components/wizard/step-footer'
import { useFocusOnError } from '@/components/wizard/use-focus-on-error'
import { paths } from '@/lib/paths'
import { createNow } from './actions'
import { ReviewError } from './review-error'

/** The last button: says what it does, and while it cannot be pressed, why. */
export function CreateForm({ requestId, vpcId, planHash, warnings, blocked }: {
  requestId: string
  vpcId: string
  /** What the person sees on this page, so that something else cannot be created by their click. */
  planHash: string | null
  /** What each warning begins with, and where it stands on the page. */
  warnings: { id: string; title: string }[]
  blocked: string | null
}) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, submit] = useActionState(createNow, {})
  // Read warnings are those of one plan: another plan has to be read again.
  const [acceptedPlan, setAcceptedPlan] = useState<string | null>(null)
  const accepted = acceptedPlan !== null && acceptedPlan === planHash
  useFocusOnError(form, answer)
  const label = `Create endpoint in ${vpcId}`
  const count = warnings.length
  const stop = blocked ?? (planHash === null ? 'Nothing can be created yet.' : null)
  return (
    <form ref={form} action={submit} noValidate>
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="planHash" value={planHash ?? ''} />
      <input type="hidden" name="warnings" value={count} />
      <ReviewError answer={answer} />
      {count > 0 && stop === null && (
        <div className="mt-4 rounded-lg border border-attention-line px-4 py-3">
          <p className="mb-1.5 font-medium text-attention-ink">{count === 1 ? 'One warning' : `${count} warnings`}</p>
          <ul className="mb-3 list-disc space-y-1 pl-5 text-sm">
            {warnings.map(({ id, title }) => (
              <li key={id}>
                <a href={`#check-${id}`} className="rounded-sm text-pretty hover:underline">
                  {title}
                </a>
              </li>
            ))}
          </ul>
          <Checkbox
            name="accepted"
            value="yes"
            label={count === 1 ? 'I have read the warning and go on' : `I have read the ${count} warnings and go on`}
            checked={accepted}
            onChange={(event) => setAcceptedPlan(event.target.checked ? planHash : null)}
            aria-invalid={answer.fields?.accepted && !accepted ? true : undefined}
          />
          {answer.fields?.accepted && !accepted && <FieldError>{answer.fields.accepted}</FieldError>}
        </div>
      )}
      <StepFooter
        size="lg"
        back={paths.wizard(requestId, 'network')}
        primary={
          stop === null ? (
            <SubmitButton size="lg" pendingLabel="Creating the endpoint…">
              {label}
            </SubmitButton>
          ) : (
            <Button variant="primary" size="lg" disabledReason={stop}>
              {label}
            </Button>
          )
        }
      />
    </form>
  )
}
