'use client'

import { memo, useEffect, useState, type ChangeEvent } from 'react'
import { ListBadge } from '@/components/request/list-badge'
import { turnInList } from '@/components/request/turn-in-list'
import { everySecond } from '@/components/ui/every-second'
import { formatAgo, formatUtc } from '@/components/ui/time-format'
import { paths } from '@/lib/paths'
import { canDo, STATE_FACE } from '@/lib/privatelink/state'
import type { ListedRequest } from './listed-request'
import css from './request-table.module.css'

export type RequestTableRowProps = {
  row: ListedRequest
  accountName: string | null
  selected: boolean
  onToggle: (requestId: string, on: boolean, range: boolean) => void
}

/**
 * One request. Its name is the link, and the link's target is the whole row; the box stays above it. Attributes are few on
 * purpose: the server writes each in five pieces, and forty rows of them were half of the page's cost.
 */
export const RequestTableRow = memo(function RequestTableRow({ row, accountName, selected, onToggle }: RequestTableRowProps) {
  const face = STATE_FACE[row.state]
  const turn = turnInList(row)
  const ticket = canDo('addToTicket', row.state)
  const toggle = ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) =>
    onToggle(row.requestId, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
  return (
    <tr aria-selected={selected || undefined}>
      <td>
        <label title={ticket.ok ? undefined : ticket.reason}>
          <input type="checkbox" checked={selected && ticket.ok} disabled={!ticket.ok} onChange={toggle} aria-label={`Select ${row.name} for a ticket`} />
        </label>
      </td>
      <td>
        <a href={paths.request(row.requestId)} data-row-link="">
          {row.name}
        </a>
        {row.hostname && <small>{row.moreHostnames > 0 ? `${row.hostname} and ${row.moreHostnames} more` : row.hostname}</small>}
      </td>
      <td>
        <ListBadge tone={face.tone}>{face.label}</ListBadge>
        {row.drifts && <small>AWS differs from the plan</small>}
        {row.told && <small>{row.told}</small>}
      </td>
      <td className={turn.who === 'you' ? css.yours : undefined}>{turn.short}</td>
      <td>
        {accountName ?? row.accountId ?? 'not chosen'}
        <small>{row.region}</small>
      </td>
      <td>
        {row.vpcId ?? 'not chosen'}
        <small>{row.endpointId}</small>
      </td>
      <td>
        <Ago ms={row.since} />
      </td>
    </tr>
  )
})

/** As `TimeAgo`, with the two attributes it cannot do without. */
function Ago({ ms }: { ms: number }) {
  const at = new Date(ms).toISOString()
  const [text, setText] = useState(() => formatAgo(at, Date.now()))
  useEffect(() => everySecond((now) => setText(formatAgo(at, now))), [at])
  return (
    <time dateTime={at} title={formatUtc(at)} suppressHydrationWarning>
      {text}
    </time>
  )
}
