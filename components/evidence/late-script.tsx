'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { LateDisclosure } from '@/components/ui/late-disclosure'
import type { ScriptPanel } from './script-panel'

const Panel = lazy(() => import('./script-panel').then((loaded) => ({ default: loaded.ScriptPanel })))

/** The script behind its fold; its code comes to the browser when somebody opens it. */
export function LateScript(props: ComponentProps<typeof ScriptPanel>) {
  return (
    <LateDisclosure wide summary="Or let one script look at everything">
      <Suspense fallback={<p className="text-sm text-faint">Loading…</p>}>
        <Panel {...props} />
      </Suspense>
    </LateDisclosure>
  )
}
