'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { ShieldCheck } from '@/components/ui/icons'
import { UtcTime } from '@/components/ui/time'
import { verifyAction } from './actions'

/** Walks the whole chain when pressed and says what was found, and when. */
export function VerifyChain() {
  const [answer, verify, pending] = useActionState(verifyAction, {})
  const [at, setAt] = useState<string | null>(null)
  return (
    <form action={verify} onSubmit={() => setAt(new Date().toISOString())} className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button type="submit" size="sm" pending={pending} pendingLabel="Verifying the chain…">
        <ShieldCheck />
        Verify the chain
      </Button>
      <p className="text-sm text-muted">Each row holds the hash of the one before, so a change by hand shows.</p>
      <div className="w-full empty:hidden">
        {!pending && at && (answer.done || answer.error) && (
          <Callout tone={answer.done ? 'good' : 'bad'} title={answer.done ?? answer.error} announce={answer.done ? 'status' : 'alert'}>
            <p className="text-sm text-muted">
              Begun <UtcTime at={at} />.
            </p>
          </Callout>
        )}
      </div>
    </form>
  )
}
