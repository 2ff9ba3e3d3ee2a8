'use client'

import { useState } from 'react'
import { LiveRegion } from '@/components/ui/live-region'

/** Says a state aloud when it flips while the page is open; silent about the one the page came with. */
export function StateAnnouncer({ label }: { label: string }) {
  const [first] = useState(label)
  const [flipped, setFlipped] = useState(false)
  if (!flipped && label !== first) setFlipped(true)
  return <LiveRegion>{flipped ? `Now: ${label}` : ''}</LiveRegion>
}
