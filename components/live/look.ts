/** How the looks at one account and region stand, as the event stream and the page tell it. Times are ISO 8601. */
export type Look = {
  /** The last complete look, or null when there was none since Causeway was started. */
  lastGoodAt: string | null
  lastTriedAt: string | null
  nextAt: string | null
  /** Why the last look told nothing; null when it did. */
  problem: string | null
  /** Seconds between looks at present; 0 while it is not known. */
  everySeconds: number
}

/** After this many intervals without a complete look, what is shown is called stale. */
const STALE_INTERVALS = 3

/** Whether what the page shows may be out of date: no complete look for three intervals. `now` in ms. */
export function isStale({ lastGoodAt, everySeconds }: Look, now: number): boolean {
  if (lastGoodAt === null) return false
  if (everySeconds <= 0) return false
  return now - Date.parse(lastGoodAt) > STALE_INTERVALS * everySeconds * 1_000
}
