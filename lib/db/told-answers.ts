import 'server-only'
import { NotFoundError } from '@/lib/errors'
import type { Who } from '@/lib/privatelink/actor'
import { describeActor } from '@/lib/privatelink/event'
import type { Answer } from '@/lib/privatelink/snapshot/read-snapshot'
import { countIn, mergeAnswers } from '@/lib/privatelink/snapshot/merge-answers'
import type { Told } from '@/lib/privatelink/told'
import { insertAudit } from './audit'
import { reader, write } from './client'
import { Prisma } from './generated/client'
import type { ToldAnswerModel } from './generated/models'
import type { Part } from './parts'
import { toTold } from './request-rows'

type Reach = { accountId: string; region: string }

/** One kept answer without what is in it, for pages. */
export type ToldAnswerLine = { region: string; key: string; takenAt: Date | null; pastedAt: Date; pastedBy: string; complete: boolean; count: number; refusal: string | null }

/** The answer kept under a key, as the calls to AWS take it; null where nobody has pasted it. */
export async function findToldAnswer({ accountId, region }: Reach, key: string) {
  const row = await reader().toldAnswer.findUnique({ where: { accountId_region_key: { accountId, region, key } } })
  return row && { output: row.output === null ? null : (JSON.parse(row.output) as Record<string, unknown>), refusal: refusalOf(row), complete: row.complete, at: row.takenAt ?? row.pastedAt }
}

/** Everything kept of an account, or of one region of it, oldest first. */
export async function listToldAnswers(accountId: string, region?: string): Promise<ToldAnswerLine[]> {
  const rows = await reader().toldAnswer.findMany({ where: { accountId, ...(region && { region }) }, orderBy: [{ pastedAt: 'asc' }, { key: 'asc' }], omit: { output: true, accountId: true } })
  return rows.map((row) => ({ ...row, refusal: refusalOf(row)?.message ?? null }))
}

/** Who reported the state of these requests, by request id; those that AWS itself was looked at for are left out. */
export const toldAmong = (requestIds: readonly string[]): Part<Map<string, Told>> => ({
  sql: Prisma.sql`
    SELECT json_group_array(json_array("requestId", "told")) FROM "EndpointRequest"
    WHERE "requestId" IN (SELECT value FROM json_each(${JSON.stringify(requestIds)})) AND "told" IS NOT NULL`,
  read: (json) => new Map((JSON.parse(json ?? '[]') as [string, string][]).flatMap(([requestId, told]) => { const read = toTold(told); return read ? [[requestId, read] as const] : [] })),
})

/** The newest time for which anything is kept of an account, by account id. */
export async function newestTold(): Promise<Map<string, Date>> {
  const rows = await reader().toldAnswer.groupBy({ by: ['accountId'], _max: { pastedAt: true } })
  return new Map(rows.flatMap(({ accountId, _max }) => (_max.pastedAt ? [[accountId, _max.pastedAt] as const] : [])))
}

/**
 * Keeps what a person pasted, with its row of the audit trail. What is kept already and newer stays; a refusal never takes the place of
 * an answer. Returns how many answers were older than what is kept. Throws `NotFoundError` for an account that is not there any more.
 */
export async function saveToldAnswers({ accountId, region }: Reach, given: { answers: readonly Answer[]; takenAt: Date | null }, { actor, now }: { actor: Who; now: Date }): Promise<{ older: number }> {
  return write(async (tx) => {
    const account = await tx.account.findUnique({ where: { accountId } })
    if (!account) throw new NotFoundError(`The account ${accountId}`)
    const keys = given.answers.map(({ key }) => key)
    const known = new Map((await tx.toldAnswer.findMany({ where: { accountId, region, key: { in: keys } } })).map((row) => [row.key, row]))
    const at = given.takenAt ?? now
    let older = 0
    const stored: string[] = []
    for (const answer of given.answers) {
      const before = known.get(answer.key)
      if (before && (before.takenAt ?? before.pastedAt) > at) {
        older += 1
        continue
      }
      if (before && before.output !== null && answer.refusal && answer.refusal.code !== 'InvalidServiceName') continue
      const { output, complete } = before?.output ? mergeAnswers({ output: JSON.parse(before.output) as Record<string, unknown>, complete: before.complete }, answer) : answer
      const columns = { output: output && JSON.stringify(output), refusal: answer.refusal && JSON.stringify(answer.refusal), complete, count: countIn(output), takenAt: given.takenAt, pastedAt: now, pastedBy: describeActor(actor) }
      await tx.toldAnswer.upsert({ where: { accountId_region_key: { accountId, region, key: answer.key } }, create: { accountId, region, key: answer.key, ...columns }, update: columns })
      stored.push(answer.key)
    }
    const commands = [...new Set(stored.map((key) => key.split(' ', 1)[0] ?? key))]
    await insertAudit(tx, [{ at: now, actor, action: 'account.snapshot-given', object: { kind: 'account', id: accountId, name: account.name }, after: { region, commands, answers: stored.length, takenAt: given.takenAt?.toISOString() ?? null } }])
    return { older }
  })
}

const refusalOf = ({ refusal }: Pick<ToldAnswerModel, 'refusal'>) => (refusal === null ? null : (JSON.parse(refusal) as { code: string | null; message: string }))
