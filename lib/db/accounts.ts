import 'server-only'
import type { Who } from '@/lib/privatelink/actor'
import { insertAudit } from './audit'
import { reader, write } from './client'
import type { AccountModel } from './generated/models'

/** Where an account's credentials come from: the process's own, a profile of its AWS configuration, or a role to assume. */
export type AccountSource = { kind: 'default' } | { kind: 'profile'; profile: string } | { kind: 'assume-role'; roleArn: string; externalId: string }

/** `accountId` is AWS's twelve digits. */
export type Account = { accountId: string; name: string; source: AccountSource; createdAt: Date }

/** Every known account by name. */
export async function listAccounts(): Promise<Account[]> {
  const rows = await reader().account.findMany({ orderBy: [{ name: 'asc' }, { accountId: 'asc' }] })
  return rows.map(toAccount)
}

export async function findAccount(accountId: string): Promise<Account | null> {
  const row = await reader().account.findUnique({ where: { accountId } })
  return row ? toAccount(row) : null
}

/** Stores the account, or its new name and source where it is known; when it was first stored stays. */
export async function saveAccount({ accountId, name, source, createdAt }: Account, { actor, now }: { actor: Who; now: Date }): Promise<void> {
  const values = { name, source: JSON.stringify(source) }
  await write(async (tx) => {
    const known = await tx.account.findUnique({ where: { accountId } })
    await tx.account.upsert({ where: { accountId }, create: { accountId, createdAt, ...values }, update: values })
    const before = known && toAccount(known)
    await insertAudit(tx, [{ at: now, actor, action: before ? 'account.changed' : 'account.added', object: { kind: 'account', id: accountId, name }, before: before && told(before), after: told({ name, source }) }])
  })
}

/** An ExternalId is no password, but it is nobody's business who reads the trail. */
const told = ({ name, source }: Pick<Account, 'name' | 'source'>) => ({ name, source: source.kind === 'assume-role' ? { kind: source.kind, roleArn: source.roleArn } : source })

const toAccount = (row: AccountModel): Account => ({ ...row, source: JSON.parse(row.source) })
