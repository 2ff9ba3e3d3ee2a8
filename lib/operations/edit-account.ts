import 'server-only'
import { randomUUID } from 'node:crypto'
import { closeAccount } from '@/lib/aws/clients'
import { changeAccount, type Account, type AccountSource } from '@/lib/db/accounts'
import type { Actor } from '@/lib/privatelink/actor'
import { checkAccountInput, type AccountInput, type WantedSource } from './account-input'
import { authorise } from './authorise'

const CHANGED = 'Where its credentials come from was changed and has not been tested since. Press “Test connection” on the account’s page.'

/** Changes what a person chose for an account. Credentials from elsewhere must pass a test before they are used; the ExternalId stays. */
export async function editAccount(accountId: string, input: AccountInput, { actor, now }: { actor: Actor; now: Date }): Promise<Account> {
  authorise(actor, 'manageAccounts')
  checkAccountInput(accountId, input)
  const { source: wanted, ...settings } = input
  const account = await changeAccount(
    accountId,
    (current) => {
      if (isSame(current.source, wanted)) return { ...current, ...settings }
      const externalId = current.externalId ?? randomUUID()
      const source = wanted.kind === 'assume-role' ? { ...wanted, externalId } : wanted
      return { ...current, ...settings, source, externalId: wanted.kind === 'assume-role' ? externalId : current.externalId, heldBecause: wanted.kind === 'snapshot' ? null : CHANGED }
    },
    { actor, now },
  )
  closeAccount(accountId)
  return account
}

function isSame(current: AccountSource, wanted: WantedSource): boolean {
  if (current.kind === 'assume-role' && wanted.kind === 'assume-role') return current.roleArn === wanted.roleArn
  if (current.kind === 'profile' && wanted.kind === 'profile') return current.profile === wanted.profile
  return current.kind === wanted.kind
}
