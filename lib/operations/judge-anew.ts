import 'server-only'
import { findRequest } from '@/lib/db/requests'
import { saveStanding } from '@/lib/db/standings'
import { deriveProof, standingOf } from '@/lib/privatelink/checks/proof'
import { announceRequests } from './announce'
import { seeChecks } from './view-checks'

/**
 * Judges what is known of a connection, keeps it for lists and announces it, after something was brought that no run of the checks saw.
 * Until this has run, and where it never does because the process ended, lists say that the connection is not proved.
 */
export async function judgeAnew(requestId: string, now: Date): Promise<void> {
  const request = await findRequest(requestId)
  if (request?.plan) {
    const { verdicts, picture } = await seeChecks(request, now)
    await saveStanding(requestId, standingOf(deriveProof(verdicts, picture)), now)
  }
  announceRequests(requestId)
}
