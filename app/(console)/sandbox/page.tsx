import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LiveProvider } from '@/components/live/live-provider'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { FlaskConical } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { config } from '@/lib/config'
import { seeFarSide } from '@/lib/operations/play-clickhouse'
import { ConnectionTable } from './connection-table'
import { FaultPanel } from './fault-panel'
import { StartAnew } from './start-anew'

export const metadata: Metadata = { title: 'ClickHouse’s side' }

/** Sandbox mode only: the far side of every connection, and ways to make AWS misbehave. */
export default async function SandboxPage() {
  await viewerWhoMay('playClickHouse')
  if (config().awsMode !== 'sandbox') notFound()
  const farSide = await seeFarSide({})
  return (
    <LiveProvider>
      <PageHeader
        title="ClickHouse’s side"
        description="In the sandbox you play both sides. Here is what ClickHouse support would see: every endpoint that asks for a connection. What you decide reaches Causeway the way it does in real life, when it next looks at AWS."
        actions={<StartAnew />}
      />
      {farSide.problem !== null ? (
        <Callout tone="bad" title="The sandbox could not be asked">
          <p>{farSide.problem}</p>
        </Callout>
      ) : (
        <div className="space-y-6">
          {farSide.connections.length === 0 ? (
            <EmptyState title="Nobody asks for a connection" icon={<FlaskConical />}>
              <p>Create an endpoint with a new request. It appears here as soon as the simulated AWS has made it.</p>
            </EmptyState>
          ) : (
            <Panel
              flush
              title="Connection requests"
              description={farSide.total > farSide.connections.length ? `The newest ${farSide.connections.length} of ${farSide.total.toLocaleString('en-US')}.` : undefined}
            >
              <ConnectionTable connections={farSide.connections} />
            </Panel>
          )}
          <FaultPanel faults={farSide.faults} />
        </div>
      )}
    </LiveProvider>
  )
}
