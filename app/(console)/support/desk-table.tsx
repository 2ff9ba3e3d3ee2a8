'use client'

import { useEffect, useRef, useState } from 'react'
import { Contradictions } from '@/components/desk/contradictions'
import { Badge } from '@/components/ui/badge'
import { RowCheckbox } from '@/components/ui/choice'
import { ListKeys } from '@/components/ui/list-keys'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { TimeAgo, TimeSince } from '@/components/ui/time'
import { isTyping } from '@/components/ui/typing'
import { paths } from '@/lib/paths'
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
          <Column>Request</Column>
          <Column>Waits</Column>
          <Column>Turn</Column>
          <Column>Region and account</Column>
          <Column>Endpoint</Column>
          <Column>Requester</Column>
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
        <Hostnames row={row} />
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
        <span className={row.yours ? 'font-medium' : 'text-muted'}>{row.turn}</span>
        {row.face.label !== 'Waiting for ClickHouse' && <StateBadge {...row.face} />}
        {row.outcome && <StateBadge {...row.outcome} />}
        {row.outcome?.reason && <span className="mt-0.5 line-clamp-2 block text-xs text-muted wrap-anywhere">{row.outcome.reason}</span>}
      </Cell>
      <Cell label="Place">
        <span className="whitespace-nowrap">{row.region}</span>
        <small className="block text-xs text-faint">{row.accountName ? <bdi>{row.accountName}</bdi> : row.accountId}</small>
      </Cell>
      <Cell label="Endpoint">
        <code translate="no" className="font-mono text-xs wrap-anywhere">
          {row.endpointId}
        </code>
      </Cell>
      <Cell label="Requester">{row.requester && <bdi className="wrap-anywhere">{row.requester}</bdi>}</Cell>
      <Cell label="Ticket">{row.mark && <Ticket mark={row.mark} />}</Cell>
      <Cell label="Last look">
        <LastLook look={row.look} />
      </Cell>
    </Row>
  )
}

function Hostnames({ row: { hostnames, moreHostnames } }: { row: QueuedRow }) {
  return (
    <span className="block text-xs text-faint wrap-anywhere">
      {hostnames.map((hostname) => (
        <span key={hostname} className="block">
          {hostname}
        </span>
      ))}
      {moreHostnames > 0 && `and ${moreHostnames} more`}
    </span>
  )
}

const StateBadge = ({ label, tone }: QueuedRow['face']) => (
  <span className="mt-0.5 block">
    <Badge tone={tone}>{label}</Badge>
  </span>
)

function Ticket({ mark: { number, link, sentAt } }: { mark: NonNullable<QueuedRow['mark']> }) {
  return (
    <>
      {link ? (
        <span className="relative z-10">
          <TextLink href={link}>
            <bdi className="wrap-anywhere">{number}</bdi>
          </TextLink>
        </span>
      ) : (
        <bdi className="wrap-anywhere">{number}</bdi>
      )}
      <small className="block text-xs text-faint">
        sent <TimeAgo at={sentAt} />
      </small>
    </>
  )
}

function LastLook({ look: { at, problem } }: { look: QueuedRow['look'] }) {
  return (
    <>
      <span className="text-muted">{at ? <TimeAgo at={at} /> : 'not since the start'}</span>
      {problem && <small className="block text-xs text-attention-ink wrap-anywhere">{problem}</small>}
    </>
  )
}
