'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Contradictions } from '@/components/desk/contradictions'
import { Badge } from '@/components/ui/badge'
import { RowCheckbox } from '@/components/ui/choice'
import { ListKeys } from '@/components/ui/list-keys'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { TimeAgo, TimeSince } from '@/components/ui/time'
import { isTyping } from '@/components/ui/typing'
import { paths } from '@/lib/paths'
import { STATE_FACE } from '@/lib/privatelink/state'
import { DeskBar, type DeskMay } from './desk-bar'
import type { QueuedRow } from './queued-row'

/** The queue, with what is selected in it. `j` and `k` walk, Enter opens, `x` selects. */
export function DeskTable({ rows, may }: { rows: QueuedRow[]; may: DeskMay }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // What has left the page is not selected any more.
  const selected = rows.filter(({ requestId }) => chosen.has(requestId))
  const all = selected.length === rows.length
  const toggle = (requestId: string) => setChosen((before) => toggled(before, requestId))
  useSelectKey(toggle)
  return (
    <>
      <ListKeys />
      <Table label="Requests on the desk">
        <TableHead>
          <Column hidden>Select</Column>
          <Column>Request and requester</Column>
          <Column>Waits</Column>
          <Column>Turn</Column>
          <Column>Region and account</Column>
          <Column>Endpoint and hostnames</Column>
          <Column>Ticket</Column>
          <Column>Last look</Column>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <QueueRow key={row.requestId} row={row} selected={chosen.has(row.requestId)} onToggle={() => toggle(row.requestId)} />
          ))}
        </TableBody>
      </Table>
      <DeskBar rows={selected} may={may} all={all} onAll={() => setChosen(new Set(rows.map(({ requestId }) => requestId)))} onClear={() => setChosen(new Set())} />
    </>
  )
}

function toggled(before: ReadonlySet<string>, requestId: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(requestId)) after.add(requestId)
  return after
}

/** `x` selects the row in focus, whichever of its controls has it. */
function useSelectKey(toggle: (requestId: string) => void) {
  const latest = useRef(toggle)
  useEffect(() => {
    latest.current = toggle
  }, [toggle])
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'x' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const link = document.activeElement?.closest('tr')?.querySelector<HTMLAnchorElement>('[data-row-link]')
      const requestId = link?.pathname.split('/').pop()
      if (requestId) latest.current(requestId)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function QueueRow({ row, selected, onToggle }: { row: QueuedRow; selected: boolean; onToggle: () => void }) {
  return (
    <Row selected={selected}>
      <Cell corner>
        <RowCheckbox label={`Select ${row.name}`} checked={selected} onChange={onToggle} aria-keyshortcuts="x" />
      </Cell>
      <Cell className="min-w-52">
        <RowLink href={paths.request(row.requestId)}>
          <bdi>{row.name}</bdi>
        </RowLink>
        {row.requester && (
          <Small>
            <bdi>{row.requester}</bdi>
          </Small>
        )}
        {row.contradictions.length > 0 && (
          <div className="mt-1.5">
            <Contradictions all={row.contradictions} />
          </div>
        )}
      </Cell>
      <Cell label="Waits" nowrap>
        <TimeSince at={row.since} />
      </Cell>
      <Cell label="Turn">
        <TurnOf row={row} />
      </Cell>
      <Cell label="Place" nowrap>
        <div>
          {row.region}
          <Small>{row.accountName ? <bdi>{row.accountName}</bdi> : row.accountId}</Small>
        </div>
      </Cell>
      <Cell label="Endpoint">
        <div>
          <code translate="no" className="font-mono text-xs whitespace-nowrap">
            {row.endpointId}
          </code>
          {row.hostnames.map((hostname) => (
            <Small key={hostname}>{hostname}</Small>
          ))}
          {row.moreHostnames > 0 && <Small>and {row.moreHostnames} more</Small>}
        </div>
      </Cell>
      {row.mark ? (
        <Cell label="Ticket" nowrap>
          <Ticket mark={row.mark} />
        </Cell>
      ) : (
        <Cell className="cards:hidden!" />
      )}
      <Cell label="Last look" nowrap>
        <LastLook look={row.look} />
      </Cell>
    </Row>
  )
}

const Small = ({ children }: { children: ReactNode }) => <small className="block text-xs text-faint wrap-anywhere">{children}</small>

function TurnOf({ row: { turn, yours, face, outcome } }: { row: QueuedRow }) {
  return (
    <div>
      <span className={yours ? 'font-medium' : 'text-muted'}>{turn}</span>
      {face.label !== WAITING && <StateBadge {...face} />}
      {outcome && <StateBadge {...outcome} />}
      {outcome?.reason && <span className="mt-0.5 line-clamp-2 text-xs text-muted wrap-anywhere">{outcome.reason}</span>}
    </div>
  )
}

/** What nearly every row is needs no badge. */
const WAITING = STATE_FACE['pending-acceptance'].label

const StateBadge = ({ label, tone }: QueuedRow['face']) => (
  <span className="mt-0.5 block">
    <Badge tone={tone}>{label}</Badge>
  </span>
)

function Ticket({ mark: { number, link, sentAt } }: { mark: NonNullable<QueuedRow['mark']> }) {
  const shown = <bdi className="inline-block max-w-32 truncate align-bottom">{number}</bdi>
  return (
    <div>
      {link ? (
        <span className="relative z-10">
          <TextLink href={link}>{shown}</TextLink>
        </span>
      ) : (
        shown
      )}
      <Small>
        sent <TimeAgo at={sentAt} />
      </Small>
    </div>
  )
}

function LastLook({ look: { at, problem, reportedBy } }: { look: QueuedRow['look'] }) {
  if (at && reportedBy)
    return (
      <div className="text-muted">
        reported <TimeAgo at={at} />
        <span className="block text-xs">by {reportedBy}</span>
      </div>
    )
  return (
    <div className="text-muted">
      {at ? <TimeAgo at={at} /> : 'not yet'}
      {problem && (
        <span title={problem} className="relative z-10 block text-xs text-attention-ink">
          the last one failed<span className="sr-only">: {problem}</span>
        </span>
      )}
    </div>
  )
}
