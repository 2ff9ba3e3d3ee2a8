'use client'

import { useActionState } from 'react'
import { TextareaField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { Panel } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { giveHostnamesNow } from './drift-actions'

/** An endpoint that was taken over may come without the instances it is for. */
export function HostnamesPanel({ requestId, off }: { requestId: string; off: string | null }) {
  const [{ error, fields }, send, pending] = useActionState(giveHostnamesNow, {})
  return (
    <Panel title="Which instances is it for?" description="The endpoint was taken over without hostnames. The ticket and the checks need them.">
      <KeptForm send={send} className="space-y-3">
        <input type="hidden" name="requestId" value={requestId} />
        <TextareaField label="ClickHouse hostnames" name="hostnamesText" rows={3} mono required error={error ?? fields?.hostnamesText} placeholder="abc123.us-west-2.aws.clickhouse.cloud" />
        <SubmitButton pending={pending} disabledReason={off}>Name them</SubmitButton>
      </KeptForm>
    </Panel>
  )
}
