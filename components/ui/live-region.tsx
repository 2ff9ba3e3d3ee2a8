import type { ReactNode } from 'react'

/** Announces its text when it changes. Keep it mounted and change the children; an empty one says nothing. */
export function LiveRegion({ urgent = false, visible = false, children }: { urgent?: boolean; visible?: boolean; children?: ReactNode }) {
  return (
    <div role={urgent ? 'alert' : 'status'} className={visible ? undefined : 'sr-only'}>
      {children}
    </div>
  )
}
