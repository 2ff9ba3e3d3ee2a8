'use client'

import { ConfirmForm } from '@/components/ui/confirm-form'
import { DialogButton } from '@/components/ui/dialog'
import { revokeShareNow } from './share-actions'

/** Ends a link after saying what that ends. */
export function RevokeShare({ requestId, linkId, label }: { requestId: string; linkId: string; label: string }) {
  return (
    <DialogButton size="sm" variant="ghost" label="Revoke" title={`Revoke the link for ${label}?`}>
      <ConfirmForm action={revokeShareNow} fields={{ requestId, linkId }} label="Revoke link" pendingLabel="Revoking">
        {() => <p className="text-pretty">It stops at once. What was read or saved before stays with whoever has it.</p>}
      </ConfirmForm>
    </DialogButton>
  )
}
