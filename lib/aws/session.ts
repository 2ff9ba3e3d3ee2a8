import 'server-only'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { type AccountSource, type Credentials, type CredentialSource, credentialsFor, type Reach } from './accounts'
import { answerGuard } from './answer-guard'
import { AwsError, type AwsErrorKind, toAwsError } from './errors'
import { wireSettings } from './wire'

const QUESTION_MS = 10_000

/** An account's credentials, shared by its regions, and the proof that they are that account's. */
export type Session = {
  credentials: CredentialSource
  /** Asks AWS whose credentials these are, once per set of keys. Throws `AwsError` (wrong-account, credentials, …). */
  verify(): Promise<void>
  /** Credentials that were refused twice in a row are left alone for a while: throws what AWS said then. */
  refuseWhileResting(): void
  /** What became of a call with them. */
  note(outcome: 'worked' | AwsError): void
}

/** After the second refusal in a row 15 s, then twice as long each time, at most two minutes. */
const FIRST_REST_MS = 15_000
const LONGEST_REST_MS = 120_000
const WEARYING = new Set<AwsErrorKind>(['credentials', 'wrong-account', 'account'])

export function openSession(reach: Reach, source: AccountSource): Session {
  const credentials = credentialsFor(reach, source)
  let asked: { keys: string; answer: Promise<void> } | null = null
  const verify = async () => {
    const keys = fingerprint(await credentials())
    if (asked?.keys === keys) return asked.answer
    const question = { keys, answer: refuseOtherAccount(reach, credentials) }
    asked = question
    // Only a yes is remembered: the account may be put right at any moment.
    question.answer.catch(() => (asked = asked === question ? null : asked))
    return question.answer
  }
  return { credentials, verify, ...restAfterRefusals() }
}

function restAfterRefusals(): Pick<Session, 'refuseWhileResting' | 'note'> {
  let refused: { times: number; until: number; error: AwsError } | null = null
  return {
    refuseWhileResting() {
      if (!refused || performance.now() >= refused.until) return
      // Without AWS's code, so that nobody takes it for stale credentials and fetches new ones.
      throw new AwsError(refused.error.message, { kind: refused.error.kind, deniedAction: refused.error.deniedAction, cause: refused.error })
    },
    note(outcome) {
      if (outcome === 'worked') return void (refused = null)
      if (!WEARYING.has(outcome.kind)) {
        // AWS said no to something else, so it took the credentials.
        if (outcome.awsCode !== null) refused = null
        return
      }
      const times = (refused?.times ?? 0) + 1
      const restMs = times < 2 ? 0 : Math.min(FIRST_REST_MS * 2 ** (times - 2), LONGEST_REST_MS)
      refused = { times, until: performance.now() + restMs, error: outcome }
    },
  }
}

async function refuseOtherAccount(reach: Reach, credentials: CredentialSource): Promise<void> {
  const { accountId } = await askIdentity(reach, credentials)
  if (accountId === reach.accountId) return
  throw new AwsError(
    `The credentials configured for account ${reach.accountId} belong to account ${accountId ?? 'unknown'}, so nothing was done. ` +
      'Correct the account’s profile or role.',
    { kind: 'wrong-account' },
  )
}

/** GetCallerIdentity with these credentials. Throws `AwsError`. */
export async function askIdentity(reach: Reach, credentials: CredentialSource): Promise<{ accountId: string | null; arn: string | null }> {
  const signal = AbortSignal.timeout(QUESTION_MS)
  const sts = new STSClient({ ...wireSettings(reach.region), credentials })
  const question = new GetCallerIdentityCommand({})
  question.middlewareStack.use(answerGuard())
  try {
    const { Account, Arn } = await sts.send(question, { abortSignal: signal })
    return { accountId: Account ?? null, arn: Arn ?? null }
  } catch (error) {
    throw toAwsError(error, { action: 'sts:GetCallerIdentity', reach, timedOut: signal.aborted, nothingSent: true })
  } finally {
    sts.destroy()
  }
}

const fingerprint = ({ accessKeyId, sessionToken }: Credentials) => `${accessKeyId}:${sessionToken ?? ''}`
