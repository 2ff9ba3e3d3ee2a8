import 'server-only'
import { config } from '@/lib/config'
import type { Account } from '@/lib/db/accounts'
import { NotFoundError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { suggestedRoleArn } from '@/lib/privatelink/account'
import { addAccount } from './add-account'

/** The sandbox's second account, to be added by a button. */
export const SECOND_ACCOUNT = { accountId: '444455556666', name: 'data' }

/** Adds it as somebody would by hand: its role exists, and does not know this account's ExternalId yet. Sandbox mode only. */
export async function addSandboxAccount(by: { actor: Actor; now: Date }): Promise<Account> {
  if (config().awsMode !== 'sandbox') throw new NotFoundError('The sandbox')
  const { accountId, name } = SECOND_ACCOUNT
  const source = { kind: 'assume-role', roleArn: suggestedRoleArn(accountId) } as const
  return addAccount(accountId, { name, source, note: 'The second account of the sandbox.', regions: null, level: 'delete', mending: false, serviceNames: [] }, by)
}
