'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { deleteNow } from './actions'

export type DeleteEndpointProps = {
  requestId: string
  endpointId: string | null
  vpcId: string | null
  hostnames: string[]
  /** Traffic may go over it now. */
  carriesTraffic: boolean
  privateDns: boolean
  disabledReason: string | null
}

/** Deletes after saying what that ends. */
export function DeleteEndpoint({ requestId, disabledReason, ...endpoint }: DeleteEndpointProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button disabledReason={disabledReason} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Delete endpoint…
      </Button>
      {/* Once the deletion has begun the button is off, and the dialog has nothing left to ask. */}
      <Dialog open={open && !disabledReason} onClose={() => setOpen(false)} title={`Delete ${endpoint.endpointId ?? 'the endpoint'}?`}>
        <DeleteForm requestId={requestId} {...endpoint} />
      </Dialog>
    </>
  )
}

function DeleteForm({ requestId, vpcId, hostnames, carriesTraffic, privateDns }: Omit<DeleteEndpointProps, 'disabledReason'>) {
  const [state, send] = useActionState(deleteNow, {})
  return (
    <form action={send}>
      <input type="hidden" name="requestId" value={requestId} />
      <div className="space-y-3 text-pretty">
        {carriesTraffic && (
          <div>
            <p>
              Programs in <code className="font-mono text-sm">{vpcId}</code> that reach these instances over the endpoint lose their
              connections at once:
            </p>
            <ul className="mt-1.5 max-h-40 overflow-y-auto font-mono text-sm wrap-anywhere text-muted">
              {hostnames.map((hostname) => (
                <li key={hostname}>{hostname}</li>
              ))}
            </ul>
          </div>
        )}
        {!carriesTraffic && <p>Nothing goes over it now, so nothing stops working.</p>}
        {privateDns && <p>Private DNS goes with it: the private hostnames no longer resolve in the whole VPC.</p>}
        <p className="text-muted">
          AWS stops billing it. It cannot be brought back: a new endpoint has another id, and ClickHouse has to accept that one again.
        </p>
      </div>
      <div role="alert">{(state.error ?? state.fields?.requestId) && <FieldError>{state.error ?? state.fields?.requestId}</FieldError>}</div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <DialogClose>Keep it</DialogClose>
        <SubmitButton variant="danger" pendingLabel="Asking AWS to delete it">
          Delete endpoint
        </SubmitButton>
      </div>
    </form>
  )
}
