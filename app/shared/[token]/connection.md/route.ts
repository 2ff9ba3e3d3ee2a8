import { plainAnswer } from '@/lib/auth/define-route'
import { toMarkdown } from '@/lib/privatelink/runbook-document'
import { sharedDocument } from '@/lib/privatelink/shared-view'
import { findShared, LINK_DOES_NOT_WORK } from '../find-shared'

/** The shared connection as Markdown. Whoever has the link may have it; nobody is signed in here. */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const view = await findShared((await params).token)
  if (!view) return plainAnswer(404, `${LINK_DOES_NOT_WORK.title}. ${LINK_DOES_NOT_WORK.sentence}`)
  return new Response(toMarkdown(sharedDocument(view)), {
    headers: { 'Content-Type': 'text/markdown; charset=utf-8', 'Content-Disposition': 'attachment; filename="clickhouse-privatelink.md"', 'Cache-Control': 'no-store' },
  })
}
