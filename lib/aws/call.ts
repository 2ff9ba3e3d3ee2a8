import 'server-only'
import type { $Command, EC2ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-ec2'
import type { Reach } from './accounts'
import { answerGuard, type GuardOptions } from './answer-guard'
import { connectionFor, verifyAccount } from './clients'
import { AwsError, isStaleCredentials, toAwsError } from './errors'
import { drain, take } from './limiter'
import type { Action } from './permissions'

export type CallOptions = {
  /** Gives up when it fires, also while waiting for a token. */
  signal?: AbortSignal
  /** For everything from credentials to the last byte; default 20 s. Waiting for a token is not counted. */
  timeoutMs?: number
  take?: GuardOptions['take']
}

const DEADLINE_MS = 20_000

/** An EC2 command that answers `Output`. */
type Ec2Command<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = $Command<Input, Output, EC2ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>

/**
 * The one way to EC2: waits for its turn, checks once that the credentials belong to the account, sends, and turns whatever
 * goes wrong into an `AwsError`. `make` builds the command anew for each try. Never sent twice, except once more when
 * AWS refused the call for stale credentials, which means it was not carried out.
 */
export async function call<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  reach: Reach,
  action: Action,
  make: () => Ec2Command<Input, Output>,
  options: CallOptions = {},
): Promise<Output> {
  try {
    return await attempt(reach, action, make, options)
  } catch (error) {
    if (!(error instanceof AwsError) || !isStaleCredentials(error)) throw error
    const { ec2 } = await connectionFor(reach)
    await ec2.config.credentials({ forceRefresh: true })
    return attempt(reach, action, make, options)
  }
}

async function attempt<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  reach: Reach,
  action: Action,
  make: () => Ec2Command<Input, Output>,
  options: CallOptions,
): Promise<Output> {
  const about = { action, reach }
  await take(reach, action, options.signal).catch((error: unknown) => {
    throw toAwsError(error, { ...about, cancelled: true })
  })
  const deadline = AbortSignal.timeout(options.timeoutMs ?? DEADLINE_MS)
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
  try {
    return await within(signal, exchange({ reach, command: make(), signal, take: options.take }))
  } catch (error) {
    const refusal = toAwsError(error, { ...about, timedOut: deadline.aborted, cancelled: options.signal?.aborted })
    if (refusal.kind === 'throttled') drain(reach, action)
    throw refusal
  }
}

type Exchange<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = { reach: Reach; command: Ec2Command<Input, Output>; signal: AbortSignal; take: CallOptions['take'] }

async function exchange<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>({ reach, command, signal, take }: Exchange<Input, Output>): Promise<Output> {
  const connection = await connectionFor(reach)
  await verifyAccount(reach, connection, signal)
  command.middlewareStack.use(answerGuard({ take }))
  return connection.ec2.send(command, { abortSignal: signal })
}

/** The SDK heeds the signal only on the wire; finding credentials can hang too (an unreachable metadata service). */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
