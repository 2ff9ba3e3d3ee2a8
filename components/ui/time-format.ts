const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** From here on hours no longer matter to a reader. */
const DAYS_ALONE = 14

/** Milliseconds → "45 s", "12 m", "3 h 12 m", "2 d 4 h", "30 d". Rounds down: what has not passed is not claimed. Negative → "0 s". */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown'
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} m`
  if (ms < DAY) return pair([Math.floor(ms / HOUR), 'h'], [Math.floor((ms % HOUR) / MINUTE), 'm'])
  const days = Math.floor(ms / DAY)
  if (days >= DAYS_ALONE) return `${days} d`
  return pair([days, 'd'], [Math.floor((ms % DAY) / HOUR), 'h'])
}

/** An ISO instant against the clock → "3 h 12 m ago", "in 12 s", "just now"; "unknown" when it is no instant. */
export function formatAgo(at: string, now: number): string {
  const then = Date.parse(at)
  if (Number.isNaN(then)) return 'unknown'
  const passed = now - then
  if (Math.abs(passed) < SECOND) return 'just now'
  return passed > 0 ? `${formatDuration(passed)} ago` : `in ${formatDuration(-passed)}`
}

/** An ISO instant → "2026-11-23 14:02:11 UTC"; "unknown" when it is no instant. */
export function formatUtc(at: string): string {
  const then = Date.parse(at)
  if (Number.isNaN(then)) return 'unknown'
  const text = new Date(then).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`
}

function pair([much, unit]: [number, string], [rest, smaller]: [number, string]): string {
  return rest === 0 ? `${much} ${unit}` : `${much} ${unit} ${rest} ${smaller}`
}

const DAY_FORMAT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'UTC' })

/** An ISO instant → "23 Nov 14:02 UTC"; "unknown" when it is no instant. */
export function formatDay(at: string): string {
  const then = Date.parse(at)
  return Number.isNaN(then) ? 'unknown' : `${DAY_FORMAT.format(then).replace(',', '')} UTC`
}
