'use client'

import { useActionState } from 'react'
import { PasteEndpoints } from '@/components/snapshot/paste-endpoints'
import { Disclosure } from '@/components/ui/disclosure'
import { FieldError } from '@/components/ui/field'
import { SelectField, TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { LiveRegion } from '@/components/ui/live-region'
import { Panel } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { STATE_FACE } from '@/lib/privatelink/state'
import { TELLABLE, type TellableState } from '@/lib/privatelink/told'
import { giveSnapshotNow, tellStateNow } from '../../snapshot-actions'
import type { RequestView } from './request-view'

type Props = { requestId: string; endpointId: string | null; plan: NonNullable<RequestView['planMode']> }

/** Causeway does not look at this account: the commands that tell how the endpoint stands, or a person’s own word for it. */
export function TellPanel({ requestId, endpointId, plan: { accountId, region, off } }: Props) {
  return (
    <Panel id="tell" title="Tell Causeway what AWS says" description={`It has no access to account ${accountId}, so this page changes when somebody tells it. What is told is shown as reported, with who and when.`}>
      <div className="space-y-5">
        <PasteEndpoints accountId={accountId} region={region} endpointId={endpointId} action={giveSnapshotNow} offBecause={off} />
        <Disclosure summary="Nobody can run the commands: say it by hand" className="[&>div]:max-w-none">
          <ByHand requestId={requestId} off={off} />
        </Disclosure>
      </div>
    </Panel>
  )
}

function ByHand({ requestId, off }: { requestId: string; off: string | null }) {
  const [answer, send, pending] = useActionState(tellStateNow, {})
  const errors = answer.fields ?? {}
  return (
    <KeptForm send={send} className="space-y-4">
      <input type="hidden" name="requestId" value={requestId} />
      <SelectField label="State of the endpoint" name="state" defaultValue="available" error={errors.state} fieldClassName="w-64 max-w-full">
        {(Object.keys(TELLABLE) as TellableState[]).map((state) => (
          <option key={state} value={state}>
            {STATE_FACE[state].label} ({TELLABLE[state]})
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
