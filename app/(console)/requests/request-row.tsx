'use client'

import { memo, type MouseEvent } from 'react'
import { SpriteBadge } from '@/components/request/sprite-badge'
import { TimeAgo } from '@/components/ui/time'
import { paths } from '@/lib/paths'
import { canDo, STATE_FACE, type Turn } from '@/lib/privatelink/state'
import type { ListedRequest } from './listed-request'

const TURN: Record<Turn, string> = { you: 'You', clickhouse: 'ClickHouse', aws: 'AWS', nobody: 'Nobody' }

const CELL = 'px-3 py-2 cards:px-0 cards:py-0.5'
const ON_CARD = ' cards:grid cards:grid-cols-[6.5rem_minmax(0,1fr)] cards:gap-3 cards:before:text-muted cards:before:content-[attr(data-label)]'

export type RequestTableRowProps = {
  row: ListedRequest
  accountName: string | null
  selected: boolean
  onToggle: (requestId: string, on: boolean, range: boolean) => void
}

/** One request. Its name is the link, and the link's target is the whole row; the box stays above it. */
export const RequestTableRow = memo(function RequestTableRow({ row, accountName, selected, onToggle }: RequestTableRowProps) {
  const face = STATE_FACE[row.state]
  const ticket = canDo('addToTicket', row.state)
  const select = (event: MouseEvent<HTMLInputElement>) => onToggle(row.requestId, event.currentTarget.checked, event.shiftKey)
  return (
    <tr
      role="row"
      aria-selected={selected}
      className="relative border-b border-line last:border-b-0 hover:bg-hover has-[[data-row-link]:focus-visible]:bg-hover aria-selected:bg-accent-soft cards:block cards:rounded-lg cards:border cards:bg-surface cards:p-3 cards:pl-11 cards:last:border-b"
    >
      <td role="cell" className="w-10 pl-3 cards:absolute cards:top-3 cards:left-3 cards:p-0">
        <label className="relative z-10 grid size-6 place-items-center" title={ticket.ok ? undefined : ticket.reason}>
          <input
            type="checkbox"
            checked={selected && ticket.ok}
            disabled={!ticket.ok}
            readOnly
            onClick={select}
            aria-label={`Select ${row.name} for a ticket`}
            className="size-4 accent-accent"
          />
        </label>
      </td>
      <td role="cell" className={`${CELL} max-w-0 min-w-40 cards:block cards:max-w-none cards:pb-1.5`}>
        <a
          href={paths.request(row.requestId)}
          data-row-link
          className="block truncate rounded-sm font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus cards:whitespace-normal"
        >
          <bdi>{row.name}</bdi>
        </a>
        {row.hostname && (
          <span className="block truncate text-xs text-faint">
            {row.hostname}
            {row.moreHostnames > 0 && ` and ${row.moreHostnames} more`}
          </span>
        )}
      </td>
      <td role="cell" data-label="State" className={CELL + ON_CARD}>
        <SpriteBadge tone={face.tone} title={face.meaning}>
          {face.label}
        </SpriteBadge>
      </td>
      <td role="cell" data-label="Turn" className={`${CELL}${ON_CARD} whitespace-nowrap ${face.turn === 'you' ? 'font-medium' : 'text-muted'}`}>
        {row.state === 'draft' ? 'You: continue' : TURN[face.turn]}
      </td>
      <td role="cell" data-label="Account" className={`${CELL}${ON_CARD} whitespace-nowrap`}>
        <span title={row.accountId ?? undefined} className="block max-w-36 truncate">
          {accountName ?? row.accountId ?? <Unset />}
          <span className="block text-xs text-faint">{row.region}</span>
        </span>
      </td>
      <td role="cell" data-label="VPC" className={`${CELL}${ON_CARD} font-mono text-xs whitespace-nowrap`}>
        <span className="block">
          {row.vpcId ?? <Unset />}
          <span className="block text-faint">{row.endpointId}</span>
        </span>
      </td>
      <td role="cell" data-label="Since" className={`${CELL}${ON_CARD} pr-4 text-muted cards:pr-0`}>
        <TimeAgo at={new Date(row.since).toISOString()} />
      </td>
    </tr>
  )
})

const Unset = () => <span className="font-sans text-faint">not chosen</span>
