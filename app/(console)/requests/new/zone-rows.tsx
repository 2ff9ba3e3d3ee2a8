import { useId } from 'react'
import { Callout } from '@/components/ui/callout'
import { FieldError } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { Subnet } from '@/lib/privatelink/network'
import { cleanLine } from '@/lib/privatelink/text'
import { explainUnchosen, type ZoneGrid, type ZoneRow } from '@/lib/privatelink/zones'
import { SubnetFacts } from './subnet-facts'

/** The zone grid: one row for each zone of the service, one subnet for each, and below what cannot be used, with the reason. */
export function ZoneRows({ grid, subnets, error, onChoose }: {
  grid: ZoneGrid
  /** Zone id → subnet id; a zone that is left out is missing. */
  subnets: Record<string, string>
  error?: string
  onChoose: (zoneId: string, subnetId: string) => void
}) {
  const chosen = Object.keys(subnets).length
  const left = [...explainUnchosen(grid, subnets), ...grid.unusable]
  return (
    <div data-invalid={error ? true : undefined}>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
        {grid.rows.map((row) => (
          <li key={row.zone.zoneId}>
            <ZoneLine row={row} chosen={subnets[row.zone.zoneId] ?? ''} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {error && <FieldError>{error}</FieldError>}
      <p role="status" className="mt-3 text-sm text-muted">
        {chosen === 0 && 'No zone is chosen yet: choose a subnet in at least one, better in two.'}
        {chosen === 1 && 'One zone is chosen.'}
        {chosen > 1 && `${chosen} zones are chosen. If one fails, the others go on. AWS bills each by the hour.`}
      </p>
      {chosen === 1 && (
        <div className="mt-3">
          <Callout tone="attention" title="One zone only">
            <p>If {Object.keys(subnets)[0]} fails, ClickHouse is out of reach from this VPC. Two zones are advised. Each zone is billed.</p>
          </Callout>
        </div>
      )}
      {left.length > 0 && (
        <div className="mt-5">
          <h3 className="mb-1.5 text-sm font-medium text-muted">Not used</h3>
          <ul aria-label="Subnets that are not used" className="divide-y divide-line rounded-lg border border-dashed border-line-strong">
            {left.map(({ subnet, reason }) => (
              <li key={subnet.subnetId} className="px-4 py-2.5 text-sm text-faint">
                <SubnetFacts subnet={subnet} />
                <p className="mt-0.5 text-muted">{reason}</p>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function ZoneLine({ row: { zone, candidates }, chosen, onChoose }: { row: ZoneRow; chosen: string; onChoose: (zoneId: string, subnetId: string) => void }) {
  const id = useId()
  const picked = candidates.find((subnet) => subnet.subnetId === chosen)
  return (
    <div className="grid items-center gap-x-5 gap-y-2 px-4 py-3 sm:grid-cols-[12rem_minmax(0,1fr)] sm:px-5">
      <label htmlFor={id} className="flex items-baseline gap-x-2 sm:block">
        <span className="block font-mono text-lg font-medium">{zone.zoneId}</span>
        <span className="block text-xs text-muted">{zone.zoneName} in this account</span>
      </label>
      {candidates.length === 0 ? (
        <p id={id} className="text-sm text-faint">
          No subnet of this VPC can be used here. The zone is left out.
        </p>
      ) : (
        <div className="min-w-0">
          <Select id={id} name="subnets[]" value={chosen && `${zone.zoneId}=${chosen}`} onChange={(event) => onChoose(zone.zoneId, event.target.value.split('=')[1] ?? '')}>
          {candidates.map((subnet) => (
            <option key={subnet.subnetId} value={`${zone.zoneId}=${subnet.subnetId}`}>
              {optionText(subnet)}
            </option>
          ))}
          <option value="">Leave this zone out</option>
          </Select>
          {/* Where there is little room, the closed list shows only its beginning. */}
          {picked && (
            <div className="mt-1.5 text-sm text-muted lg:hidden">
              <SubnetFacts subnet={picked} />
            </div>
          )}
        </div>
      )}
    </div>
  )
}

function optionText({ name, subnetId, cidr, freeAddresses }: Subnet): string {
  const facts = [...(name ? [cleanLine(name, 40)] : []), subnetId, cidr, `${freeAddresses.toLocaleString('en-US')} free`]
  return facts.join(' · ')
}
