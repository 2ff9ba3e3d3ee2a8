'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { FieldError } from '@/components/ui/field'
import { TextField } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { removeNow } from './actions'

export function RemoveAccount({ accountId, name, disabledReason }: { accountId: string; name: string; disabledReason: string | null }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button disabledReason={disabledReason} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Remove account…
      </Button>
      <Dialog open={open && !disabledReason} onClose={() => setOpen(false)} title={`Remove ${name}?`} description="Requests that are over stay in the list. Added again, the account gets another ExternalId, and its role has to learn it.">
        <RemoveForm accountId={accountId} name={name} />
      </Dialog>
    </>
  )
}

function RemoveForm({ accountId, name }: { accountId: string; name: string }) {
  const [state, send] = useActionState(removeNow, {})
  return (
    <form action={send} autoComplete="off">
      <input type="hidden" name="accountId" value={accountId} />
      <TextField label={`Type ${name} to confirm`} name="name" error={state.fields?.name} />
      <div role="alert">{state.error && <FieldError>{state.error}</FieldError>}</div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <DialogClose>Keep it</DialogClose>
        <SubmitButton variant="danger" pendingLabel="Removing the account">
          Remove account
        </SubmitButton>
      </div>
    </form>
  )
}
