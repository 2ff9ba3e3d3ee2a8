import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { listRates } from '@/lib/db/rates'
import { SHIPPED_RATES } from '@/lib/privatelink/cost'
import { mayDo } from '@/lib/privatelink/roles'
import { EditRate } from './edit-rate'

export const metadata: Metadata = { title: 'Cost rates' }

/** The rates behind the estimate on the review: shipped with their date and source, and yours to correct. */
export default async function RatesPage() {
  const viewer = await viewerWhoMay('viewCatalogue')
  const mayEdit = mayDo(viewer, 'manageCatalogue')
  const offBecause = mayEdit.ok ? null : mayEdit.reason
  const edited = new Map((await listRates()).map((rate) => [rate.region, rate]))
  const regions = [...new Set([...SHIPPED_RATES.map((rate) => rate.region), ...edited.keys()])].sort()
  const rows = regions.map((region) => {
    const shipped = SHIPPED_RATES.find((rate) => rate.region === region)
    return { rate: edited.get(region) ?? shipped!, own: edited.has(region), shipped: Boolean(shipped) }
  })
  return (
    <>
      <PageHeader
        title="Cost rates"
        description="What AWS charges for an interface endpoint, per region. The review of a request estimates from this table. AWS bills each zone for every hour, whatever the state of the endpoint, until it is deleted."
        actions={<EditRate label="Add a region" variant="secondary" offBecause={offBecause} />}
      />
      <Panel flush>
        <Table label="Cost rates by region" bare>
          <TableHead>
            <Column>Region</Column>
            <Column numeric>USD per zone and hour</Column>
            <Column numeric>USD per GB, first PB</Column>
            <Column>As of</Column>
            <Column>Source</Column>
            <Column hidden>Change</Column>
          </TableHead>
          <TableBody>
            {rows.map(({ rate, own, shipped }) => (
              <Row key={rate.region}>
                <Cell label="Region" mono>
                  {rate.region}
                </Cell>
                <Cell label="Per zone-hour" numeric>
                  {rate.perZoneHourUsd.toFixed(4)}
                </Cell>
                <Cell label="Per GB" numeric>
                  {rate.perGbUsd.toFixed(4)}
                </Cell>
                <Cell label="As of" className="whitespace-nowrap">
                  {rate.asOf}
                </Cell>
                <Cell label="Source">
                  <bdi>{rate.source}</bdi>
                  {own && <span className="text-muted"> (yours)</span>}
                </Cell>
                <Cell className="text-right cards:text-left">
                  {offBecause === null && <EditRate label="Edit" variant="ghost" rate={rate} resettable={own && shipped} />}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Panel>
    </>
  )
}
