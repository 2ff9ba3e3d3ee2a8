import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { getEndpoint } from '@/lib/aws/endpoints'
import { AwsError } from '@/lib/aws/errors'
import { modifyPrivateDns } from '@/lib/aws/private-dns'
import { findWish, listWishesUnderWay, noteProgress, type StoredWish } from '@/lib/db/private-dns'
import { findRequest } from '@/lib/db/requests'
import { log } from '@/lib/log'
import type { Actor } from '@/lib/privatelink/actor'
import { isUnderWay, switchStep, type SwitchAttempt, type SwitchStep } from '@/lib/privatelink/private-dns'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { announceRequests } from './announce'
import { drain, sleep, type Running } from './background-runs'
import { lookAnew } from './look'

const RECOVERY: Actor = { kind: 'recovery' }

const shared = globalThis as unknown as { __causewaySwitches?: Running }
const running = (): Running => (shared.__causewaySwitches ??= { runs: new Map(), stopping: new AbortController() })

/** Starts bringing a wish to its end, unless that is under way: then that run finds the newest wish by itself. Returns at once. */
export function finishSwitch(requestId: string): void {
  const { runs, stopping } = running()
  if (runs.has(requestId) || stopping.signal.aborted) return
  const run = bringToItsEnd(requestId, stopping.signal)
    .catch((error: unknown) => log().error({ err: error, requestId }, 'a switch of private DNS could not be brought to its end; the next recovery tries again'))
    .finally(() => runs.delete(requestId))
  runs.set(requestId, run)
}

/** Takes up every wish that is not under way: at boot those a crash left behind. */
export async function recoverSwitches(): Promise<number> {
  const wishes = await listWishesUnderWay()
  for (const { requestId } of wishes) finishSwitch(requestId)
  return wishes.length
}

/** No new calls from now on, in this process; those under way are waited for, at most `ms`. */
export const drainSwitches = (ms: number): Promise<void> => drain(running(), ms)

/** The loop of one request: look, compare, call at most where the comparison asks for it. What to do is `switchStep`’s to say. */
async function bringToItsEnd(requestId: string, stopping: AbortSignal): Promise<void> {
  let last: SwitchAttempt = { kind: 'none' }
  let of: Date | null = null
  for (;;) {
    const [wish, request] = await Promise.all([findWish(requestId), findRequest(requestId)])
    if (!wish || !request || !isUnderWay(wish)) return
    // Another wish took the place of the one the last attempt was made for.
    if (of && of.getTime() !== wish.askedAt.getTime()) last = { kind: 'none' }
    of = wish.askedAt

    const step = switchStep(wish, last, new Date())
    if (step.do === 'settle') {
      await settle(wish, request, step)
      continue
    }
    if (stopping.aborted) return
    last = await take(step, { wish, request, stopping })
  }
}

async function take(step: Exclude<SwitchStep, { do: 'settle' }>, { wish, request, stopping }: { wish: StoredWish; request: EndpointRequest; stopping: AbortSignal }): Promise<SwitchAttempt> {
  if (step.do === 'look') return look(request)
  if (step.do === 'call') return callOnce(wish, request)
  if (step.phase) await noteProgress(wish, { phase: step.phase })
  await sleep(step.ms, stopping)
  return { kind: 'none' }
}

async function look(request: EndpointRequest): Promise<SwitchAttempt> {
  try {
    return { kind: 'looked', endpoint: request.endpointId ? await getEndpoint(reachOf(request), request.endpointId) : null }
  } catch (error) {
    return failed(error, 'look')
  }
}

/** That a call may have been sent is written down before it is: a life after this one compares before it sends another. */
async function callOnce(wish: StoredWish, request: EndpointRequest): Promise<SwitchAttempt> {
  const isStillWanted = await noteProgress(wish, { phase: 'sending', sentAt: new Date() })
  if (!isStillWanted || !request.endpointId) return { kind: 'none' }
  try {
    await modifyPrivateDns(reachOf(request), request.endpointId, wish.wanted)
    return { kind: 'taken' }
  } catch (error) {
    return failed(error, 'call')
  }
}

function failed(error: unknown, during: 'look' | 'call'): SwitchAttempt {
  if (!(error instanceof AwsError)) throw error
  log().warn({ during, awsCode: error.awsCode, kind: error.kind, outcomeKnown: error.outcomeKnown }, error.message)
  if (!error.retryable && error.outcomeKnown) return { kind: 'refused', reason: error.message }
  return { kind: 'unanswered', during, throttled: error.kind === 'throttled', effectPossible: during === 'call' && !error.outcomeKnown, reason: error.message }
}

async function settle(wish: StoredWish, request: EndpointRequest, { phase, problem }: Extract<SwitchStep, { do: 'settle' }>): Promise<void> {
  const now = new Date()
  const told = problem === null ? undefined : { name: request.name, event: { at: now, actor: RECOVERY, kind: 'private-dns-refused' as const, from: null, to: null, detail: { enabled: String(wish.wanted), reason: problem } } }
  await noteProgress(wish, { phase, problem, settledAt: now }, told)
  announceRequests(wish.requestId)
  // The request itself learns of it as it learns of everything: by a look, which also writes the event.
  await lookAnew(reachOf(request))
}

function reachOf({ plan, requestId }: EndpointRequest): Reach {
  if (!plan) throw new Error(`request ${requestId} has no plan`)
  return { accountId: plan.accountId, region: plan.region, requestId }
}
