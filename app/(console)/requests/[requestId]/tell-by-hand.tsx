'use client'

import { useActionState } from 'react'
import { FieldError } from '@/components/ui/field'
import { SelectField, TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { LiveRegion } from '@/components/ui/live-region'
import { SubmitButton } from '@/components/ui/submit-button'
import { tellStateNow } from '../../snapshot-actions'

type Props = { requestId: string; choices: readonly { state: string; label: string }[]; off: string | null }

/** A person’s own word for the state of an endpoint that Causeway cannot look at. */
export function TellByHand({ requestId, choices, off }: Props) {
  const [answer, send, pending] = useActionState(tellStateNow, {})
  const errors = answer.fields ?? {}
  return (
    <KeptForm send={send} className="space-y-4">
      <input type="hidden" name="requestId" value={requestId} />
      <SelectField label="State of the endpoint" name="state" defaultValue="available" error={errors.state} fieldClassName="w-64 max-w-full">
        {choices.map(({ state, label }) => (
          <option key={state} value={state}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextField label="How you know it" name="note" maxLength={500} error={errors.note ?? answer.error} hint="Such as “the VPC console of account data shows it”. It is shown beside the state." />
      <SubmitButton variant="secondary" pending={pending} pendingLabel="Keeping it" disabledReason={off}>
        Report this state
      </SubmitButton>
      <div role="alert">{errors.requestId && <FieldError>{errors.requestId}</FieldError>}</div>
      {answer.done && <p className="text-sm">{answer.done}</p>}
      <LiveRegion>{answer.done ?? ''}</LiveRegion>
    </KeptForm>
  )
}
