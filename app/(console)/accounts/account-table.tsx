import { Badge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '@/components/ui/table'
import { Untrusted } from '@/components/ui/text'
import { TimeAgo } from '@/components/ui/time'
import type { AccountLine } from '@/lib/operations/view-accounts'
import { paths } from '@/lib/paths'
import { SOURCE_LABEL } from './source-label'

export function AccountTable({ lines }: { lines: AccountLine[] }) {
  return (
    <Panel flush>
      <Table label="AWS accounts" bare>
        <TableHead>
          <Column>Account</Column>
          <Column>Health</Column>
          <Column>Credentials</Column>
          <Column>Regions</Column>
          <Column numeric>Open requests</Column>
          <Column>Last look</Column>
          <Column>Last test</Column>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <AccountRow key={line.accountId} line={line} />
          ))}
        </TableBody>
      </Table>
    </Panel>
  )
}

function AccountRow({ line: { accountId, name, health, source, regions, openRequests, lastLookAt, test } }: { line: AccountLine }) {
  return (
    <Row>
      <Cell>
        <RowLink href={paths.account(accountId)}>
          <Untrusted>{name}</Untrusted>
        </RowLink>
        <div className="font-mono text-muted">{accountId}</div>
      </Cell>
      <Cell label="Health">
        <Badge tone={health.tone}>{health.label}</Badge>
      </Cell>
      <Cell label="Credentials">{SOURCE_LABEL[source]}</Cell>
      <Cell label="Regions">{regions === null ? 'All' : <span className="font-mono">{regions.length > 2 ? `${regions.length} regions` : regions.join(', ')}</span>}</Cell>
      <Cell label="Open" numeric>
        {openRequests}
      </Cell>
      <Cell label="Last look" nowrap>
        {source === 'snapshot' ? <span className="text-muted">Never looks</span> : lastLookAt ? <TimeAgo at={lastLookAt} /> : <span className="text-muted">{openRequests > 0 ? 'Not since the start' : 'Nothing to look at'}</span>}
      </Cell>
      <Cell label="Last test" nowrap>
        {source === 'snapshot' ? <span className="text-muted">Nothing to test</span> : test ? <TimeAgo at={test.at.toISOString()} /> : <span className="text-muted">Never</span>}
      </Cell>
    </Row>
  )
}
