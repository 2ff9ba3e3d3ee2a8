'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmForm } from '@/components/ui/confirm-form'
import { Dialog } from '@/components/ui/dialog'
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
        <ConfirmForm action={deleteNow} fields={{ requestId }} label="Delete endpoint" pendingLabel="Asking AWS to delete it">
          {() => <WhatEnds {...endpoint} />}
        </ConfirmForm>
      </Dialog>
    </>
  )
}

function WhatEnds({ vpcId, hostnames, carriesTraffic, privateDns }: Omit<DeleteEndpointProps, 'requestId' | 'disabledReason'>) {
  return (
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
  )
}
