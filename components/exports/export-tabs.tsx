'use client'

import { useEffect, useRef, useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import type { ExportSubject } from '@/lib/privatelink/exports/export'

type Loaded = typeof import('./formats')

/** The take-away in every format that can be written now, rendered here from the plan in hand. */
export function ExportTabs({ subject, stored }: {
  subject: ExportSubject
  /** The request is on the server as it is shown here, so files come from there. */
  stored?: boolean
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element || loaded) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        watch.disconnect()
        import('./formats').then(setLoaded, () => setFailed(true))
      },
      { rootMargin: '400px' },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [loaded])
  return (
    // of one height with and without them, however the tabs wrap: what stands below must not jump away under a finger
    <div ref={frame} className="@container flex h-[42rem] flex-col">
      {failed && <p className="text-muted">The formats could not be loaded. Reload the page to try again.</p>}
      {!loaded && !failed && <Waiting />}
      {loaded && <loaded.Formats subject={subject} stored={stored} />}
    </div>
  )
}

const Waiting = () => (
  <div role="status" className="flex grow flex-col gap-3">
    <span className="sr-only">Loading the formats…</span>
    <Skeleton className="h-24" />
    <Skeleton className="grow" />
  </div>
)
