import Link from 'next/link'
import type { ReactNode } from 'react'
import { ArrowLeft } from './icons'

export type PageHeaderProps = {
  title: ReactNode
  /** Beside the title: a badge. */
  status?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  back?: { href: string; label: string }
}

/** Where we are, in one heading, with the page's one primary button. */
export function PageHeader({ title, status, description, actions, back }: PageHeaderProps) {
  return (
    <div className="mb-6">
      {back && (
        <Link href={back.href} className="-ml-0.5 mb-2 inline-flex min-h-6 items-center gap-1.5 rounded-sm text-sm text-muted hover:text-ink">
          <ArrowLeft className="size-3.5" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
            {status}
          </div>
          {description && <div className="mt-1 max-w-prose text-pretty text-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-start gap-2">{actions}</div>}
      </div>
    </div>
  )
}
