'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmForm } from '@/components/ui/confirm-form'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/input'
import { removeNow } from './actions'

export function RemoveAccount({ accountId, name, disabledReason }: { accountId: string; name: string; disabledReason: string | null }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button disabledReason={disabledReason} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Remove account…
      </Button>
      <Dialog open={open && !disabledReason} onClose={() => setOpen(false)} title={`Remove ${name}?`} description="Requests that are over stay in the list. Added again, the account gets another ExternalId, and its role has to learn it.">
        <ConfirmForm action={removeNow} fields={{ accountId }} label="Remove account" pendingLabel="Removing the account">
          {(refused) => <TextField label={`Type ${name} to confirm`} name="name" error={refused.name} />}
        </ConfirmForm>
      </Dialog>
    </>
  )
}
