import { CopyIcon } from '@/components/ui/copy-icon'
import { Id } from '@/components/ui/id'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { ZoneFacts } from './request-view'

/** One row for each zone: the subnet, the address that carries the traffic there, and the name that leads to it alone. */
export function ZonesPanel({ zones, endpointId }: { zones: ZoneFacts[]; endpointId: string | null }) {
  if (zones.length === 0) return null
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
          {zones.map((zone) => (
            <Row key={zone.subnetId}>
              <Cell nowrap>
                <span className="font-medium">{zone.zoneId || 'unknown zone'}</span>
                <span className="block text-xs text-faint">{zone.zoneName}</span>
              </Cell>
              <Cell label="Subnet" nowrap>
                <span>
                  <Id value={zone.subnetId} what={`subnet id in ${zone.zoneId}`} />
                  <span className="block font-mono text-xs text-faint">{zone.cidr}</span>
                </span>
              </Cell>
              <Cell label="Address" nowrap>
                {zone.address ? <Id value={zone.address} what={`address in ${zone.zoneId}`} /> : <NotKnown />}
              </Cell>
              <Cell label="DNS name" nowrap>
                {zone.dnsName ? <ZonalName name={zone.dnsName} endpointId={endpointId} zoneId={zone.zoneId} /> : <NotKnown />}
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
    <span className="id">
      <code title={name} className="notranslate">
        …{rest}…
      </code>
      <CopyIcon value={name} what={`DNS name of ${zoneId}`} />
    </span>
  )
}

const NotKnown = () => <span className="text-faint">not known</span>
