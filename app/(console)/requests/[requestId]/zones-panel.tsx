import { CopyButton } from '@/components/ui/copy-button'
import { Id } from '@/components/ui/id'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { EndpointRequest } from '@/lib/privatelink/request'

type ZoneRow = { zoneId: string; zoneName: string; subnetId: string; cidr: string; address: string | null; dnsName: string | null }

/** One row for each zone: the subnet, the address that carries the traffic there, and the name that leads to it alone. */
export function ZonesPanel({ request }: { request: EndpointRequest }) {
  const rows = toRows(request)
  if (rows.length === 0) return null
  return (
    <Panel title="Zones and addresses" flush>
      <Table label="Zones and addresses" bare>
        <TableHead>
          <Column>Zone</Column>
          <Column>Subnet</Column>
          <Column>Address</Column>
          <Column>DNS name of the zone</Column>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.subnetId}>
              <Cell>
                <span className="font-medium">{row.zoneId || 'unknown zone'}</span>
                <span className="block text-xs text-faint">{row.zoneName}</span>
              </Cell>
              <Cell label="Subnet" nowrap>
                <span>
                  <Id value={row.subnetId} what="subnet id" />
                  <span className="block font-mono text-xs text-faint">{row.cidr}</span>
                </span>
              </Cell>
              <Cell label="Address" nowrap>
                {row.address ? <Id value={row.address} what={`address in ${row.zoneId}`} /> : <span className="text-faint">not known yet</span>}
              </Cell>
              <Cell label="DNS name" nowrap>
                {row.dnsName ? <ZonalName name={row.dnsName} endpointId={request.endpointId} zoneId={row.zoneId} /> : <span className="text-faint">not known yet</span>}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  )
}

/** The part that tells the zones apart; the button copies the whole name. */
function ZonalName({ name, endpointId, zoneId }: { name: string; endpointId: string | null; zoneId: string }) {
  const [label = name] = name.split('.')
  const rest = endpointId && label.startsWith(endpointId) ? label.slice(endpointId.length) : label
  return (
    <span className="inline-flex items-center gap-0.5">
      <code translate="no" title={name} className="font-mono text-sm">
        …{rest}…
      </code>
      <CopyButton value={name} what={`DNS name of ${zoneId}`} />
    </span>
  )
}

function toRows({ plan, addresses, dnsNames }: EndpointRequest): ZoneRow[] {
  return (plan?.subnets ?? []).map((subnet) => {
    const seen = addresses.find(({ subnetId }) => subnetId === subnet.subnetId)
    const zoneName = subnet.zoneName || (seen?.zoneName ?? '')
    return {
      ...subnet,
      zoneName,
      zoneId: subnet.zoneId || (seen?.zoneId ?? ''),
      address: seen?.address ?? null,
      dnsName: dnsNames.zonal.find((each) => each.zoneName === zoneName)?.dnsName ?? null,
    }
  })
}
