import 'server-only'
import { listProved } from '@/lib/db/checks'
import { changeRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { Actor } from '@/lib/privatelink/actor'
import { conclude } from '@/lib/privatelink/checks'
import { announceRequests } from './announce'
import { runChecks } from './run-checks'

const WATCHER: Actor = { kind: 'watcher' }

/** How long a proof is believed. Shortened by up to a fifth at random, so that what was proved in one hour does not come due in one minute. */
export const RECHECK_AFTER_MS = 6 * 3_600_000
/** One after the other: nobody waits for them, and AWS’s budget is for those who do. */
const AT_MOST = 3

/**
 * Checks again what was proved and has not been looked at for hours: an endpoint that was taken away, addresses or groups that changed,
 * and above all names that lead over the internet again while everything seems to work. A proof that no longer holds is an event with
 * its reason, told once. What could not be checked is tried again next time. Returns how many were checked.
 */
export async function recheckProved(now: Date, random: number): Promise<number> {
  const before = new Date(now.getTime() - RECHECK_AFTER_MS * (1 - random / 5))
  const due = await listProved({ before, most: AT_MOST })
  for (const requestId of due) await recheck(requestId, now)
  return due.length
}

async function recheck(requestId: string, now: Date): Promise<void> {
  try {
    const { tone, title } = conclude(await runChecks(requestId, { actor: WATCHER, now }))
    if (tone !== 'bad') return
    await changeRequest(requestId, (current) => ({ request: current, events: [{ at: now, actor: WATCHER, kind: 'proof-lost', from: null, to: null, detail: { reason: title } }] }))
    announceRequests(requestId)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log().warn({ requestId, code: error.code }, `a proof could not be checked again: ${error.message}`)
  }
}
