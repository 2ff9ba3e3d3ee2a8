'use client'

import { memo, type MouseEvent } from 'react'
import { SpriteBadge } from '@/components/request/sprite-badge'
import { TimeAgo } from '@/components/ui/time'
import { paths } from '@/lib/paths'
import { canDo, STATE_FACE, type Turn } from '@/lib/privatelink/state'
import type { ListedRequest } from './listed-request'
import css from './request-table.module.css'

const TURN: Record<Turn, string> = { you: 'You', clickhouse: 'ClickHouse', aws: 'AWS', nobody: 'Nobody' }

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
    <tr role="row" aria-selected={selected || undefined} className={css.row}>
      <td role="cell">
        <label className={css.box} title={ticket.ok ? undefined : ticket.reason}>
          <input type="checkbox" checked={selected && ticket.ok} disabled={!ticket.ok} readOnly onClick={select} aria-label={`Select ${row.name} for a ticket`} />
        </label>
      </td>
      <td role="cell">
        <a href={paths.request(row.requestId)} data-row-link="" dir="auto">
          {row.name}
        </a>
        {row.hostname && <small>{row.moreHostnames > 0 ? `${row.hostname} and ${row.moreHostnames} more` : row.hostname}</small>}
      </td>
      <td role="cell">
        <SpriteBadge tone={face.tone}>{face.label}</SpriteBadge>
      </td>
      <td role="cell" data-label="Turn" className={face.turn === 'you' ? css.yours : css.quiet}>
        {row.state === 'draft' ? 'You: continue →' : TURN[face.turn]}
      </td>
      <td role="cell" data-label="Account">
        {accountName ?? row.accountId ?? 'not chosen'}
        <small>{row.region}</small>
      </td>
      <td role="cell" data-label="VPC" className={css.ids}>
        {row.vpcId ?? 'not chosen'}
        <small>{row.endpointId}</small>
      </td>
      <td role="cell" data-label="Since">
        <TimeAgo at={new Date(row.since).toISOString()} />
      </td>
    </tr>
  )
})
