import { LinkButton } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'

/** The text for ClickHouse support, or why there is none. */
export function TicketPanel({ request, ticket }: { request: EndpointRequest; ticket: string | null }) {
  const allowed = canDo('addToTicket', request.state)
  return (
    <Panel id="ticket" title="Ticket for ClickHouse support" description={ticket ? 'Everything they need to find the endpoint and let it in. Open a case in the ClickHouse console under Help, Support, and paste it.' : undefined}>
      {!allowed.ok && <p className="max-w-prose text-muted">{allowed.reason}</p>}
      {ticket && (
        <>
          <CodeBlock what="ticket text" code={ticket} wrap />
          <div className="mt-3 flex flex-wrap items-center gap-2 text-sm text-muted">
            <span>Download</span>
            {(['txt', 'md', 'json'] as const).map((format) => (
              <LinkButton key={format} plain download size="sm" href={paths.ticket(request.requestId, format)}>
                .{format}
              </LinkButton>
            ))}
            <span className="ml-auto">
              Several at once: <TextLink href={paths.requests({ state: 'clickhouse' })}>select them in the list</TextLink>
            </span>
          </div>
        </>
      )}
    </Panel>
  )
}
