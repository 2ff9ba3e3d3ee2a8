import 'server-only'
import { findChecksRun } from '@/lib/db/checks'
import { judgeChecks } from '@/lib/privatelink/checks'
import { deriveProof } from '@/lib/privatelink/checks/proof'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { Proof } from '@/lib/privatelink/runbook'
import { factsFor } from './run-checks'

/** What a runbook says of the last checks: only where all of it is proved, a query included. Null else. */
export async function proofOf(request: EndpointRequest, now: Date): Promise<Proof | null> {
  const run = await findChecksRun(request.requestId)
  if (!run) return null
  const facts = await factsFor(request, run, { now })
  const verdicts = judgeChecks(facts)
  if (!deriveProof(verdicts, facts).every(({ state }) => state === 'done')) return null
  return { at: run.ranAt, by: run.ranBy ?? 'Causeway', lines: verdicts.map(({ summary }) => summary) }
}
