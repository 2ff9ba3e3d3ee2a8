import type { Endpoint } from './endpoint'
import type { EndpointRequest } from './request'

/** What is known of the last thing done for an intent. `none` also after a restart: what was under way then is not known. */
export type Attempt =
  | { kind: 'none' }
  | { kind: 'looked'; found: Endpoint[] }
  | { kind: 'made'; endpoint: Endpoint }
  | { kind: 'refused'; during: 'look' | 'call'; reason: string; awsCode: string | null }
  | { kind: 'unanswered'; during: 'look' | 'call'; reason: string; throttled: boolean; effectPossible: boolean }

export type IntentStep =
  | { do: 'look' }
  | { do: 'call' }
  | { do: 'wait'; ms: number }
  | { do: 'attach'; endpoint: Endpoint; found: boolean }
  | { do: 'park'; problem: string }
  | { do: 'refuse'; problem: string }

/**
 * How long the same client token is trusted to name the same endpoint. EC2 documents that a repeated token makes nothing new,
 * but not for how long; ten minutes is well inside what tools rely on. After that the tag is the identity.
 */
export const TOKEN_TRUSTED_MS = 10 * 60_000

/** A throttled create gets its next token after 3.3 s (bucket of 4, 0.3 a second); sooner would be refused again. */
const THROTTLED_WAIT_MS = 3_400
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const

/**
 * What to do next for a request in `creating`, from what is known. Pure, so that every crash and lost answer is a table row:
 * an earlier call may have made it → look for the tag first; not found and the token young → call with the same token;
 * found once → attach; found twice → park, delete nothing; not found and the token old → park; refused → refuse;
 * unanswered → wait, then begin again. `mayExist` is false only while it is certain that no call can have had an effect.
 */
export function intentStep(request: EndpointRequest, last: Attempt, { now, mayExist }: { now: Date; mayExist: boolean }): IntentStep {
  if (last.kind === 'none') return mayExist ? { do: 'look' } : { do: 'call' }
  if (last.kind === 'made') return { do: 'attach', endpoint: last.endpoint, found: false }
  if (last.kind === 'looked') return afterLooking(last.found, mayExist && now.getTime() - request.stateSince.getTime() > TOKEN_TRUSTED_MS)
  if (last.kind === 'unanswered') return { do: 'wait', ms: waitAfter(request, last) }
  return afterRefusal(last, mayExist)
}

function afterLooking(found: Endpoint[], tokenTooOld: boolean): IntentStep {
  if (found.length === 1) return { do: 'attach', endpoint: found[0]!, found: true }
  if (found.length > 1) {
    const ids = found.map((endpoint) => endpoint.endpointId).join(' and ')
    return {
      do: 'park',
      problem: `AWS has ${found.length} endpoints with this request’s tag: ${ids}. Causeway deletes nothing by itself. Choose the one to keep here, and delete the other in AWS: each is billed.`,
    }
  }
  if (!tokenTooOld) return { do: 'call' }
  return {
    do: 'park',
    problem:
      'The answer to the create call was lost too long ago to repeat it safely, and AWS shows no endpoint with this request’s tag. Most likely none was made. Look once more, or create it again.',
  }
}

function afterRefusal(last: Extract<Attempt, { kind: 'refused' }>, mayExist: boolean): IntentStep {
  if (last.awsCode === 'IdempotentParameterMismatch')
    return {
      do: 'park',
      problem:
        'AWS says that this request’s client token was used with other parameters. That should not be possible: no second call is made. Look for the endpoint by its tag, and report this to whoever runs Causeway.',
    }
  if (!mayExist) return { do: 'refuse', problem: last.reason }
  return {
    do: 'park',
    problem: `${last.reason} An earlier call may have made the endpoint, so nothing is assumed: look once more when this is mended.`,
  }
}

function waitAfter(request: EndpointRequest, last: Extract<Attempt, { kind: 'unanswered' }>): number {
  if (last.throttled) return THROTTLED_WAIT_MS
  // The unanswered try is counted already.
  return WAITS_MS[Math.min(Math.max(request.attempts - 1, 0), WAITS_MS.length - 1)]!
}
