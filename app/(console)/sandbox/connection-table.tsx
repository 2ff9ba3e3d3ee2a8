import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Id } from '@/components/ui/id'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Untrusted } from '@/components/ui/text'
import { TimeAgo, UtcTime } from '@/components/ui/time'
import type { Tone } from '@/components/ui/tone'
import type { SandboxConnection } from '@/lib/operations/play-clickhouse'
import { FarSideButtons } from './far-side-buttons'

/** AWS's own words: this page stands on AWS's side of the wire. Anything else is shown as it came. */
const TONE: Record<string, Tone> = {
  pendingAcceptance: 'waiting',
  pending: 'working',
  available: 'good',
  rejected: 'bad',
  expired: 'bad',
  failed: 'bad',
  deleting: 'working',
  deleted: 'neutral',
}

export function ConnectionTable({ connections }: { connections: SandboxConnection[] }) {
  return (
    <Table label="Connection requests" bare>
      <TableHead>
        <Column>Endpoint</Column>
        <Column>From</Column>
        <Column>State at AWS</Column>
        <Column>Since</Column>
        <Column hidden>Decide</Column>
      </TableHead>
      <TableBody>
        {connections.map((connection) => (
          <Row key={connection.endpointId}>
            <Cell>
              <Id value={connection.endpointId} what="endpoint id" />
              <p className="mt-0.5 text-sm text-muted">
                <Untrusted max={80}>{connection.tags.find((tag) => tag.key === 'Name')?.value ?? 'no name'}</Untrusted>
              </p>
            </Cell>
            <Cell label="From">
              <div>
                <p className="font-mono whitespace-nowrap">{connection.vpcId}</p>
                <p className="text-sm text-muted">
                  {connection.accountId}
                  {connection.accountName && ` (${connection.accountName})`}, {connection.region}
                </p>
              </div>
            </Cell>
            <Cell label="State at AWS">
              <div>
                <Badge tone={TONE[connection.state] ?? 'attention'}>{connection.state}</Badge>
                <Story connection={connection} />
              </div>
            </Cell>
            <Cell label="Since" nowrap>
              <TimeAgo at={connection.since.toISOString()} />
            </Cell>
            <Cell className="text-right cards:text-left">
              <FarSideButtons endpointId={connection.endpointId} awsState={connection.state} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Story({ connection: { story } }: { connection: SandboxConnection }) {
  return (
    <Disclosure look="quiet" summary="Story">
      <ol className="space-y-1 text-sm text-muted">
        {story.map((line) => (
          <li key={`${line.at.toISOString()} ${line.what}`}>
            <UtcTime at={line.at.toISOString()} /> {line.what}
            {line.reason && (
              <>
                : <Untrusted max={300}>{line.reason}</Untrusted>
              </>
            )}
          </li>
        ))}
      </ol>
    </Disclosure>
  )
}
