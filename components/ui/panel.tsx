import clsx from 'clsx'
import { useId, type ReactNode } from 'react'

export type PanelProps = {
  title?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  /** `flush` lets a table or list reach the panel's edges. */
  flush?: boolean
  /** A quiet last line: when this was observed, from where. */
  footer?: ReactNode
  level?: 2 | 3
  id?: string
  className?: string
  children?: ReactNode
}

/** One subject of a page, with its heading and its actions. */
export function Panel({ title, description, actions, flush, footer, level = 2, id, className, children }: PanelProps) {
  const headingId = useId()
  const Heading = `h${level}` as const
  const heading = (
    <>
      {title && (
        <Heading id={headingId} className="font-semibold">
          {title}
        </Heading>
      )}
      {description && <p className="panel-more">{description}</p>}
    </>
  )
  return (
    <section
      id={id}
      aria-labelledby={title ? headingId : undefined}
      className={clsx('panel', className)}
    >
      {actions && (
        <div className="panel-head panel-head-wide">
          <div className="min-w-0">{heading}</div>
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        </div>
      )}
      {title && !actions && <div className="panel-head">{heading}</div>}
      {children && (
        <div className={clsx(flush ? (title || actions) && 'border-t border-line' : 'panel-body', !flush && !title && !actions && 'pt-4 sm:pt-5')}>
          {children}
        </div>
      )}
      {footer && <div className="border-t border-line bg-canvas px-4 py-2.5 text-sm text-muted sm:px-5">{footer}</div>}
    </section>
  )
}

/** Names and values, one line each; the names form a column where there is room. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={clsx('@container', className)}>
      <dl className="divide-y divide-line">{children}</dl>
    </div>
  )
}

export function Fact({ label, hint, children }: { label: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">
        {children}
        {hint && <p className="mt-0.5 text-sm text-pretty text-faint">{hint}</p>}
      </dd>
    </div>
  )
}
