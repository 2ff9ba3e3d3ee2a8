import 'server-only'
import { findChecksRun } from '@/lib/db/checks'
import { judgePicture } from '@/lib/privatelink/checks'
import { toPicture } from '@/lib/privatelink/checks/picture'
import { deriveProof } from '@/lib/privatelink/checks/proof'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { Proof } from '@/lib/privatelink/runbook'
import { factsFor } from './run-checks'

/** What a runbook says of the last checks: only where all of it is proved, a query included. Null else. */
export async function proofOf(request: EndpointRequest, now: Date): Promise<Proof | null> {
  const run = await findChecksRun(request.requestId)
  if (!run) return null
  const picture = toPicture(await factsFor(request, run, { now }))
  const verdicts = judgePicture(picture)
  if (!deriveProof(verdicts, picture).every(({ state }) => state === 'done')) return null
  return { at: run.ranAt, by: run.ranBy ?? 'Causeway', lines: verdicts.map(({ summary }) => summary) }
}
