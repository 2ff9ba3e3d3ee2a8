import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ConnectionDiagram } from '@/components/diagram/connection-diagram'
import { Checklist } from '@/components/request/checklist'
import { Blocks, NotePanel } from '@/components/request/document-view'
import paper from '@/components/request/paper.module.css'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { Untrusted } from '@/components/ui/text'
import { TimeSince, UtcTime } from '@/components/ui/time'
import { paths } from '@/lib/paths'
import { LANES_OUTSIDE, WHAT_IS_HIDDEN, type SharedView } from '@/lib/privatelink/shared-view'
import { findShared, LINK_DOES_NOT_WORK } from './find-shared'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await findShared((await params).token)
  return { title: view ? `${view.name}: ${view.state.label}` : LINK_DOES_NOT_WORK.title, referrer: 'no-referrer' }
}

/** One connection for somebody without an account: to read, to print, to take along. Only what the view holds reaches the browser. */
export default async function SharedPage({ params }: Props) {
  const { token } = await params
  const view = await findShared(token)
  if (!view) notFound()
  return (
    <main className={paper.paper}>
      <Heading view={view} token={token} />
      <div className="space-y-5">
        <Panel title="Steps">
          <Checklist steps={view.steps} lanes={LANES_OUTSIDE} />
        </Panel>
        {view.sections.map(({ id, title, blocks }) => (
          <Panel key={id} id={id} title={title}>
            {id === 'way' && (
              <div className="mb-4">
                <ConnectionDiagram {...view.diagram} />
              </div>
            )}
            <Blocks blocks={blocks} />
          </Panel>
        ))}
        {view.notes.map(({ id, title, note }) => (
          <NotePanel key={id} title={title} what={`${id === 'dns' ? 'DNS' : 'network'} note`} fileName={`clickhouse-privatelink-${id}.txt`} note={note} />
        ))}
      </div>
      <p className="mt-6 max-w-prose text-sm text-pretty text-muted">
        As of <UtcTime at={view.asOf} />. Load the page again for what is new. This link ends <UtcTime at={view.expiresAt} />.{view.hides && ` ${WHAT_IS_HIDDEN}`}
      </p>
    </main>
  )
}

function Heading({ view: { name, state, turn }, token }: { view: SharedView; token: string }) {
  return (
    <PageHeader
      title={<Untrusted>{name}</Untrusted>}
      status={
        <Badge tone={state.tone} size="md" title={state.meaning}>
          {state.label}
        </Badge>
      }
      description={
        <>
          {turn.sentence} For <TimeSince at={turn.since} />. <span className="block text-sm">{state.meaning}</span>
          {state.reportedAt && (
            <span className="block text-sm">
              Reported by the team, <UtcTime at={state.reportedAt} />; Causeway has no access to the account and did not see it.
            </span>
          )}
        </>
      }
      actions={
        <>
          <LinkButton plain download href={paths.sharedFile(token)}>
            Markdown
          </LinkButton>
          <PrintButton />
        </>
      }
    />
  )
}
