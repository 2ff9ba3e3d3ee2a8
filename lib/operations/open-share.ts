import 'server-only'
import { findChecksRun } from '@/lib/db/checks'
import { findDeskFacts } from '@/lib/db/desk-rows'
import { listEvents } from '@/lib/db/events'
import { findRequest } from '@/lib/db/requests'
import { noteOpening } from '@/lib/db/shares'
import { hashOfSecret } from '@/lib/db/tokens'
import { judgePicture } from '@/lib/privatelink/checks'
import { toPicture } from '@/lib/privatelink/checks/picture'
import { deriveProof } from '@/lib/privatelink/checks/proof'
import type { SentRequest } from '@/lib/privatelink/runbook'
import type { ShareClaims } from '@/lib/privatelink/share'
import { sharedViewOf, type SharedFacts, type SharedView } from '@/lib/privatelink/shared-view'
import { canDo } from '@/lib/privatelink/state'
import { currentPorts } from './edit-ports'
import { factsFor } from './run-checks'

type Opened = { token: string; /** What the token says, its signature seen to be ours. */ claims: ShareClaims; from: string | null; now: Date }

/**
 * What a shared link shows now; counted as opened. Null where it does not work, whatever the reason: not ours, ended, revoked, its request
 * gone, or a draft again.
 */
export async function openShare({ token, claims, from, now }: Opened): Promise<SharedView | null> {
  const link = await noteOpening(claims, hashOfSecret(token), { now, from })
  const request = link && (await findRequest(link.requestId))
  if (!link || !request?.plan || !canDo('share', request.state).ok) return null
  const sent: SentRequest = { ...request, plan: request.plan }
  return sharedViewOf(sent, await factsOf(sent, now), { ...link, now })
}

async function factsOf(request: SentRequest, now: Date): Promise<SharedFacts> {
  const { requestId } = request
  const [events, desk, ports, run] = await Promise.all([listEvents(requestId), findDeskFacts(requestId), currentPorts(), findChecksRun(requestId)])
  const picture = toPicture(await factsFor(request, run, { now }))
  const verdicts = judgePicture(picture)
  return { events, desk, ports, verdicts, proof: deriveProof(verdicts, picture) }
}
