'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, type MouseEvent } from 'react'
import { canDo } from '@/lib/privatelink/state'
import type { ListedRequest } from './listed-request'
import { RequestTableRow } from './request-row'
import css from './request-table.module.css'
import { TicketBar } from './ticket-bar'

export type RequestTableProps = { rows: ListedRequest[]; accountNames: Record<string, string> }

/**
 * The list as one client component: it is sent as forty small records instead of forty rows of markup, and one place knows
 * what is selected. Columns give way to cards where there is little room.
 */
export function RequestTable({ rows, accountNames }: RequestTableProps) {
  const router = useRouter()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)

  const selectable = rows.filter(({ state }) => canDo('addToTicket', state).ok)
  // What has left the page or can no longer go into a ticket is not selected any more, whatever was ticked before.
  const selected = selectable.filter(({ requestId }) => chosen.has(requestId))
  const all = selectable.length > 0 && selected.length === selectable.length

  function toggle(requestId: string, on: boolean, range: boolean) {
    const ids = range ? between(selectable, anchor.current, requestId) : [requestId]
    anchor.current = requestId
    setChosen(new Set(on ? [...selected.map((row) => row.requestId), ...ids] : selected.map((row) => row.requestId).filter((id) => !ids.includes(id))))
  }

  // Plain links, so that forty of them cost nothing to bring to life; a plain click still goes without loading the page anew.
  function follow(event: MouseEvent<HTMLElement>) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-row-link]')
    if (!link) return
    event.preventDefault()
    router.push(link.pathname)
  }

  return (
    <div className="@container/table">
      <div className={css.frame}>
        <table aria-label="Requests" onClick={follow} className={css.table}>
          <Head all={all} some={selected.length > 0} any={selectable.length > 0} onAll={(on) => setChosen(new Set(on ? selectable.map((row) => row.requestId) : []))} />
          <tbody className={css.rows}>
            {rows.map((row) => (
              <RequestTableRow
                key={row.requestId}
                row={row}
                accountName={row.accountId === null ? null : (accountNames[row.accountId] ?? null)}
                selected={chosen.has(row.requestId)}
                onToggle={toggle}
              />
            ))}
          </tbody>
        </table>
      </div>
      <TicketBar requestIds={selected.map((row) => row.requestId)} onClear={() => setChosen(new Set())} />
    </div>
  )
}

/** The rows from the one ticked before to this one, as Shift means it everywhere. */
function between(rows: ListedRequest[], from: string | null, to: string): string[] {
  const a = rows.findIndex((row) => row.requestId === from)
  const b = rows.findIndex((row) => row.requestId === to)
  if (a < 0 || b < 0) return [to]
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => row.requestId)
}

const COLUMNS = ['Name', 'State', 'Turn', 'Account', 'VPC and endpoint', 'Since']

function Head({ all, some, any, onAll }: { all: boolean; some: boolean; any: boolean; onAll: (on: boolean) => void }) {
  return (
    <thead>
      <tr>
        <th scope="col">
          <label>
            <input
              type="checkbox"
              checked={all}
              disabled={!any}
              ref={(box) => {
                if (box) box.indeterminate = some && !all
              }}
              onChange={(event) => onAll(event.target.checked)}
              aria-label="Select all on this page for a ticket"
            />
          </label>
          <span aria-hidden className={css.all}>
            Select all on this page
          </span>
        </th>
        {COLUMNS.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
  )
}
