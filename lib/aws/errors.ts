import 'server-only'
import { AppError } from '@/lib/errors'
import { withoutSecrets } from '@/lib/privatelink/secrets'
import { explain, type About, type ParameterProblem } from './explain'

export type AwsErrorKind =
  | 'denied' | 'credentials' | 'wrong-account' | 'account' | 'throttled' | 'unreachable' | 'timeout' | 'cancelled'
  | 'garbage' | 'server' | 'invalid' | 'not-found' | 'conflict' | 'limit' | 'dry-run-ok'
  // of an account without access: it would change something, or nobody has pasted it
  | 'no-access' | 'not-told'

/** What AWS, or the way to it, refused: `message` is a whole sentence that says what to change and where. */
export class AwsError extends AppError {
  override name = 'AwsError'
  readonly kind: AwsErrorKind
  /** AWS's own code (`InvalidServiceName`), null where no AWS answer was understood. */
  readonly awsCode: string | null
  /** The same call may succeed later with nothing changed. */
  readonly retryable: boolean
  /** False where the call may have had its effect: the answer was lost, late, unreadable, or a 5xx. */
  readonly outcomeKnown: boolean
  /** For `denied`: the IAM action to add. */
  readonly deniedAction: string | null

  constructor(message: string, facts: { kind: AwsErrorKind; awsCode?: string | null; outcomeKnown?: boolean; deniedAction?: string | null; cause?: unknown }) {
    const { httpStatus, retryable, outcomeKnown } = NATURE[facts.kind]
    super(message, { code: `aws-${facts.kind}`, status: httpStatus, cause: facts.cause })
    this.kind = facts.kind
    this.awsCode = facts.awsCode ?? null
    this.retryable = retryable
    this.outcomeKnown = facts.outcomeKnown ?? outcomeKnown
    this.deniedAction = facts.deniedAction ?? null
  }

