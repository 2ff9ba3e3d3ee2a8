import 'server-only'
import { noteProof } from '@/lib/db/checks'
import { write } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import { requestInside } from '@/lib/db/request-rows'
import { storeStanding } from '@/lib/db/standings'
import type { Verdict } from '@/lib/privatelink/checks'
import { deriveProof, standingOf } from '@/lib/privatelink/checks/proof'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { announceRequests } from './announce'
import { judgeLearnt, readLearnt } from './learnt'

/**
 * Judges what is known of a connection, keeps it for lists and announces it, after something was brought that no run of the checks saw.
 * Until this has run, and where it never does because the process ended, lists say that the connection is not proved.
 */
export async function judgeAnew(requestId: string, now: Date): Promise<void> {
  await write((tx) => judgeInside(tx, requestId, now), { unaudited: 'follows from what the trail has been told' })
  announceRequests(requestId)
}

/**
 * The one place where it is judged for lists; for use inside `write`, after what was learnt is stored. Writes come one after the other,
 * so the judgement that is stored last has seen all that was learnt; one made outside could be stored after a later one.
 */
export async function judgeInside(tx: Prisma.TransactionClient, requestId: string, now: Date): Promise<{ request: EndpointRequest; verdicts: Verdict[] }> {
  const request = await requestInside(tx, requestId)
  const { verdicts, picture } = judgeLearnt(request, await readLearnt(requestId, tx), now)
  const standing = standingOf(deriveProof(verdicts, picture))
  await storeStanding(tx, requestId, standing, later(now, picture.facts.changedAt))
  if (standing === 'proved') await noteProof(tx, requestId, now)
  return { request, verdicts }
}

/** `now` is when somebody began: a change that was seen since is in the judgement, and must not make it look older than that. */
const later = (one: Date, other: Date): Date => (one >= other ? one : other)
