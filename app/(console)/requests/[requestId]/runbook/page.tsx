import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DownloadButton } from '@/components/exports/download-button'
import { ConnectionDiagram } from '@/components/diagram/connection-diagram'
import { Blocks, NotePanel } from '@/components/request/document-view'
import paper from '@/components/request/paper.module.css'
import { CopyButton } from '@/components/ui/copy-button'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { Untrusted } from '@/components/ui/text'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { findRequest } from '@/lib/db/requests'
import { currentPorts } from '@/lib/operations/edit-ports'
import { proofOf } from '@/lib/operations/proof-of'
import type { ClickHousePort } from '@/lib/privatelink/ports'
import { paths } from '@/lib/paths'
import { diagramOf } from '@/lib/privatelink/diagram'
import { renderRunbook, runbookOf, type Proof, type SentRequest } from '@/lib/privatelink/runbook'
import { dnsNote, networkNote } from '@/lib/privatelink/runbook-notes'

export const metadata: Metadata = { title: 'Runbook' }

/** What somebody needs who has never seen this connection, to read, to print, and to send to the teams beside. */
export default async function Page({ params }: { params: Promise<{ requestId: string }> }) {
  await viewerWhoMay('viewRequest')
  const { requestId } = await params
  const request = /^[0-9a-f-]{36}$/.test(requestId) ? await findRequest(requestId) : null
  if (!request) notFound()
  await viewerWhoMay('viewRequest', request)
  const { plan } = request
  if (!plan) notFound()
  return <Runbook request={{ ...request, plan }} proof={await proofOf(request, new Date())} ports={await currentPorts()} />
}

function Runbook({ request, proof, ports }: { request: SentRequest; proof: Proof | null; ports: readonly ClickHousePort[] }) {
  const { requestId, endpointId, name } = request
  const fileId = endpointId ?? requestId
  const runbook = runbookOf(request, proof)
  const markdown = renderRunbook(request, proof)
  return (
    <div className={paper.paper}>
      <PageHeader
        back={{ href: paths.request(requestId), label: 'Request' }}
        title={
          <>
            Runbook: <Untrusted>{name}</Untrusted>
          </>
        }
        actions={
          <>
            <CopyButton value={markdown} what="Markdown" variant="secondary" />
            <DownloadButton text={markdown} fileName={`causeway-runbook-${fileId}.md`} contentType="text/markdown; charset=utf-8" what="runbook" />
            <PrintButton />
          </>
        }
      />
      <div className="space-y-5">
        {runbook.sections.map(({ id, title, blocks }) => (
          <Panel key={id} id={id} title={title}>
            {id === 'way' && (
              <div className="mb-4">
                <ConnectionDiagram wide={diagramOf(request, { wide: true })} narrow={diagramOf(request, { wide: false })} />
              </div>
            )}
            <Blocks blocks={blocks} />
          </Panel>
        ))}
        <NotePanel title="Send to your DNS team" what="DNS note" fileName={`causeway-dns-note-${fileId}.txt`} note={dnsNote(request)} />
        <NotePanel title="Send to your network team" what="network note" fileName={`causeway-network-note-${fileId}.txt`} note={networkNote(request, ports)} />
      </div>
    </div>
  )
}