  /** By its name, for the reason that stands at `AppError`. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof AppError && value.name === 'AwsError'
  }
}

const NATURE: Record<AwsErrorKind, { httpStatus: number; retryable: boolean; outcomeKnown: boolean }> = {
  denied: { httpStatus: 403, retryable: false, outcomeKnown: true },
  credentials: { httpStatus: 403, retryable: false, outcomeKnown: true },
  'wrong-account': { httpStatus: 403, retryable: false, outcomeKnown: true },
  account: { httpStatus: 403, retryable: false, outcomeKnown: true },
  throttled: { httpStatus: 503, retryable: true, outcomeKnown: true },
  unreachable: { httpStatus: 503, retryable: true, outcomeKnown: false },
  timeout: { httpStatus: 504, retryable: true, outcomeKnown: false },
  cancelled: { httpStatus: 503, retryable: true, outcomeKnown: false },
  garbage: { httpStatus: 502, retryable: true, outcomeKnown: false },
  server: { httpStatus: 502, retryable: true, outcomeKnown: false },
  invalid: { httpStatus: 400, retryable: false, outcomeKnown: true },
  'not-found': { httpStatus: 404, retryable: false, outcomeKnown: true },
  conflict: { httpStatus: 409, retryable: false, outcomeKnown: true },
  limit: { httpStatus: 409, retryable: false, outcomeKnown: true },
  'dry-run-ok': { httpStatus: 200, retryable: false, outcomeKnown: true },
  'no-access': { httpStatus: 409, retryable: false, outcomeKnown: true },
  'not-told': { httpStatus: 409, retryable: false, outcomeKnown: true },
}

/** An answer that is not the document AWS documents: HTML, empty, truncated, too large, DOCTYPE. Thrown by the answer guard. */
export class UnreadableAnswer extends Error {
  override name = 'UnreadableAnswer'
  constructor(
    readonly reason: string,
    readonly httpStatus: number,
    options?: ErrorOptions,
  ) {
    super(`HTTP ${httpStatus}: ${reason}`, options)
  }
}

/** By AWS's code. What is missing here is judged by its HTTP status. (AWS: EC2 "Error codes", STS "Common errors".) */
const KIND_BY_CODE: Record<string, AwsErrorKind> = {
  DryRunOperation: 'dry-run-ok',
  UnauthorizedOperation: 'denied', AccessDenied: 'denied', AccessDeniedException: 'denied', OperationNotPermitted: 'conflict', TagPolicyViolation: 'invalid',
  AuthFailure: 'credentials', RequestExpired: 'credentials', ExpiredToken: 'credentials', ExpiredTokenException: 'credentials',
  InvalidClientTokenId: 'credentials', UnrecognizedClientException: 'credentials', SignatureDoesNotMatch: 'credentials',
  MissingAuthenticationToken: 'credentials', IncompleteSignature: 'credentials', RequestInTheFuture: 'credentials', InvalidToken: 'credentials',
  OptInRequired: 'account', PendingVerification: 'account', Blocked: 'account', RegionDisabledException: 'account',
  RequestLimitExceeded: 'throttled', Throttling: 'throttled', ThrottlingException: 'throttled', TooManyRequestsException: 'throttled', EC2ThrottledException: 'throttled',
  InternalError: 'server', InternalFailure: 'server', ServerInternal: 'server', ServiceUnavailable: 'server', Unavailable: 'server',
  IdempotentParameterMismatch: 'conflict', IncorrectState: 'conflict', InvalidState: 'conflict', DependencyViolation: 'conflict',
  RouteAlreadyExists: 'conflict', DuplicateSubnetsInSameZone: 'invalid',
  VpcEndpointLimitExceeded: 'limit', SecurityGroupsPerInterfaceLimitExceeded: 'limit', NetworkInterfaceLimitExceeded: 'limit',
  TagLimitExceeded: 'limit', InsufficientFreeAddressesInSubnet: 'limit',
  InvalidServiceName: 'not-found', InvalidSubnet: 'not-found',
}

const NODE_NEVER_SENT = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])
const NODE_CUT_OFF = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_CONSTANT', 'UND_ERR_SOCKET'])
/** Codes of the SDK's own "there are no credentials" errors. */
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'ProviderError', 'TokenProviderError'])
const STALE_CODES = new Set(['RequestExpired', 'ExpiredToken', 'ExpiredTokenException', 'RequestInTheFuture'])

/** True for refusals that fresh credentials (or the corrected clock) may turn into an answer: worth exactly one more try. */
export const isStaleCredentials = (error: AwsError) => error.awsCode !== null && STALE_CODES.has(error.awsCode)

/** True for the codes that say the endpoint does not exist (bulk calls spell it differently). */
export const isGone = (awsCode: string | null | undefined) => awsCode === 'InvalidVpcEndpointId.NotFound' || awsCode === 'InvalidVpcEndpoint.NotFound'

/** A refusal that AWS put inside a successful answer. */
export function refusalOf(said: { code: string; message: string }, about: About): AwsError {
  return toAwsError(Object.assign(new Error(said.message), { Code: said.code, $metadata: { httpStatusCode: 400 } }), about)
}

/**
 * Whatever came out of an SDK call, as an `AwsError`. What is not understood is thrown on unchanged: it is a bug, not a refusal.
 * `timedOut` says that our own deadline fired, `cancelled` that the caller gave up, `nothingSent` that the call itself never left.
 */
export function toAwsError(error: unknown, about: About & Circumstances): AwsError {
  if (error instanceof AwsError) return error
  const facts = classify(error, about)
  if (!facts) throw error
  if (about.nothingSent) facts.outcomeKnown = true
  return new AwsError(explain({ ...facts, ...about }), { ...facts, cause: error })
}

type Facts = { kind: AwsErrorKind; awsCode: string | null; said: string; outcomeKnown?: boolean; deniedAction?: string; explicitDeny?: boolean; problem?: ParameterProblem }

type Circumstances = { timedOut?: boolean; cancelled?: boolean; nothingSent?: boolean }

