import 'server-only'
import { AppError } from '@/lib/errors'

/** Calls a token may make: this many at once, then this many a second. Enough for scripts, too few to hold up the pages. */
const AT_ONCE = 60
const PER_SECOND = 10
const MOST_TOKENS = 5_000

type Bucket = { calls: number; at: number }
// Next loads a module more than once: one set of buckets for the process. Lost at a restart, which harms nobody.
const shared = globalThis as typeof globalThis & { __causewayPace?: Map<string, Bucket> }
const buckets = (shared.__causewayPace ??= new Map())

/** Counts a call. 0 where it may be made; else the seconds to wait. */
export function spendCall(tokenId: string, clock = performance.now() / 1_000): number {
  const bucket = buckets.get(tokenId) ?? { calls: AT_ONCE, at: clock }
  buckets.delete(tokenId)
  const calls = Math.min(AT_ONCE, bucket.calls + (clock - bucket.at) * PER_SECOND)
  const left = calls >= 1 ? calls - 1 : calls
  buckets.set(tokenId, { calls: left, at: clock })
  if (buckets.size > MOST_TOKENS) buckets.delete(buckets.keys().next().value ?? '')
  return calls >= 1 ? 0 : 1
}

/** A refusal with how long to wait, which goes into its `Retry-After`. */
export class TooManyCalls extends AppError {
  constructor(readonly waitSeconds: number) {
    super(`This token has made too many calls. Wait ${waitSeconds} s.`, { code: 'too-many-calls', status: 429 })
  }
}

/** Counts a call; throws `TooManyCalls` where the token has made too many. */
export function mustKeepPace(tokenId: string): void {
  const waitSeconds = spendCall(tokenId)
  if (waitSeconds > 0) throw new TooManyCalls(waitSeconds)
}
