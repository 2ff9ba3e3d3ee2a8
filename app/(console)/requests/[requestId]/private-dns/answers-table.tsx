import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { EndpointAddress } from '@/lib/privatelink/network'

type Answer = { name: string; outcome: string; addresses: string[] }
type Props = {
  /** The names that move. */
  names: string[]
  /** Names that stay as they are, whatever is switched. */
  others: string[]
  now: Answer[]
  /** What was recorded when the switch was asked for. */
  before: Answer[] | null
  addresses: EndpointAddress[]
  isOn: boolean
}

/** One row for each name: before, now, and the endpoint’s own addresses with their zones, to be compared. */
export function AnswersTable({ names, others, now, before, addresses, isOn }: Props) {
  const of = (answers: Answer[], name: string) => answers.find((answer) => answer.name === name)
  return (
    <Table label="What the names lead to" bare>
      <TableHead>
        <Column>Name</Column>
        {before && <Column>Before the switch</Column>}
        <Column>Now</Column>
        <Column>{isOn ? 'The endpoint’s own' : 'Once it is on'}</Column>
      </TableHead>
      <TableBody>
        {[...names, ...others].map((name) => (
          <Row key={name}>
            <Cell mono className="wrap-anywhere whitespace-normal!">
              {name}
            </Cell>
            {before && (
              <Cell label="Before">
                <Addresses answer={of(before, name)} own={addresses} />
              </Cell>
            )}
            <Cell label="Now">
              <Addresses answer={of(now, name)} own={addresses} />
            </Cell>
            <Cell label={isOn ? 'Its own' : 'Then'}>
              {names.includes(name) ? <Own addresses={addresses} /> : <span className="text-sm text-muted">stays as it is</span>}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

const TOLD: Record<string, string> = { nxdomain: 'no such name', nodata: 'no address', servfail: 'the resolver failed', refused: 'the resolver refused', timeout: 'no answer', malformed: 'an unreadable answer' }

function Addresses({ answer, own }: { answer: Answer | undefined; own: EndpointAddress[] }) {
  if (!answer) return <span className="text-sm text-muted">not known</span>
  if (answer.addresses.length === 0) return <span className="text-sm text-muted">{TOLD[answer.outcome] ?? answer.outcome}</span>
  return (
    <ul>
      {answer.addresses.map((address) => {
        const zone = own.find((each) => each.address === address)
        return (
          <li key={address} className="whitespace-nowrap">
            <span className="font-mono">{address}</span> <span className="text-xs text-muted">{zone ? `${zone.zoneId}, this endpoint` : 'not this endpoint'}</span>
          </li>
        )
      })}
    </ul>
  )
}

function Own({ addresses }: { addresses: EndpointAddress[] }) {
  if (addresses.length === 0) return <span className="text-sm text-muted">not known yet</span>
  return (
    <ul>
      {addresses.map(({ address, zoneId, subnetId }) => (
        <li key={address} className="whitespace-nowrap">
          <span className="font-mono">{address}</span>{' '}
          <span className="text-xs text-muted" title={subnetId}>
            {zoneId}
          </span>
        </li>
      ))}
    </ul>
  )
}
