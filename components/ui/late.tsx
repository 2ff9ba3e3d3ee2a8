'use client'

import { useSyncExternalStore, type ReactNode } from 'react'

const never = () => () => {}

/**
 * Draws its inside in the browser: for what stands below the first screens of a long page, so that the server has less to draw before the
 * first byte and nothing above waits for it. `className` keeps the place meanwhile. A page that is reached from another one is awake
 * already and draws it at once. `without`: what somebody without scripts reads in its place.
 */
export function Late({ className, without, children }: { className: string; without: string; children: ReactNode }) {
  const isAwake = useSyncExternalStore(never, () => true, () => false)
  if (isAwake) return children
  return (
    <div className={className}>
      <noscript>{without}</noscript>
    </div>
  )
}
