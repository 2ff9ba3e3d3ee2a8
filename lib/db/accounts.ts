import 'server-only'
import { AppError, NotFoundError } from '@/lib/errors'
import { isPolicyLevel, type AccountSettings } from '@/lib/privatelink/account'
import type { Who } from '@/lib/privatelink/actor'
import { listOpenRequestsOf, type OpenRequest } from './account-requests'
import { insertAudit, type AuditEntry } from './audit'
import { reader, write } from './client'
import { Prisma } from './generated/client'
import type { AccountModel } from './generated/models'
import { readPart, table, type Part } from './parts'

/** Where an account's credentials come from: the process's own, a profile of its AWS configuration, a role to assume; or nowhere, and a person pastes what AWS answers. */
export type AccountSource = { kind: 'default' } | { kind: 'profile'; profile: string } | { kind: 'assume-role'; roleArn: string; externalId: string } | { kind: 'snapshot' }

/** `accountId` is AWS's twelve digits. `externalId` was made once for this account and stays, also while no role is assumed. */
export type Account = AccountSettings & { accountId: string; name: string; source: AccountSource; externalId: string | null; createdAt: Date }

/** An account to be stored; what is not given is as usual. */
export type NewAccount = Pick<Account, 'accountId' | 'name' | 'source' | 'createdAt'> & Partial<AccountSettings>

type By = { actor: Who; now: Date }

export const USUAL_SETTINGS: AccountSettings = { note: '', regions: null, level: 'delete', mending: false, serviceNames: [], heldBecause: null }

/** Refused removal: `requests` are the first of the `count` that are still open in the account. */
export class AccountInUseError extends AppError {
  override name = 'AccountInUseError'
  constructor(
    readonly count: number,
    readonly requests: OpenRequest[],
  ) {
    super(`The account has ${count === 1 ? 'one open request' : `${count} open requests`}. Delete their endpoints first: Causeway could not look after them any more.`, { code: 'account-in-use', status: 409 })
  }
}

/** Every known account by name. */
export async function listAccounts(): Promise<Account[]> {
  const rows = await reader().account.findMany({ orderBy: [{ name: 'asc' }, { accountId: 'asc' }] })
  return rows.map(toAccount)
}

const ACCOUNTS = table<AccountModel>('Account', {
  accountId: 'plain', name: 'plain', source: 'plain', createdAt: 'date', externalId: 'plain', note: 'plain', regions: 'plain', level: 'plain', mending: 'flag', serviceNames: 'plain', heldBecause: 'plain',
})

export const findAccount = (accountId: string): Promise<Account | null> => readPart(ACCOUNTS.row(Prisma.sql`WHERE "accountId" = ${accountId}`, toAccount))

/** The account a request is in. */
export const accountOf = (requestId: string): Part<Account | null> =>
  ACCOUNTS.row(Prisma.sql`WHERE "accountId" = (SELECT "accountId" FROM "EndpointRequest" WHERE "requestId" = ${requestId})`, toAccount)

/** Throws `NotFoundError`. */
export async function getAccount(accountId: string): Promise<Account> {
  const account = await findAccount(accountId)
  if (!account) throw new NotFoundError(`The account ${accountId}`)
  return account
}

/** Stores an account nobody has stored yet. Throws `AppError` `account-known` for one that is there. */
export async function insertAccount(account: NewAccount, { actor, now }: By): Promise<Account> {
  return write(async (tx) => {
    const known = await tx.account.findUnique({ where: { accountId: account.accountId } })
    if (known) throw new AppError(`Causeway knows account ${account.accountId} already, as “${known.name}”. Change that one instead.`, { code: 'account-known', status: 409 })
    const added = toAccount(await tx.account.create({ data: toColumns(account) }))
    await insertAudit(tx, [entry('added', added, { actor, now }, { after: told(added) })])
    return added
  })
}

