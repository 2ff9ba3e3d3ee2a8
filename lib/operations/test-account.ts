import 'server-only'
import { closeAccount } from '@/lib/aws/clients'
import { tryConnection } from '@/lib/aws/connection-trial'
import { setRoleTrust } from '@/lib/aws/sandbox-control'
import { saveAccountTest } from '@/lib/db/account-tests'
import { getAccount, type Account } from '@/lib/db/accounts'
import { listReaches } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { judgeConnection, type Judged } from '@/lib/privatelink/account-test'
import type { Actor } from '@/lib/privatelink/actor'
import { authorise } from './authorise'
import { lookAnew } from './look'

type By = { actor: Actor; now: Date }

/**
 * Tries an account's connection and keeps what was found. A pass frees the account for use, forgets refusals of earlier credentials;
 * a failure forgets the credentials that still worked. Either way its endpoints are looked at anew, so a look made with the old ones does not speak last. Another account behind it, or a role that anybody may assume, holds it.
 */
export async function testAccount(accountId: string, { actor, now }: By): Promise<Judged> {
  authorise(actor, 'manageAccounts')
  const account = await getAccount(accountId)
  if (account.source.kind === 'snapshot') throw new AppError('Causeway has no access to this account, so there is nothing to test. Paste a snapshot instead.', { code: 'no-access', status: 409 })
  const result = await tryConnection(account)
  const judged = judgeConnection(result, accountId)
  closeAccount(accountId)
  await saveAccountTest({ accountId, result, held: heldAfter(account, judged), told: judged.title }, { actor, now })
  await lookEverywhere(accountId)
  return judged
}

/** While it is held, the newest reason stands there. */
function heldAfter({ heldBecause }: Account, { held, next }: Judged): string | null | undefined {
  if (held !== undefined) return held
  return heldBecause === null ? undefined : (next ?? heldBecause)
}

async function lookEverywhere(accountId: string): Promise<void> {
  const reaches = (await listReaches()).filter((reach) => reach.accountId === accountId && reach.open > 0)
  await Promise.all(reaches.map(({ region }) => lookAnew({ accountId, region })))
}

/** What pasting the trust policy is in AWS: the sandbox's role learns this account's ExternalId. Sandbox mode only; then tests. */
export async function trustInSandbox(accountId: string, by: By): Promise<Judged> {
  authorise(by.actor, 'manageAccounts')
  const { source } = await getAccount(accountId)
  if (source.kind !== 'assume-role') throw new AppError('This account assumes no role, so there is no trust policy to paste.', { code: 'no-role', status: 409 })
  await setRoleTrust({ roleArn: source.roleArn, externalId: source.externalId })
  return testAccount(accountId, by)
}
