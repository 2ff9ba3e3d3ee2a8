import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { SaveStatusLine } from './save-status'
import type { SaveStatus } from './saver'

/** The end of every step: go on, go back, and what became of the last change. */
export function StepFooter({ primary, back, status, size }: {
  primary: ReactNode
  back?: string
  status?: SaveStatus
  /** As large as the primary button. */
  size?: 'lg'
}) {
  return (
    <div className="mt-6 flex flex-wrap items-start gap-x-3 gap-y-3 border-t border-line pt-5">
      {back && (
        <LinkButton href={back} size={size}>
          Back
        </LinkButton>
      )}
      {primary}
      {status && (
        <div className="flex min-h-8.5 min-w-0 grow items-center justify-end">
          <SaveStatusLine status={status} />
        </div>
      )}
    </div>
  )
}
