import 'server-only'
import { useAccounts as resolveAccountsWith } from '@/lib/aws/clients'
import { useSnapshots as answerFromSnapshotsWith } from '@/lib/aws/snapshots'
import { AwsError } from '@/lib/aws/errors'
import { whoAmI } from '@/lib/aws/identity'
import { config } from '@/lib/config'
import { findAccount, listAccounts, saveAccount, type Account } from '@/lib/db/accounts'
import { getRequest } from '@/lib/db/requests'
import { findToldAnswer } from '@/lib/db/told-answers'
import { AppError } from '@/lib/errors'
import { whyNotUsable } from '@/lib/privatelink/account'
import { SYSTEM } from '@/lib/privatelink/actor'
import { recently } from './recently'

/** The accounts a request can be made in. `problem` says why the process's own credentials did not answer, in a sentence. */
export type KnownAccounts = { accounts: Account[]; own: { accountId: string; arn: string } | null; problem: string | null; /** There is none at all in the environment, which is no fault: accounts can be in plan mode. */ noCredentials: boolean }

/**
 * Asks AWS who the process is, and keeps that account in the table, so that a request made today is still looked after
 * when the credentials are missing tomorrow.
 */
export async function identifyAccounts(now: Date): Promise<KnownAccounts> {
  const { own, problem, noCredentials } = await askWhoWeAre()
  if (own && !(await findAccount(own.accountId))) {
    const name = config().awsMode === 'sandbox' ? 'platform' : 'This server’s account'
    await saveAccount({ accountId: own.accountId, name, source: { kind: 'default' }, createdAt: now }, { actor: SYSTEM, now })
  }
  return { accounts: await listAccounts(), own, problem, noCredentials }
}

/** Whose credentials this process has, or why that is not known. Asked at most once in some seconds. */
export async function askWhoWeAre(): Promise<Pick<KnownAccounts, 'own' | 'problem' | 'noCredentials'>> {
  try {
    const own = await recently('who-am-i', whoWeAre)
    return { own, problem: own ? null : NO_CREDENTIALS, noCredentials: own === null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { own: null, problem: error.message, noCredentials: false }
  }
}

const NO_CREDENTIALS = 'This server has no AWS credentials. Accounts whose answers are pasted need none; for others, give it an instance or task role, or AWS_PROFILE, and start it again.'

/** Null where there are no credentials: an answer to keep like any other, since looking for them takes seconds. */
async function whoWeAre(): Promise<KnownAccounts['own']> {
  try {
    return await whoAmI()
  } catch (error) {
    if (error instanceof AwsError && error.kind === 'credentials' && error.awsCode === null) return null
    throw error
  }
}

/** Why nothing new can be made in this account and region, or null. An account nobody configured is told of by the call itself. */
export async function whyAccountIsOff(accountId: string, region: string | null): Promise<string | null> {
  const account = await findAccount(accountId)
  return account && whyNotUsable(account, region)
}

/** Why Causeway cannot change anything in this account, for the buttons; null where it can. An account nobody configured is told of by the call itself. */
export async function whyNoAccess(accountId: string): Promise<string | null> {
  return reasonWithoutAccess(await findAccount(accountId))
}

/** The same for an account that was read already. */
export const reasonWithoutAccess = (account: Account | null): string | null =>
  account?.source.kind === 'snapshot' ? `Causeway has no access to account ${account.accountId}: make the change yourself, then tell Causeway what AWS says.` : null

/** Throws `AppError` `no-access` (409) for an account in plan mode, before anything is written down that could never be done. */
export async function refuseWithoutAccess(accountId: string): Promise<void> {
  const reason = await whyNoAccess(accountId)
  if (reason) throw new AppError(reason, { code: 'no-access', status: 409 })
}

/** The same for the account of a request. Throws not-found. */
export async function refuseWithoutAccessTo(requestId: string): Promise<void> {
  const { plan, draft } = await getRequest(requestId)
  const accountId = plan?.accountId ?? draft.accountId
  if (accountId) await refuseWithoutAccess(accountId)
}

/** Tells `lib/aws` where an account's credentials come from, which must not be used, and what people pasted. Called once, at boot. */
export function connectAccounts(): void {
  resolveAccountsWith(async (accountId) => {
    const account = await findAccount(accountId)
    if (account?.heldBecause) return { kind: 'held', because: account.heldBecause }
    return account?.source ?? null
  })
  answerFromSnapshotsWith(findToldAnswer)
}
