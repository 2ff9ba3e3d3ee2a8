import 'server-only'
import { closeAccount } from '@/lib/aws/clients'
import { deleteAccount, getAccount } from '@/lib/db/accounts'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { askWhoWeAre } from './accounts'
import { authorise } from './authorise'

export { AccountInUseError } from '@/lib/db/accounts'

export const OWN_ACCOUNT = 'These are the credentials this server itself runs with, so the account would come back by itself. Start the server with others first.'

/**
 * Forgets an account; nothing in AWS changes. `typedName` is its name, typed to confirm. Throws `AccountInUseError` while requests
 * are open in it.
 */
export async function removeAccount(accountId: string, typedName: string, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  authorise(actor, 'manageAccounts')
  const { name, source } = await getAccount(accountId)
  if (typedName.trim() !== name.trim()) throw new AppError(`Type the name of the account, ${name}, to confirm.`, { code: 'not-confirmed' })
  if (source.kind === 'default' && (await askWhoWeAre()).own?.accountId === accountId) throw new AppError(OWN_ACCOUNT, { code: 'own-account', status: 409 })
  await deleteAccount(accountId, { actor, now })
  closeAccount(accountId)
}