function classify(error: unknown, about: About & Circumstances): Facts | null {
  if (about.cancelled) return plain('cancelled')
  if (about.timedOut) return plain('timeout')
  if (!(error instanceof Error)) return null
  const unreadable = findUnreadable(error)
  if (unreadable) return plain(unreadable.httpStatus >= 500 ? 'server' : 'garbage', unreadable.reason)
  return byName(error) ?? byAnswer(error, about)
}

const plain = (kind: AwsErrorKind, said = '', more: Partial<Facts> = {}): Facts => ({ kind, awsCode: null, said, ...more })

function findUnreadable(error: Error): UnreadableAnswer | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) if (at instanceof UnreadableAnswer) return at
  return null
}

function byName(error: Error & { code?: unknown; $metadata?: unknown }): Facts | null {
  const code = typeof error.code === 'string' ? error.code : ''
  if (NO_CREDENTIALS.has(error.name)) return plain('credentials', quote(error.message))
  if (NODE_NEVER_SENT.has(code)) return plain('unreachable', code, { outcomeKnown: true })
  if (NODE_CUT_OFF.has(code)) return plain('unreachable', code)
  // The SDK gives its connect timeout no code of its own; nothing was sent then.
  if (error.name === 'TimeoutError') return plain('timeout', '', { outcomeKnown: error.message.includes('did not establish a connection') })
  if (error.name === 'AbortError') return plain('timeout')
  return null
}

function byAnswer(error: Error & { $metadata?: { httpStatusCode?: number }; Code?: string }, about: About): Facts | null {
  const status = error.$metadata?.httpStatusCode
  if (typeof status !== 'number') return null
  const awsCode = typeof error.Code === 'string' ? error.Code : error.name && error.name !== 'Error' && error.name !== 'Unknown' ? error.name : null
  const kind = awsCode && Object.hasOwn(KIND_BY_CODE, awsCode) ? KIND_BY_CODE[awsCode]! : byStatus(status, awsCode)
  const facts: Facts = { kind, awsCode, said: quote(error.message) }
  const explicitDeny = /explicit deny/i.test(error.message)
  if (kind === 'denied') return { ...facts, deniedAction: deniedAction(error.message) ?? about.action, explicitDeny }
  if (awsCode === 'InvalidParameter') return { ...facts, problem: parameterProblem(error.message) }
  return facts
}

function byStatus(status: number, awsCode: string | null): AwsErrorKind {
  if (status === 429) return 'throttled'
  if (status >= 500) return 'server'
  if (!awsCode || status < 400) return 'garbage'
  if (awsCode.endsWith('.NotFound')) return 'not-found'
  if (awsCode.endsWith('LimitExceeded')) return 'limit'
  return 'invalid'
}

const deniedAction = (message: string) => /\bperform: ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1]

/** `InvalidParameter` is one code for many causes; only its text tells them apart. (Texts as AWS sends them, gathered from public reports.) */
const PARAMETER_PROBLEMS: [RegExp, ParameterProblem][] = [
  [/does not support the availability zone of the subnet/i, 'zone-not-served'],
  [/availability zones are supported for remote access/i, 'zone-not-remote'],
  [/requires both enableDnsSupport and enableDnsHostnames/i, 'dns-attributes'],
  [/only be enabled after the endpoint connection is accepted/i, 'dns-before-acceptance'],
  [/does not provide a private DNS name/i, 'no-private-name'],
  [/conflicting DNS domain/i, 'dns-conflict'],
]

function parameterProblem(message: string): ParameterProblem | undefined {
  return PARAMETER_PROBLEMS.find(([pattern]) => pattern.test(message))?.[1]
}

/** Who somebody is in IAM is not for everybody who reads why a call failed. */
const IDENTITY = /\barn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+/g

/**
 * AWS's words, fit to be shown: without secrets, without the encoded message (only `sts:DecodeAuthorizationMessage` can read it) and the ARNs of roles
 * and users, on one line, bounded.
 */
function quote(message: string): string {
  const text = withoutSecrets(message).replace(/\s*Encoded authorization failure message:[\s\S]*$/i, '').replace(IDENTITY, 'an IAM identity').replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
