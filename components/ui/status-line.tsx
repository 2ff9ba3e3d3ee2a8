import type { ReactNode } from 'react'

/** Several sides of one thing, each with its own state: they never melt into one. */
export function StatusLines({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">{children}</dl>
}

export type StatusLineProps = {
  /** Whose side. */
  label: ReactNode
  badge: ReactNode
  /** Since when, last heard. */
  meta?: ReactNode
  /** Whose turn it is, what it waits for, how long it usually takes. */
  children?: ReactNode
}

export function StatusLine({ label, badge, meta, children }: StatusLineProps) {
  return (
    <div className="grid gap-x-6 gap-y-1.5 px-4 py-3 sm:grid-cols-[9rem_minmax(0,1fr)] sm:px-5">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          {badge}
          {meta && <span className="text-sm text-faint">{meta}</span>}
        </div>
        {children && <div className="mt-1 max-w-prose text-sm text-pretty text-muted">{children}</div>}
      </dd>
    </div>
  )
}

/** One number and its name. */
export function Stat({ label, children, hint }: { label: ReactNode; children: ReactNode; hint?: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-muted">{label}</p>
      <p className="mt-0.5 text-xl font-semibold tracking-tight">{children}</p>
      {hint && <p className="text-sm text-faint">{hint}</p>}
    </div>
  )
}
