import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import type { Draft } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { renderTicket } from '@/lib/privatelink/ticket'

/** What the ticket would hold if the endpoint that is there were used: for each that ClickHouse can still connect. */
export function ReuseTicket({ draft, endpoints }: { draft: Draft; endpoints: readonly Endpoint[] }) {
  const [usable] = endpoints.filter(({ state }) => canDo('addToTicket', state).ok)
  if (!usable) return null
  const { name, region, accountId, serviceName, vpcId, hostnames, contact, note } = draft
  const { endpointId, state } = usable
  const text = renderTicket([{ name, region: region ?? '', accountId, serviceName, vpcId, endpointId, state, hostnames, contact, note, link: null }], 'txt')
  return (
    <Disclosure summary="What the ticket would say">
      <CodeBlock what="ticket text" title={`With ${endpointId}`} code={text} />
    </Disclosure>
  )
}
