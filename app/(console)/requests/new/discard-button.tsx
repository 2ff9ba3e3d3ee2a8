'use client'

import { useActionState } from 'react'
import { DialogButton, DialogClose } from '@/components/ui/dialog'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { discard } from './actions'

/** Throws the draft away, after asking. The dialog's form is its own: it never sends the step's fields. */
export function DiscardButton({ requestId }: { requestId: string }) {
  const [answer, submit] = useActionState(discard, {})
  return (
    <DialogButton
      label="Discard draft"
      variant="ghost"
      title="Discard this draft?"
      description="What you chose in its steps is thrown away. Nothing was made at AWS, so nothing has to be deleted there."
      footer={
        <>
          <DialogClose>Keep it</DialogClose>
          <form action={submit}>
            <input type="hidden" name="requestId" value={requestId} />
            <SubmitButton variant="danger">Discard draft</SubmitButton>
          </form>
        </>
      }
    >
      {answer.error && <FieldError>{answer.error}</FieldError>}
    </DialogButton>
  )
}
