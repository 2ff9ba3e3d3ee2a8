'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogButton, DialogClose } from '@/components/ui/dialog'
import { startAnewAction } from './actions'

export function StartAnew() {
  const [state, startAnew, starting] = useActionState(startAnewAction, {})
  return (
    <DialogButton
      label="Start anew…"
      title="Start the simulated AWS anew"
      description="Every simulated endpoint disappears, and the two accounts are as on the first day. Your requests stay: Causeway will find that their endpoints are gone, as it would if somebody had deleted them."
      footer={
        <form action={startAnew} className="flex gap-2">
          <DialogClose />
          <Button type="submit" variant="danger" pending={starting}>
            Start anew
          </Button>
        </form>
      }
    >
      <p role="status" className="text-sm text-muted">
        {state.error ?? state.done}
      </p>
    </DialogButton>
  )
}
