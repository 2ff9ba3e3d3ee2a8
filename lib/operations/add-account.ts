import 'server-only'
import { randomUUID } from 'node:crypto'
import { insertAccount, type Account, type AccountSource } from '@/lib/db/accounts'
import type { Actor } from '@/lib/privatelink/actor'
import { checkAccountInput, type AccountInput } from './account-input'
import { authorise } from './authorise'

export const NOT_TESTED = 'The account has not been tested yet. Let its role trust Causeway, then press “Test connection” on its page.'

/** Without access there is nothing to test, and nothing that could be misused. */
export const heldAtFirst = (source: AccountSource['kind']): string | null => (source === 'snapshot' ? null : NOT_TESTED)

/**
 * Adds an account. It is kept at once, so that its ExternalId can be pasted into AWS, and must not be used until a test has passed.
 * The ExternalId is made here, for this account alone, and never changes: a customer's role can then not be used through
 * somebody else's entry. (AWS, "The confused deputy problem".)
 */
export async function addAccount(accountId: string, input: AccountInput, { actor, now }: { actor: Actor; now: Date }): Promise<Account> {
  authorise(actor, 'manageAccounts')
  checkAccountInput(accountId, input)
  const { source: wanted, ...settings } = input
  const source = wanted.kind === 'assume-role' ? { ...wanted, externalId: randomUUID() } : wanted
  return insertAccount({ ...settings, accountId, source, createdAt: now, heldBecause: heldAtFirst(source.kind) }, { actor, now })
}
