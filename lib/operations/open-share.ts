import 'server-only'
import { readAroundRequest, type AroundRequest } from '@/lib/db/around-request'
import { noteOpening } from '@/lib/db/shares'
import { hashOfSecret } from '@/lib/db/tokens'
import { deriveProof } from '@/lib/privatelink/checks/proof'
import { portsWith } from '@/lib/privatelink/ports'
import type { SentRequest } from '@/lib/privatelink/runbook'
import type { ShareClaims } from '@/lib/privatelink/share'
import { sharedViewOf, type SharedFacts, type SharedView } from '@/lib/privatelink/shared-view'
import { canDo } from '@/lib/privatelink/state'
import { seeChecks } from './view-checks'

type Opened = { token: string; /** What the token says, its signature seen to be ours. */ claims: ShareClaims; from: string | null; now: Date }

/**
 * What a shared link shows now; counted as opened. Null where it does not work, whatever the reason: not ours, ended, revoked, its request
 * gone, or a draft again.
 */
export async function openShare({ token, claims, from, now }: Opened): Promise<SharedView | null> {
  const link = await noteOpening(claims, hashOfSecret(token), { now, from })
  const around = link && (await readAroundRequest(link.requestId))
  if (!link || !around?.request?.plan || !canDo('share', around.request.state).ok) return null
  const sent: SentRequest = { ...around.request, plan: around.request.plan }
  return sharedViewOf(sent, await factsOf(sent, around, now), { ...link, now })
}

async function factsOf(request: SentRequest, { events, evidence, run, portEdits, mark, outcome }: AroundRequest, now: Date): Promise<SharedFacts> {
  const ports = portsWith(portEdits)
  const { verdicts, picture } = await seeChecks(request, now, { events, evidence, run, ports })
  return { events, desk: { mark, outcome }, ports, verdicts, proof: deriveProof(verdicts, picture) }
}
