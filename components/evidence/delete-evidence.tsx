'use client'

import { useActionState } from 'react'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EvidenceAction } from './paste-box'

/** Takes back what oneself has given. */
export function DeleteEvidence({ evidenceId, remove }: { evidenceId: string; remove: EvidenceAction }) {
  const [answer, send] = useActionState(remove, {})
  return (
    <form action={send}>
      <input type="hidden" name="evidenceId" value={evidenceId} />
      <SubmitButton variant="ghost" size="sm" pendingLabel="Deleting the evidence">
        Delete
      </SubmitButton>
      <div role="alert">{answer.error && <FieldError>{answer.error}</FieldError>}</div>
    </form>
  )
}