/** Stores the account, or its new name, source and settings where it is known; when it came and its ExternalId stay. */
export async function saveAccount(account: NewAccount, { actor, now }: By): Promise<void> {
  await write(async (tx) => {
    const known = await tx.account.findUnique({ where: { accountId: account.accountId } })
    const before = known && toAccount(known)
    const columns = toColumns(before ? { ...before, ...account } : account)
    const row = { ...columns, createdAt: before?.createdAt ?? columns.createdAt, externalId: before?.externalId ?? columns.externalId }
    const after = toAccount(await tx.account.upsert({ where: { accountId: account.accountId }, create: row, update: row }))
    await insertAudit(tx, [entry(before ? 'changed' : 'added', after, { actor, now }, { before: before && told(before), after: told(after) })])
  })
}

/** Changes an account in one breath with the reading of it; `change` gives the new one. Its id and ExternalId stay. Throws `NotFoundError`. */
export async function changeAccount(accountId: string, change: (current: Account) => Account, { actor, now }: By): Promise<Account> {
  return write(async (tx) => {
    const row = await tx.account.findUnique({ where: { accountId } })
    if (!row) throw new NotFoundError(`The account ${accountId}`)
    const before = toAccount(row)
    const after = change(before)
    const [was, is] = [told(before), told(after)]
    if (JSON.stringify(was) === JSON.stringify(is) && after.externalId === before.externalId) return before
    await tx.account.update({ where: { accountId }, data: { ...toColumns(after), accountId, createdAt: row.createdAt, externalId: before.externalId ?? after.externalId } })
    await insertAudit(tx, [entry('changed', after, { actor, now }, { before: was, after: is })])
    return after
  })
}

/** Forgets an account with its tests. Throws `NotFoundError`, or `AccountInUseError` while requests are open in it. */
export async function deleteAccount(accountId: string, { actor, now }: By): Promise<void> {
  await write(async (tx) => {
    const row = await tx.account.findUnique({ where: { accountId } })
    if (!row) throw new NotFoundError(`The account ${accountId}`)
    const { count, requests } = await listOpenRequestsOf(accountId, tx)
    if (count > 0) throw new AccountInUseError(count, requests)
    await tx.account.delete({ where: { accountId } })
    await insertAudit(tx, [entry('removed', toAccount(row), { actor, now }, { before: told(toAccount(row)) })])
  })
}

const entry = (what: string, { accountId, name }: Account, { actor, now }: By, changed: Pick<AuditEntry, 'before' | 'after'>): AuditEntry => ({
  at: now,
  actor,
  action: `account.${what}`,
  object: { kind: 'account', id: accountId, name },
  ...changed,
})

/** An ExternalId is no password, but it is nobody's business who reads the trail. */
function told({ name, source, note, regions, level, mending, serviceNames, heldBecause }: Account): Record<string, unknown> {
  return { name, source: withoutExternalId(source), note, regions, level, mending, serviceNames, heldBecause }
}

const withoutExternalId = (source: AccountSource) => (source.kind === 'assume-role' ? { kind: source.kind, roleArn: source.roleArn } : source)

function toColumns(account: NewAccount & { externalId?: string | null }) {
  const { accountId, name, source, createdAt, note, regions, level, mending, serviceNames, heldBecause } = { ...USUAL_SETTINGS, ...account }
  return {
    ...{ accountId, name, createdAt, note, level, mending, heldBecause },
    source: JSON.stringify(withoutExternalId(source)),
    externalId: source.kind === 'assume-role' ? source.externalId : (account.externalId ?? null),
    regions: regions && JSON.stringify(regions),
    serviceNames: JSON.stringify(serviceNames),
  }
}

function toAccount({ source, regions, serviceNames, level, externalId, ...row }: AccountModel): Account {
  const kept = JSON.parse(source) as AccountSource
  return {
    ...row,
    externalId,
    source: kept.kind === 'assume-role' ? { ...kept, externalId: externalId ?? '' } : kept,
    regions: regions && JSON.parse(regions),
    serviceNames: JSON.parse(serviceNames),
    level: isPolicyLevel(level) ? level : 'read',
  }
}
