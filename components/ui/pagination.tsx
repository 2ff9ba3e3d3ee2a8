import type { ReactNode } from 'react'
import { LinkButton } from './button'

export type PaginationProps = {
  previous?: string
  next?: string
  /** E.g. "51–100 of 240". */
  summary?: ReactNode
}

/** Back and forth through a long list. An end of the list says that it is one. */
export function Pagination({ previous, next, summary }: PaginationProps) {
  if (!previous && !next && !summary) return null
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
      <p>{summary}</p>
      {(previous || next) && (
        <div className="flex gap-2">
          {previous && (
            <LinkButton href={previous} rel="prev" size="sm">
              Previous
            </LinkButton>
          )}
          {next && (
            <LinkButton href={next} rel="next" size="sm">
              Next
            </LinkButton>
          )}
        </div>
      )}
    </nav>
  )
}
