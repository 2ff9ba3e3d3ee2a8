import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { ChevronRight } from './icons'

export type DisclosureProps = {
  summary: ReactNode
  /** Right of the summary: time, actor, count. */
  meta?: ReactNode
  open?: boolean
  /** Folds that share a name close each other. */
  name?: string
  /** `quiet` has no frame: a fold inside text. */
  look?: 'framed' | 'quiet'
  /** Holds controls and not prose: as wide as there is room. */
  wide?: boolean
  id?: string
  className?: string
  /** What else the `<details>` needs. */
  details?: ComponentProps<'details'>
  children: ReactNode
}

/** A fold on the browser's own details: works without a script, is found by the page's own search. */
export function Disclosure({ summary, meta, open, name, look = 'framed', wide, id, className, details, children }: DisclosureProps) {
  const framed = look === 'framed'
  return (
    <details id={id} open={open} name={name} {...details} className={clsx(framed && 'rounded-lg border border-line bg-surface', className)}>
      <summary
        className={clsx(
          'fold-line with-icon',
          ChevronRight.drawing,
          framed && 'rounded-lg px-4 py-2.5',
        )}
      >
        <span className="min-w-0 grow">{summary}</span>
        {meta && <span className="shrink-0 text-sm text-faint">{meta}</span>}
      </summary>
      <div className={clsx(framed ? 'px-4 pt-1 pb-4' : 'pt-2', !wide && (framed ? 'pl-10' : 'pl-6'), !wide && 'max-w-prose space-y-3 text-pretty text-muted')}>{children}</div>
    </details>
  )
}
