import { ArrowRight } from '@/components/ui/icons'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Untrusted } from '@/components/ui/text'
import { TextLink } from '@/components/ui/text-link'
import { TimeAgo } from '@/components/ui/time'
import type { AuditRow } from '@/lib/db/read-audit'
import { paths } from '@/lib/paths'
import { auditDifferences, describeAudit, whoOf, type Difference } from '@/lib/privatelink/describe-audit'

/** Where a thing can be looked at; a kind that is not here has no page of its own. */
const PAGE_OF: Record<string, (id: string) => string> = { request: paths.request, rate: paths.rates, service: paths.regions, port: paths.ports, person: paths.people }

export function AuditTable({ rows }: { rows: AuditRow[] }) {
  return (
    <Table label="What happened, the newest first">
      <TableHead>
        <Column>When</Column>
        <Column>Who</Column>
        <Column>What</Column>
        <Column>Before and after</Column>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </TableBody>
    </Table>
  )
}

function Line({ row }: { row: AuditRow }) {
  const page = PAGE_OF[row.objectKind]
  return (
    <Row>
      <Cell nowrap className="align-top">
        <TimeAgo at={new Date(row.at).toISOString()} />
      </Cell>
      <Cell label="Who" className="align-top">
        <Untrusted max={60}>{whoOf(row)}</Untrusted>
        {row.fromAddress && <span className="block font-mono text-xs text-muted">{row.fromAddress}</span>}
      </Cell>
      <Cell label="What" className="align-top">
        <Untrusted>{describeAudit(row)}</Untrusted>
        {page && (
          <span className="block text-sm">
            <TextLink href={page(row.objectId)}>
              Open<span className="sr-only"> {row.objectName}</span>
            </TextLink>
          </span>
        )}
      </Cell>
      <Cell label="Change" className="align-top">
        <Differences differences={auditDifferences(row)} />
      </Cell>
    </Row>
  )
}

const SHOWN = 6

function Differences({ differences }: { differences: Difference[] }) {
  if (differences.length === 0) return <span className="text-faint">–</span>
  const more = differences.length - SHOWN
  return (
    <dl className="min-w-52 space-y-0.5 text-sm">
      {differences.slice(0, SHOWN).map(({ field, before, after }) => (
        <div key={field} className="flex flex-wrap items-baseline gap-x-2">
          <dt className="text-muted">{field}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
            {before !== null && (
              <del className="text-muted decoration-faint">
                <span className="sr-only">before: </span>
                <Untrusted max={120}>{before}</Untrusted>
              </del>
            )}
            {before !== null && after !== null && <ArrowRight className="size-3 self-center text-faint" />}
            {after !== null && (
              <ins className="no-underline">
                <span className="sr-only">after: </span>
                <Untrusted max={120}>{after}</Untrusted>
              </ins>
            )}
          </dd>
        </div>
      ))}
      {more > 0 && <div className="text-faint">{`and ${more} more, in the export`}</div>}
    </dl>
  )
}
