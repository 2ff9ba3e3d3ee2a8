import { AsyncLocalStorage } from 'node:async_hooks'
import pino from 'pino'
import { LOG_LEVELS } from '@/lib/config'

/** No `child`: pino does not scrub what is bound to one. */
export type Log = Pick<pino.Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

const LONGEST_TEXT = 2_000
const LONGEST_LINE = 16_000
const DEEPEST = 8
const WIDEST = 100

/** Compared without case, dashes and underscores. */
const SECRET_KEY =
  /^(proxyauthorization|authorization|cookie|setcookie|accesskeyid|secretaccesskey|externalid|.*token|.*(secret|password|passphrase|credential|privatekey)s?)$/
/** Secrets that stand inside a longer text: AWS key ids, bearer tokens, the signed parts of a URL, user:password@ in one. */
const SECRET_TEXT: [RegExp, string][] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, '$1[removed]'],
  // a secret key: forty characters of mixed base64; a session token; a signed token; a private key
  [/(?<![A-Za-z0-9+/=_.-])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_.-])/g, '[removed]'],
  [/(?<![A-Za-z0-9])(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=]{20,}/g, '[removed]'],
  [/(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)?/g, '[removed]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[removed]'],
  [/\b((?:set-)?cookie)(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, '$1$2[removed]'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9+/._~=-]{8,}/g, '$1 [removed]'],
  [/\b(X-Amz-(?:Signature|Security-Token|Credential)=)[^&\s"']+/gi, '$1[removed]'],
  [/\b(aws_secret_access_key|aws_session_token|[a-z_]*(?:password|passwd|pwd|secret|token)|secret_?access_?key|session_?token|external_?id|api_?key)(["']?\s*[=:]\s*["']?)[^\s"'&,}]{4,}/gi, '$1$2[removed]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:)[^\s/@]+@/gi, '$1[removed]@'],
]
// JSON escapes C0 itself; DEL, C1 (0x9b starts a terminal sequence) and the Unicode line ends would pass as they are.
const UNSAFE = /[\u007f-\u009f\u2028\u2029]/g

type Room = { characters: number; seen: Set<object> }

/** A copy that is safe to write down: secrets removed at any depth, errors as plain objects, texts and the whole bounded. */
export function scrub(value: unknown): unknown {
  return scrubbed(value, { characters: LONGEST_LINE, seen: new Set() }, 0)
}

function scrubbed(value: unknown, room: Room, depth: number): unknown {
  if (typeof value === 'string') return text(value, room)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (room.seen.has(value)) return '[again]'
  if (depth >= DEEPEST || room.characters <= 0) return '[more]'
  room.seen.add(value)
  if (value instanceof Error) return error(value, room, depth)
  if (Array.isArray(value)) return value.slice(0, WIDEST).map((item) => scrubbed(item, room, depth + 1))
  if (value instanceof Map || value instanceof Set) return scrubbed([...value], room, depth + 1)
  return entries(value, room, depth)
}

function entries(value: object, room: Room, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value).slice(0, WIDEST)) {
    const name = text(key, room)
    // defineProperty: a key named __proto__ must become a key, not a prototype
    const shown = isSecret(key) && item !== null && item !== undefined && typeof item !== 'boolean' ? '[removed]' : scrubbed(item, room, depth + 1)
    Object.defineProperty(clean, name, { value: shown, enumerable: true, configurable: true, writable: true })
  }
  return clean
}

function error(value: Error & { code?: unknown }, room: Room, depth: number): Record<string, unknown> {
  const plain: Record<string, unknown> = { name: text(String(value.name), room), message: text(String(value.message), room) }
  if (typeof value.code === 'string' || typeof value.code === 'number') plain.code = scrubbed(value.code, room, depth + 1)
  if (typeof value.stack === 'string') plain.stack = text(value.stack, room)
  if (value.cause !== undefined) plain.cause = scrubbed(value.cause, room, depth + 1)
  return plain
}

function isSecret(key: string): boolean {
  return SECRET_KEY.test(key.toLowerCase().replaceAll(/[-_]/g, ''))
}

function text(value: string, room: Room): string {
  const most = Math.max(0, Math.min(LONGEST_TEXT, room.characters))
  // cut before the patterns run, so that a megabyte costs nothing; a secret across the cut is shorter than a whole one
  let kept = value.slice(0, most)
  for (const [pattern, shown] of SECRET_TEXT) kept = kept.replace(pattern, shown)
  kept = kept.replace(UNSAFE, '\ufffd')
  room.characters -= kept.length
  return value.length > most ? `${kept}… (${value.length} characters)` : kept
}

// Next bundles modules several times in one process; the request's id must be the same for all copies.
const shared = globalThis as typeof globalThis & { __causewayRequestId?: AsyncLocalStorage<string>; __causewayLog?: Log }
const requestIds = (shared.__causewayRequestId ??= new AsyncLocalStorage<string>())

/** Runs `work` so that every line it logs, however deep, carries `requestId`. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return requestIds.run(requestId, work)
}

/** The id of the request being answered, or undefined outside one (the watcher, start-up). */
export function currentRequestId(): string | undefined {
  return requestIds.getStore()
}

/** pino takes an error's message for a missing text without asking anybody: name it here, where it is scrubbed. */
function cleaned(inputs: unknown[]): unknown[] {
  const [first, ...rest] = inputs
  const fields = first instanceof Error ? { err: first } : first
  const err = typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : undefined
  const named = rest.length === 0 && err instanceof Error ? [err.message] : rest
  return [fields, ...named].map((input) => (typeof input === 'string' ? scrub(input) : input))
}

/** A logger that writes one JSON line an entry to `destination`: `{"level","time","requestId"?,…,"msg"}`. */
export function createLog(destination: pino.DestinationStream, level: string = 'info'): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: (fields) => (currentRequestId() && !('requestId' in fields) ? { requestId: currentRequestId() } : {}),
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => scrub(fields) as Record<string, unknown>,
    },
    serializers: { err: (plain: unknown) => plain },
    hooks: {
      logMethod(inputs, method) {
        return method.apply(this, cleaned(inputs) as Parameters<typeof method>)
      },
    },
  }
  return pino(options, destination)
}

/**
 * The process's logger: `log().info({ endpointId }, 'The endpoint was created')`. Pass errors as `{ err }`.
 * The level is LOG_LEVEL; an impossible one counts as `info` here, because refusing it is `lib/config`'s business.
 */
export function log(): Log {
  const level = process.env.LOG_LEVEL ?? 'info'
  return (shared.__causewayLog ??= createLog(pino.destination({ fd: 1, sync: true }), LOG_LEVELS.some((known) => known === level) ? level : 'info'))
}
