import 'server-only'

/** How long and how much a probe may take. */
export const LIMITS = {
  dnsMs: 3_000,
  tcpMs: 3_000,
  tlsMs: 5_000,
  /** For one look at HTTPS or the native protocol, handshake included, and for a whole run. */
  overallMs: 10_000,
  bytes: 64 * 1024,
  addresses: 64,
  aliases: 16,
  /** At once in one run, and runs at once. */
  sockets: 64,
  runs: 4,
  evidence: 4_000,
  body: 512,
} as const

/** Text from the wire as text for people: control characters made visible, never longer than evidence may be. */
export const toEvidence = (text: string) => visible(text).slice(0, LIMITS.evidence)

export const visible = (text: string) =>
  // Bidirectional overrides could make a line read as another.
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`)

export const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '')
export const textOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** A stopwatch for one look. */
export function startWatch() {
  const at = new Date()
  const from = performance.now()
  return () => ({ at, ms: Math.round(performance.now() - from) })
}
