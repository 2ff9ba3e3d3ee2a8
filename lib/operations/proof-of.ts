import 'server-only'
import { deriveProof, standingOf } from '@/lib/privatelink/checks/proof'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { Proof } from '@/lib/privatelink/runbook'
import { seeChecks } from './view-checks'

/** What a runbook says of the last checks: only where all of it is proved, a query included. Null else. */
export async function proofOf(request: EndpointRequest, now: Date): Promise<Proof | null> {
  const { run, picture, verdicts } = await seeChecks(request, now)
  if (!run || standingOf(deriveProof(verdicts, picture)) !== 'proved') return null
  return { at: run.ranAt, by: run.ranBy ?? 'Causeway', lines: verdicts.map(({ summary }) => summary) }
}
