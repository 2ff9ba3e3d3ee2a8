import 'server-only'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { type AccountSource, type Credentials, type CredentialSource, credentialsFor, type Reach } from './accounts'
import { answerGuard } from './answer-guard'
import { AwsError, toAwsError } from './errors'
import { wireSettings } from './wire'

const QUESTION_MS = 10_000

/** An account's credentials, shared by its regions, and the proof that they are that account's. */
export type Session = {
  credentials: CredentialSource
  /** Asks AWS whose credentials these are, once per set of keys. Throws `AwsError` (wrong-account, credentials, …). */
  verify(): Promise<void>
}

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
  return { credentials, verify }
}

async function refuseOtherAccount(reach: Reach, credentials: CredentialSource): Promise<void> {
  const { accountId, arn } = await askIdentity(reach, credentials)
  if (accountId === reach.accountId) return
  throw new AwsError(
    `The credentials configured for account ${reach.accountId} belong to account ${accountId ?? 'unknown'} (${arn ?? 'no ARN'}), ` +
      'so nothing was done. Correct the account’s profile or role.',
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
