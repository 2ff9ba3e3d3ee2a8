import 'server-only'
import { createHash } from 'node:crypto'
import type { Asking, Person } from '@/lib/privatelink/actor'
import { isRole } from '@/lib/privatelink/roles'
import { insertAudit } from './audit'
import { reader, readRow, write } from './client'
import { Prisma } from './generated/client'

/** A sign-in that still counts, and whose. */
export type LiveSession = { sessionId: string; createdAt: Date; seenAt: Date; person: Person }
export type ListedSession = { sessionId: string; createdAt: Date; seenAt: Date; fromAddress: string | null; userAgent: string | null }

/** Without a sign of life for this long a session is over, whatever its absolute end. */
export const IDLE_MS = 8 * 3_600_000
/** Telling it more often than this would write at every click. */
const TOUCH_MS = 60_000

/** What stands for a token in the database: SHA-256, because a token is random already and is looked for at every page. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

type Row = [sessionId: string, createdAt: number | bigint, seenAt: number | bigint, userId: string, name: string, role: string]

/** The session of this token if it counts now: neither ended, idle, expired, nor of somebody who is disabled. One statement, two indexed reads. */
export async function findLiveSession(token: string, now: Date): Promise<LiveSession | null> {
  const row = readRow(Prisma.sql`
    SELECT s."id", s."createdAt", s."seenAt", p."id", p."name", p."role"
    FROM "Session" s JOIN "Person" p ON p."id" = s."userId"
    WHERE s."tokenHash" = ${hashOfToken(token)} AND s."expiresAt" > ${now.getTime()} AND s."seenAt" > ${now.getTime() - IDLE_MS} AND p."disabledAt" IS NULL`) as Row | undefined
  if (!row) return null
  const [sessionId, createdAt, seenAt, userId, name, role] = row
  return isRole(role) ? { sessionId, createdAt: toDate(createdAt), seenAt: toDate(seenAt), person: { userId, name, role } } : null
}

const toDate = (ms: number | bigint) => new Date(Number(ms))

/** Winds the idle clock, at most once a minute. */
export async function touchSession({ sessionId, seenAt }: LiveSession, now: Date): Promise<void> {
  if (now.getTime() - seenAt.getTime() < TOUCH_MS) return
  await write((tx) => tx.session.updateMany({ where: { id: sessionId }, data: { seenAt: now } }), { unaudited: 'that somebody is still there changes nothing' })
}

/** Somebody's sessions that count, the latest first. */
export async function listSessions(userId: string, now: Date): Promise<ListedSession[]> {
  const rows = await reader().session.findMany({
    where: { userId, expiresAt: { gt: now }, seenAt: { gt: new Date(now.getTime() - IDLE_MS) } },
    orderBy: { seenAt: 'desc' },
  })
  return rows.map(({ id, createdAt, seenAt, fromAddress, userAgent }) => ({ sessionId: id, createdAt, seenAt, fromAddress, userAgent }))
}

type By = { actor: Asking; now: Date }

/** Ends one session of the actor's own; whether there was one. */
export async function endSession(sessionId: string, { actor, now }: By): Promise<boolean> {
  return write(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId: actor.userId } })
    if (count > 0) await insertAudit(tx, [{ at: now, actor, action: 'person.signed-out', object: aboutPerson(actor) }])
    return count > 0
  })
}

/** Ends every session of somebody, or every other; how many there were. For use inside `write`; the caller tells the audit trail. */
export async function deleteSessions(tx: Prisma.TransactionClient, userId: string, { but }: { but?: string } = {}): Promise<number> {
  const { count } = await tx.session.deleteMany({ where: { userId, ...(but !== undefined && { id: { not: but } }) } })
  return count
}

export const aboutPerson = ({ userId, name }: { userId: string; name: string }) => ({ kind: 'person', id: userId, name })
