import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { SaveStatusLine } from './save-status'
import type { SaveStatus } from './saver'

/** The end of every step: go on, go back, what became of the last change, and the way out. */
export function StepFooter({ primary, back, status, discard }: { primary: ReactNode; back?: string; status?: SaveStatus; discard?: ReactNode }) {
  return (
    <div className="mt-6 flex flex-wrap items-start gap-x-3 gap-y-3 border-t border-line pt-5">
      {primary}
      {back && (
        <LinkButton href={back} variant="ghost">
          Back
        </LinkButton>
      )}
      <div className="flex min-w-0 grow flex-wrap items-center justify-end gap-x-4 gap-y-2">
        {status && <SaveStatusLine status={status} />}
        {discard}
      </div>
    </div>
  )
}
