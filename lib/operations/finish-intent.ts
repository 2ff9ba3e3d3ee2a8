import 'server-only'
import { AwsError } from '@/lib/aws/errors'
import { createEndpoint, sweepEndpoints } from '@/lib/aws/endpoints'
import { changeRequest, findRequest, listIntents } from '@/lib/db/requests'
import { log } from '@/lib/log'
import { attachEndpoint } from '@/lib/privatelink/attach-endpoint'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { intentStep, type Attempt } from '@/lib/privatelink/intent'
import { toCreateCall } from '@/lib/privatelink/plan'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { announceRequests } from './announce'
import { drain, sleep, type Running } from './background-runs'
import { learnAddresses } from './learn-addresses'

const RECOVERY: Actor = { kind: 'recovery' }

const shared = globalThis as unknown as { __causewayIntents?: Running }
const running = (): Running => (shared.__causewayIntents ??= { runs: new Map(), stopping: new AbortController() })

/**
 * Starts bringing an intent to its end, unless that is under way. Returns at once; the request page follows by itself.
 * `fresh`: the caller wrote the intent a moment ago, so no call can have been sent for it yet.
 */
export function finishIntent(requestId: string, options: { actor: Actor; fresh: boolean }): void {
  const { runs, stopping } = running()
  if (runs.has(requestId) || stopping.signal.aborted) return
  const run = bringToItsEnd(requestId, { ...options, stopping: stopping.signal })
    .catch((error: unknown) => log().error({ err: error, requestId }, 'an intent could not be brought to its end; the next recovery tries again'))
    .finally(() => runs.delete(requestId))
  runs.set(requestId, run)
}

/** Takes up every intent that is not under way: at boot those a crash left behind, later those a bug or a full disk did. */
export async function recoverIntents(): Promise<number> {
  const intents = await listIntents()
  for (const intent of intents) finishIntent(intent.requestId, { actor: RECOVERY, fresh: false })
  return intents.length
}

/**
 * No new calls from now on, in this process; those under way are waited for, at most `ms`. What is not finished is a clean intent
 * for the next start.
 */
export const drainIntents = (ms: number): Promise<void> => drain(running(), ms)

/**
 * The loop of one intent: look for an endpoint with this request's tag where an earlier call may have made one, else send
 * the call, always with the one token that was committed with the intent. What to do after each answer is decided by
 * `intentStep`; here it is only done. The in-memory `last` is lost in a crash, and a fresh loop starts by looking.
 */
async function bringToItsEnd(requestId: string, { actor, fresh, stopping }: { actor: Actor; fresh: boolean; stopping: AbortSignal }): Promise<void> {
  let last: Attempt = { kind: 'none' }
  let mayExist = !fresh
  for (;;) {
    const request = await findRequest(requestId)
    if (!request || request.state !== 'creating') return

    const step = intentStep(request, last, { now: new Date(), mayExist })
    if (step.do === 'attach') return attach(request, step.endpoint, step.found ? { kind: 'endpoint-found', actor: RECOVERY } : { kind: 'endpoint-created', actor })
    if (step.do === 'park') return settle(request, { state: 'needs-review', kind: 'parked', problem: step.problem })
    if (step.do === 'refuse') return settle(request, { state: 'refused', kind: 'create-refused', problem: step.problem })

    if (stopping.aborted) return
    last = await take(step, request, stopping)
    if (last.kind !== 'unanswered') continue
    mayExist ||= last.effectPossible
    if (!last.throttled) await noteTry(request, last.reason)
  }
}

async function take(step: { do: 'wait'; ms: number } | { do: 'look' } | { do: 'call' }, request: EndpointRequest, stopping: AbortSignal): Promise<Attempt> {
  if (step.do === 'look') return lookForIt(request)
  if (step.do === 'call') return callOnce(request)
  await sleep(step.ms, stopping)
  return { kind: 'none' }
}

async function lookForIt(request: EndpointRequest): Promise<Attempt> {
  try {
    const found = await sweepEndpoints(reachOf(request), { requestIds: [request.requestId] })
    return { kind: 'looked', found: found.filter((endpoint) => endpoint.state !== 'deleted' && endpoint.state !== 'deleting') }
  } catch (error) {
    return failedAttempt(error, 'look')
  }
}

async function callOnce(request: EndpointRequest): Promise<Attempt> {
  const { plan, clientToken, requestId, draft } = request
  if (!plan || !clientToken) throw new Error(`request ${requestId} is creating without a plan or a token`)
  try {
    return { kind: 'made', endpoint: await createEndpoint(reachOf(request), toCreateCall(plan, { requestId, clientToken, name: draft.name })) }
  } catch (error) {
    return failedAttempt(error, 'call')
  }
}

function failedAttempt(error: unknown, during: 'look' | 'call'): Attempt {
  if (!(error instanceof AwsError)) throw error
  log().warn({ during, awsCode: error.awsCode, kind: error.kind, outcomeKnown: error.outcomeKnown }, error.message)
  if (error.retryable || !error.outcomeKnown) return { kind: 'unanswered', during, reason: error.message, throttled: error.kind === 'throttled', effectPossible: during === 'call' && !error.outcomeKnown }
  return { kind: 'refused', during, reason: error.message, awsCode: error.awsCode }
}

type Attached = { kind: 'endpoint-created' | 'endpoint-found'; actor: Actor }

async function attach(request: EndpointRequest, endpoint: Endpoint, how: Attached): Promise<void> {
  const now = new Date()
  const attached = await changeRequest(request.requestId, (current) => {
    if (current.state !== 'creating') return null
    // AWS may not list what it made just now, however long ago it was asked for: looks count from the call that made it.
    const sent = how.kind === 'endpoint-created' ? { ...current, attempts: current.attempts + 1, attemptedAt: now } : current
    return attachEndpoint(sent, endpoint, { ...how, now })
  })
  announceRequests(request.requestId)
  await learnAddresses(reachOf(request), [attached.request])
}

type Settled = { state: 'needs-review'; kind: 'parked'; problem: string } | { state: 'refused'; kind: 'create-refused'; problem: string }

async function settle(request: EndpointRequest, { state, kind, problem }: Settled): Promise<void> {
  const now = new Date()
  await changeRequest(request.requestId, (current) => {
    if (current.state !== 'creating') return null
    return {
      request: { ...current, state, stateSince: now, problem, updatedAt: now },
      events: [{ at: now, actor: RECOVERY, kind, from: current.state, to: state, detail: { reason: problem } }],
    }
  })
  announceRequests(request.requestId)
}

/** The page must say "checking", with the reason, while the answer is out. One event for the first trouble, not one a retry. */
async function noteTry(request: EndpointRequest, reason: string): Promise<void> {
  const now = new Date()
  await changeRequest(request.requestId, (current) => {
    if (current.state !== 'creating') return null
    const events = current.problem === reason ? [] : [{ at: now, actor: RECOVERY, kind: 'create-retried' as const, from: null, to: null, detail: { reason } }]
    return { request: { ...current, attempts: current.attempts + 1, attemptedAt: now, problem: reason, updatedAt: now }, events }
  })
  announceRequests(request.requestId)
}

function reachOf(request: EndpointRequest) {
  if (!request.plan) throw new Error(`request ${request.requestId} has no plan`)
  return { accountId: request.plan.accountId, region: request.plan.region, requestId: request.requestId }
}
