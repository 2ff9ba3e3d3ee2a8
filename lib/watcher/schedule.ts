import 'server-only'
/** What the last look found, as far as it matters for the next one. */
export type LastLook = {
  outcome: 'good' | 'failed' | 'throttled'
  /** Something is expected to change soon: an endpoint waits for acceptance, is being made or deleted. */
  moving: boolean
  /** Good looks in a row in which nothing was moving. */
  quietLooks: number
  /** Failed looks in a row. */
  failedLooks: number
}

const QUIET_AT_MOST_SECONDS = 300
const FAILED_AT_MOST_SECONDS = 120

/**
 * Seconds until the next look, before jitter. Moving: every `watchSeconds`, however long it lasts, because the far side may
 * accept at any moment. Quiet: half as long again each time, up to five minutes. Failing: doubling up to two minutes, and
 * never sooner than AWS's bucket refills.
 */
export function secondsToNextLook({ outcome, moving, quietLooks, failedLooks }: LastLook, watchSeconds: number): number {
  if (outcome !== 'good') return Math.min(watchSeconds * 2 ** Math.max(0, failedLooks - 1), Math.max(FAILED_AT_MOST_SECONDS, watchSeconds))
  if (moving) return watchSeconds
  return Math.min(watchSeconds * 1.5 ** quietLooks, Math.max(QUIET_AT_MOST_SECONDS, watchSeconds))
}

/**
 * Spreads looks so that accounts do not ask in step. Jitter only ever shortens: the interval is a promise
 * ("noticed within one interval"), so it may be kept early but not late. `random` is in [0, 1).
 */
export const jittered = (seconds: number, random: number): number => seconds * (1 - 0.2 * random)
