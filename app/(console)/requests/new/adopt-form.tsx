'use client'

import { useActionState } from 'react'
import { Id } from '@/components/ui/id'
import { SubmitButton } from '@/components/ui/submit-button'
import { STATE_FACE, type EndpointState } from '@/lib/privatelink/state'
import { adoptNow } from './actions'
import { ReviewError } from './review-error'

export type Adoptable = { endpointId: string; state: EndpointState }

/** Endpoints that connect this VPC to this service already: taking one over makes nothing new. */
export function AdoptForm({ requestId, endpoints }: { requestId: string; endpoints: readonly Adoptable[] }) {
  const [answer, submit] = useActionState(adoptNow, {})
  return (
    <div className="space-y-3">
      <ReviewError answer={answer} />
      <ul className="space-y-2">
        {endpoints.map(({ endpointId, state }) => (
          <li key={endpointId}>
            <form action={submit} className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <input type="hidden" name="requestId" value={requestId} />
              <input type="hidden" name="endpointId" value={endpointId} />
              <SubmitButton variant="secondary" size="sm" pendingLabel="Taking it over…">
                Use this endpoint
              </SubmitButton>
              <Id value={endpointId} what="endpoint id" />
              <span className="text-sm text-muted">{STATE_FACE[state].label}</span>
            </form>
          </li>
        ))}
      </ul>
    </div>
  )
}
