import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ArrowDown, ArrowUp, ChevronsUpDown } from './icons'

/*
 * A dense table that becomes cards when it has less than 46rem for itself, a slim one 26rem (the `cards:` variant). The roles are written out
 * because a browser may forget that a `display: block` row is a row.
 */

export type TableProps = {
  /** What the table lists, for those who do not see it. */
  label: string
  /** Inside a flush Panel: no border of its own. */
  bare?: boolean
  /** Two or three short columns: stays a table down to 26rem. */
  slim?: boolean
  children: ReactNode
}

export function Table({ label, bare, slim, children }: TableProps) {
  return (
    <div className={slim ? '@container/slim-table' : '@container/table'}>
      <div
        className={clsx(
          'overflow-x-auto',
          bare ? 'cards:p-3' : 'rounded-lg border border-line bg-surface cards:overflow-visible cards:rounded-none cards:border-0 cards:bg-transparent',
        )}
      >
        <table role="table" aria-label={label} className="w-full border-collapse text-left text-sm cards:block">
          {children}
        </table>
      </div>
    </div>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="cards:hidden">
      <tr role="row" className="border-b border-line">
        {children}
      </tr>
    </thead>
  )
}

export type Sort = { href: string; direction?: 'asc' | 'desc' }

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const
const SORT_ICON = { asc: ArrowUp, desc: ArrowDown } as const

/** A column's head. With `sort` it is a link to the same page in another order. */
export function Column({ children, sort, numeric, hidden, className }: {
  children: ReactNode
  sort?: Sort
  numeric?: boolean
  /** The head is heard, not seen: a column of boxes or buttons. */
  hidden?: boolean
  className?: string
}) {
  const Icon = sort?.direction ? SORT_ICON[sort.direction] : ChevronsUpDown
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sort?.direction ? ARIA_SORT[sort.direction] : undefined}
      className={clsx('column', numeric && 'text-right', hidden && 'w-px', className)}
    >
      {hidden && <span className="sr-only">{children}</span>}
      {!hidden && !sort && children}
      {!hidden && sort && (
        <Link href={sort.href} scroll={false} className="group inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink">
          {children}
          <Icon className={clsx('size-3.5', sort.direction ? 'text-ink' : 'text-faint opacity-60 group-hover:opacity-100')} />
        </Link>
      )}
    </th>
  )
}

export function TableBody({ children }: { children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="cards:grid cards:grid-cols-1 cards:gap-2">
      {children}
    </tbody>
  )
}

export function Row({ children, selected, faded, className }: { children: ReactNode; selected?: boolean; faded?: boolean; className?: string }) {
  return (
    <tr
      role="row"
      aria-selected={selected}
      className={clsx('row', selected && 'bg-accent-soft cards:bg-accent-soft', faded && 'text-faint', className)}
    >
      {children}
    </tr>
  )
}

export type CellProps = {
  /** The column's name, shown before the value on a card. Leave it out for the cell that names the row. */
  label?: string
  numeric?: boolean
  mono?: boolean
  /** An id, a code or a time: kept on one line in the table. Mono text is so anyway. */
  nowrap?: boolean
  /** Holds the row's box: on a card it moves to the corner. */
  corner?: boolean
  className?: string
  children?: ReactNode
}

export function Cell({ label, numeric, mono, nowrap, corner, className, children }: CellProps) {
  return (
    <td
      role="cell"
      data-label={label}
      className={clsx(
        'cell',
        label ? 'cell-labelled' : corner ? 'cell-corner' : 'cell-first',
        numeric && 'text-right cards:text-left',
        mono && 'font-mono',
        (nowrap || mono || numeric) && 'cell-nowrap',
        className,
      )}
    >
      {children}
    </td>
  )
}

/** The link that opens a row: its target is the whole row; other controls in the row stay above it with `relative z-10`. */
export function RowLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      data-row-link
      className={clsx('inline-block min-w-36 rounded-sm font-medium text-ink wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none', 'focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus', className)}
    >
      {children}
    </Link>
  )
}
