'use client'

import { useActionState } from 'react'
import { DialogButton, DialogClose } from '@/components/ui/dialog'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { revokeTokenAction } from './actions'

/** Ends a token after saying what that ends. */
export function RevokeToken({ tokenId, name }: { tokenId: string; name: string }) {
  const [state, revoke] = useActionState(revokeTokenAction, {})
  return (
    <DialogButton size="sm" variant="ghost" label="Revoke" title={`Revoke ${name}?`}>
      <form action={revoke}>
        <input type="hidden" name="tokenId" value={tokenId} />
        <p className="text-pretty">Programs that use this token are refused from now on. It cannot be brought back: make a new one for them.</p>
        <div role="alert">{state.error && <FieldError>{state.error}</FieldError>}</div>
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <DialogClose>Keep it</DialogClose>
          <SubmitButton variant="danger" pendingLabel="Revoking">
            Revoke token
          </SubmitButton>
        </div>
      </form>
    </DialogButton>
  )
}
