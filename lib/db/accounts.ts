import 'server-only'
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
export async function saveAccount({ accountId, name, source, createdAt }: Account): Promise<void> {
  const values = { name, source: JSON.stringify(source) }
  await write((tx) => tx.account.upsert({ where: { accountId }, create: { accountId, createdAt, ...values }, update: values }))
}

const toAccount = (row: AccountModel): Account => ({ ...row, source: JSON.parse(row.source) })
