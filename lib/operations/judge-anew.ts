import 'server-only'
import { findChecksRun } from '@/lib/db/checks'
import { findRequest } from '@/lib/db/requests'
import { saveStanding } from '@/lib/db/standings'
import { announceRequests } from './announce'
import { factsFor, judge } from './run-checks'

/**
 * Judges what is known of a connection, keeps it for lists and announces it, after something was brought that no run of the checks saw. Until this has
 * run, and where it never does because the process ended, lists say that the connection is not proved.
 */
export async function judgeAnew(requestId: string, now: Date): Promise<void> {
  const request = await findRequest(requestId)
  if (request?.plan) {
    const run = await findChecksRun(requestId)
    const { standing } = judge(await factsFor(request, run, { now }))
    await saveStanding(requestId, standing, now)
  }
  announceRequests(requestId)
}
