import type { ReactNode } from 'react'

/** What this door is, and a sentence on what happens behind it. */
export function DoorHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {children && <p className="mt-1.5 text-pretty text-muted">{children}</p>}
    </div>
  )
}
