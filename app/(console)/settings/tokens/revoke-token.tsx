'use client'

import { ConfirmForm } from '@/components/ui/confirm-form'
import { DialogButton } from '@/components/ui/dialog'
import { revokeTokenAction } from './actions'

/** Ends a token after saying what that ends. */
export function RevokeToken({ tokenId, name }: { tokenId: string; name: string }) {
  return (
    <DialogButton size="sm" variant="ghost" label="Revoke" title={`Revoke ${name}?`}>
      <ConfirmForm action={revokeTokenAction} fields={{ tokenId }} label="Revoke token" pendingLabel="Revoking">
        {() => <p className="text-pretty">Programs that use this token, or one that was made with it, are refused from now on. It cannot be brought back: make a new one for them.</p>}
      </ConfirmForm>
    </DialogButton>
  )
}
