'use client'

import { memo, type MouseEvent } from 'react'
import { SpriteBadge } from '@/components/request/sprite-badge'
import { TimeAgo } from '@/components/ui/time'
import { paths } from '@/lib/paths'
import { canDo, STATE_FACE, type Turn } from '@/lib/privatelink/state'
import type { ListedRequest } from './listed-request'

const TURN: Record<Turn, string> = { you: 'You', clickhouse: 'ClickHouse', aws: 'AWS', nobody: 'Nobody' }

const CELL = 'px-3 py-2 whitespace-nowrap cards:p-0'
/** On a card the column's name stands before the value, since there is no head to say it. */
const ON_CARD = ' cards:before:mr-1.5 cards:before:font-sans cards:before:text-xs cards:before:text-faint cards:before:content-[attr(data-label)]'

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
      className="relative border-b border-line last:border-b-0 hover:bg-hover has-[[data-row-link]:focus-visible]:bg-hover aria-selected:bg-accent-soft cards:flex cards:flex-wrap cards:items-center cards:gap-x-3 cards:gap-y-1 cards:rounded-lg cards:border cards:bg-surface cards:p-3 cards:pl-11 cards:last:border-b"
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
      <td role="cell" className={`${CELL} max-w-0 cards:max-w-full cards:min-w-0 cards:basis-full`}>
        <a
          href={paths.request(row.requestId)}
          data-row-link
          className="block truncate rounded-sm font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus cards:wrap-anywhere cards:whitespace-normal"
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
      <td role="cell" className={CELL}>
        <SpriteBadge tone={face.tone} title={face.meaning}>
          {face.label}
        </SpriteBadge>
      </td>
      <td role="cell" data-label="Turn" className={`${CELL}${ON_CARD} ${face.turn === 'you' ? 'font-medium' : 'text-muted'}`}>
        {row.state === 'draft' ? 'You: continue →' : TURN[face.turn]}
      </td>
      <td role="cell" data-label="Account" className={`${CELL}${ON_CARD} cards:order-1 cards:basis-full`}>
        <span title={row.accountId ?? undefined} className="inline-block max-w-36 truncate align-bottom cards:max-w-full">
          {accountName ?? row.accountId ?? <Unset />}
          <span className="block text-xs text-faint cards:ml-2 cards:inline">{row.region}</span>
        </span>
      </td>
      <td role="cell" data-label="VPC" className={`${CELL}${ON_CARD} font-mono text-xs cards:order-1 cards:basis-full cards:whitespace-normal`}>
        {row.vpcId ?? <Unset />}
        <span className="block text-faint cards:ml-2 cards:inline-block">{row.endpointId}</span>
      </td>
      <td role="cell" data-label="Since" className={`${CELL}${ON_CARD} pr-4 text-muted`}>
        <TimeAgo at={new Date(row.since).toISOString()} />
      </td>
    </tr>
  )
})

const Unset = () => <span className="font-sans text-faint">not chosen</span>
