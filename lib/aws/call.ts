import 'server-only'
import type { $Command, EC2ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-ec2'
import { getAccountSource, type Reach } from './accounts'
import { answerGuard, type GuardOptions } from './answer-guard'
import { type Connection, connectionFor } from './clients'
import { unlessAborted, withDeadline } from './deadline'
import { AwsError, isStaleCredentials, toAwsError } from './errors'
import { drain, take as takeToken } from './limiter'
import type { Action } from './permissions'
import { answerFromSnapshot } from './snapshot-answers'

export type CallOptions = {
  /** Gives up when it fires, also while waiting for a token. */
  signal?: AbortSignal
  /** For everything from credentials to the last byte; default 20 s. Waiting for a token is not counted. */
  timeoutMs?: number
  /** Takes the text of a good answer in the SDK's place; the SDK's own output is empty then. Not called where a snapshot answers: nothing came over a wire. */
  take?: GuardOptions['take']
  /** Another one than the account's own: for trying credentials that are not in use. */
  connection?: Connection
}

const DEADLINE_MS = 20_000

/** An EC2 command, made anew for each try, and what is needed to send it. */
type Job<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = {
  reach: Reach
  action: Action
  make: () => $Command<Input, Output, EC2ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>
  options: CallOptions
}

/**
 * The one way to EC2: waits for its turn, checks that the credentials belong to the account, sends, and turns whatever goes wrong
 * into an `AwsError`. Sent once; a second time only where AWS refused it for stale credentials, so that it was not carried out.
 * For an account without access nothing is sent: what a person pasted answers (`snapshot-answers.ts`).
 */
export async function call<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  reach: Reach,
  action: Action,
  make: Job<Input, Output>['make'],
  options: CallOptions = {},
): Promise<Output> {
  if (!options.connection && (await getAccountSource(reach.accountId)).kind === 'snapshot') return (await answerFromSnapshot(reach, action, { ...make().input })) as Output
  const job = { reach, action, make, options }
  try {
    return await attempt(job)
  } catch (error) {
    if (!(error instanceof AwsError) || !isStaleCredentials(error)) throw error
    await refreshCredentials(job)
    return attempt(job)
  }
}

async function attempt<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(job: Job<Input, Output>): Promise<Output> {
  const { reach, action, options } = job
  await takeToken(reach, action, options.signal).catch((error: unknown) => {
    throw toAwsError(error, { action, reach, cancelled: true, nothingSent: true })
  })
  return withDeadline({ timeoutMs: options.timeoutMs ?? DEADLINE_MS, signal: options.signal }, async ({ signal, timedOut, cancelled }) => {
    const progress: Progress = { sent: false, session: null }
    try {
      return await unlessAborted(signal, exchange(job, { signal, progress }))
    } catch (error) {
      const refusal = toAwsError(error, { action, reach, timedOut: timedOut(), cancelled: cancelled(), nothingSent: !progress.sent })
      if (refusal.kind === 'throttled') drain(reach, action)
      progress.session?.note(refusal)
      throw refusal
    }
  })
}

/** How far a try came: whether the call itself left, and with whose credentials. */
type Progress = { sent: boolean; session: Connection['session'] | null }

async function exchange<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  { reach, make, options }: Job<Input, Output>,
  { signal, progress }: { signal: AbortSignal; progress: Progress },
): Promise<Output> {
  const { ec2, session } = options.connection ?? (await connectionFor(reach))
  session.refuseWhileResting()
  progress.session = session
  await session.verify()
  signal.throwIfAborted()
  const command = make()
  command.middlewareStack.use(answerGuard({ take: options.take }))
  progress.sent = true
  const output = await ec2.send(command, { abortSignal: signal })
  session.note('worked')
  return output
}

/** Through the client, because it remembers credentials of its own. It keeps what it learnt about the clock. */
async function refreshCredentials({ reach, action, options }: Pick<Job<ServiceInputTypes, ServiceOutputTypes>, 'reach' | 'action' | 'options'>): Promise<void> {
  const { ec2 } = options.connection ?? (await connectionFor(reach))
  await withDeadline({ timeoutMs: options.timeoutMs ?? DEADLINE_MS, signal: options.signal }, async ({ signal, timedOut, cancelled }) => {
    try {
      await unlessAborted(signal, ec2.config.credentials({ forceRefresh: true }))
    } catch (error) {
      throw toAwsError(error, { action, reach, timedOut: timedOut(), cancelled: cancelled(), nothingSent: true })
    }
  })
}
