import 'server-only'
import type { ConnectionTest } from '@/lib/privatelink/account-test'
import type { Who } from '@/lib/privatelink/actor'
import { insertAudit } from './audit'
import { reader, write } from './client'
import type { AccountTestModel } from './generated/models'

export type KeptTest = { at: Date; result: ConnectionTest }

const KEPT = 20

/**
 * Keeps what a test found, with what it means for the use of the account, in one transaction. `held`: null frees it, a sentence holds
 * it, undefined leaves it. Does nothing where the account was removed meanwhile.
 */
export async function saveAccountTest(
  { accountId, result, held, told }: { accountId: string; result: ConnectionTest; held: string | null | undefined; told: string },
  { actor, now }: { actor: Who; now: Date },
): Promise<void> {
  await write(async (tx) => {
    const account = await tx.account.findUnique({ where: { accountId } })
    if (!account) return
    await tx.accountTest.create({ data: { accountId, at: now, result: JSON.stringify(result) } })
    const old = await tx.accountTest.findMany({ where: { accountId }, orderBy: { id: 'desc' }, skip: KEPT, select: { id: true } })
    if (old.length > 0) await tx.accountTest.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })
    if (held !== undefined) await tx.account.update({ where: { accountId }, data: { heldBecause: held } })
    const changed = held !== undefined && held !== account.heldBecause
    await insertAudit(tx, [
      {
        ...{ at: now, actor, action: 'account.tested', object: { kind: 'account', id: accountId, name: account.name } },
        before: changed ? { heldBecause: account.heldBecause } : null,
        after: { outcome: told, ...(changed && { heldBecause: held }) },
      },
    ])
  })
}

/** The account's tests, newest first. */
export async function listAccountTests(accountId: string, limit = KEPT): Promise<KeptTest[]> {
  const rows = await reader().accountTest.findMany({ where: { accountId }, orderBy: { id: 'desc' }, take: limit })
  return rows.map(toKept)
}

/** The newest test of every account that has one. */
export async function latestTests(): Promise<Map<string, KeptTest>> {
  const newest = await reader().accountTest.groupBy({ by: ['accountId'], _max: { id: true } })
  const rows = await reader().accountTest.findMany({ where: { id: { in: newest.flatMap(({ _max }) => _max.id ?? []) } } })
  return new Map(rows.map((row) => [row.accountId, toKept(row)]))
}

const toKept = ({ at, result }: AccountTestModel): KeptTest => ({ at, result: JSON.parse(result) })
