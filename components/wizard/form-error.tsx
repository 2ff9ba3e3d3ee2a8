import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'

/** What is wrong with the form as a whole. Takes the focus, so that it is read where the eye is. */
export function FormError({ title = 'This cannot go on yet', actions, children }: { title?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div tabIndex={-1} data-form-error className="rounded-lg">
      <Callout tone="bad" title={title} announce="alert" actions={actions}>
        {children}
      </Callout>
    </div>
  )
}
