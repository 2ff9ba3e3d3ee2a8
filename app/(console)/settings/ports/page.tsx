import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { listPortEdits } from '@/lib/db/port-edits'
import { listPorts, type ListedPort } from '@/lib/privatelink/ports'
import { reasonNotToManage } from '../may-manage'
import { EditPort } from './edit-port'

export const metadata: Metadata = { title: 'Ports' }

const ADD = 'Add a port'

/** The ports that the checks and the advice on security groups go by. */
export default async function PortsPage() {
  const reason = await reasonNotToManage()
  const ports = listPorts(await listPortEdits())
  return (
    <>
      <PageHeader
        title="Ports"
        description="The TCP ports of ClickHouse that checks and the advice on security groups go by. A closed required port is warned of; an optional one is only told."
        actions={
          reason ? (
            <Button size="sm" disabledReason={reason}>
              {ADD}
            </Button>
          ) : (
            <EditPort label={ADD} variant="secondary" />
          )
        }
      />
      <Panel flush>
        <Table label="Ports of ClickHouse" bare slim>
          <TableHead>
            <Column numeric>Port</Column>
            <Column>Name</Column>
            <Column>Use</Column>
            <Column>From</Column>
            {!reason && <Column hidden>Change</Column>}
          </TableHead>
          <TableBody>
            {ports.map((port) => (
              <Row key={port.port} faded={port.hidden}>
                <Cell numeric>{port.port}</Cell>
                <Cell label="Name">
                  <bdi className="wrap-anywhere">{port.name}</bdi>
                </Cell>
                <Cell label="Use" nowrap>
                  {whatFor(port)}
                </Cell>
                <Cell label="From" nowrap>
                  {FROM[port.from]}
                </Cell>
                {!reason && (
                  <Cell className="text-right cards:text-left">
                    <EditPort label="Edit" variant="ghost" port={port} />
                  </Cell>
                )}
              </Row>
            ))}
          </TableBody>
        </Table>
      </Panel>
    </>
  )
}

const FROM: Record<ListedPort['from'], string> = { shipped: 'shipped', edited: 'shipped, edited', own: 'yours' }

function whatFor({ hidden, needed }: ListedPort) {
  if (hidden) return <Badge tone="neutral">left out</Badge>
  return needed ? 'required' : 'optional'
}
