import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { listServiceEdits } from '@/lib/db/service-edits'
import { listCatalogue, type ListedService } from '@/lib/privatelink/catalogue'
import { findRegion } from '@/lib/privatelink/regions'
import { reasonNotToManage } from '../may-manage'
import { EditService } from './edit-service'

export const metadata: Metadata = { title: 'Regions' }

const ADD = 'Add a service'

/** What the wizard suggests for each region: shipped, and yours to correct. */
export default async function RegionsPage() {
  const reason = await reasonNotToManage()
  const services = listCatalogue(await listServiceEdits())
  return (
    <>
      <PageHeader
        title="Regions and services"
        description="The endpoint services of ClickHouse that the wizard suggests for each region. They are suggestions: AWS is asked about each before anything is made."
        actions={
          reason ? (
            <Button size="sm" disabledReason={reason}>
              {ADD}
            </Button>
          ) : (
            <EditService label={ADD} variant="secondary" />
          )
        }
      />
      <Panel flush>
        <Table label="Endpoint services by region" bare>
          <TableHead>
            <Column>Region</Column>
            <Column>Service</Column>
            <Column>Zone ids</Column>
            <Column>From</Column>
            <Column>Note</Column>
            {!reason && <Column hidden>Change</Column>}
          </TableHead>
          <TableBody>
            {services.map((service) => (
              <ServiceRow key={service.serviceName} service={service} editable={!reason} />
            ))}
          </TableBody>
        </Table>
      </Panel>
    </>
  )
}

function ServiceRow({ service, editable }: { service: ListedService; editable: boolean }) {
  const { region, serviceName, zoneIds, note, hidden } = service
  return (
    <Row faded={hidden}>
      <Cell>
        <span className="font-mono">{region}</span> <span className="text-muted">{findRegion(region)?.label}</span>
      </Cell>
      <Cell label="Service" mono>
        <span title={serviceName}>{serviceName.split('.').at(-1)}</span>
      </Cell>
      <Cell label="Zones">
        {/* In the table one id under the other would make tall rows, so they may go on on a second line. */}
        <span className="font-mono">{zoneIds.join(', ') || '–'}</span>
      </Cell>
      <Cell label="From" nowrap>
        {hidden ? <Badge tone="neutral">hidden</Badge> : whereFrom(service)}
      </Cell>
      <Cell label="Note">
        <bdi className="wrap-anywhere">{note || '–'}</bdi>
      </Cell>
      {editable && (
        <Cell className="text-right cards:text-left">
          <EditService label="Edit" variant="ghost" service={service} />
        </Cell>
      )}
    </Row>
  )
}

function whereFrom({ from, published }: ListedService): string {
  if (from === 'own') return 'yours'
  return `published ${published}${from === 'edited' ? ', edited' : ''}`
}
