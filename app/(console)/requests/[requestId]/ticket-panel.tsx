import { LinkButton } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { RequestView } from './request-view'

const WHAT_FOR = 'Everything they need to find the endpoint and let it in. Open a case in the ClickHouse console under Help, Support, and paste it.'

/** The text for ClickHouse support, or why there is none. */
export function TicketPanel({ view: { requestId, ticket, offBecause } }: { view: RequestView }) {
  if (!ticket) {
    return (
      <Panel id="ticket" title="Ticket for ClickHouse support">
        <p className="max-w-prose text-muted">{offBecause.ticket}</p>
      </Panel>
    )
  }
  return (
    <Panel id="ticket" title="Ticket for ClickHouse support" description={WHAT_FOR}>
      <CodeBlock what="ticket text" code={ticket} wrap />
      <div className="mt-3 flex flex-wrap items-center gap-2 text-sm text-muted">
        <span>Download</span>
        {(['txt', 'md', 'json', 'csv'] as const).map((format) => (
          <LinkButton key={format} plain download size="sm" href={paths.ticket(requestId, format)}>
            .{format}
          </LinkButton>
        ))}
        <span className="ml-auto">
          Several at once: <TextLink href={paths.requests({ state: 'clickhouse' })}>select them in the list</TextLink>
        </span>
      </div>
    </Panel>
  )
}
