import type { ReactNode } from 'react'

export type EmptyStateProps = {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** An icon element, e.g. `<Cable />`. */
  icon?: ReactNode
}

/** Nothing is here: why, and the one thing to do about it. */
export function EmptyState({ title, children, actions, icon }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed border-line-strong px-6 py-14 text-center">
      {icon && (
        <span aria-hidden className="mb-4 grid size-10 place-items-center rounded-lg border border-line bg-surface text-muted [&_.icon]:size-5">
          {icon}
        </span>
      )}
      <h2 className="font-semibold">{title}</h2>
      {children && <div className="mt-1 max-w-md space-y-2 text-pretty text-muted">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
