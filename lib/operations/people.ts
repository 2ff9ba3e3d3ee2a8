import 'server-only'
import { insertAudit } from '@/lib/db/audit'
import { write } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import { findPersonInside, PASSWORD, type KnownPerson } from '@/lib/db/people'
import { aboutPerson, deleteSessions } from '@/lib/db/sessions'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Actor, Asking } from '@/lib/privatelink/actor'
import type { Role } from '@/lib/privatelink/roles'
import { announce } from './announce'
import { authorise } from './authorise'

type By = { actor: Asking; now: Date }

/** Gives somebody another role. Their sessions go on with it: it is read anew at every page, action and message of a stream. */
export async function changeRole(userId: string, role: Role, { actor, now }: By): Promise<void> {
  authorise(actor, 'managePeople')
  await write(async (tx) => {
    const person = await getPerson(tx, userId)
    if (person.role === role) return
    await keepAnAdministrator(tx, person)
    await tx.person.update({ where: { id: userId }, data: { role, updatedAt: now } })
    await insertAudit(tx, [{ at: now, actor, action: 'person.role-changed', object: aboutPerson(person), before: { role: person.role }, after: { role } }])
  })
  announce({ type: 'access' })
}

/** Takes somebody's access away: their sessions end now, and they cannot sign in. What they did stays theirs. */
export async function disablePerson(userId: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'managePeople')
  await write(async (tx) => {
    const person = await getPerson(tx, userId)
    if (person.disabledAt) return
    if (userId === actor.userId) throw new AppError('You cannot take your own access away. Another administrator can.', { code: 'own-access', status: 409 })
    await keepAnAdministrator(tx, person)
    await tx.person.update({ where: { id: userId }, data: { disabledAt: now, updatedAt: now } })
    const sessions = await deleteSessions(tx, userId)
    await insertAudit(tx, [{ at: now, actor, action: 'person.disabled', object: aboutPerson(person), after: { sessionsEnded: sessions } }])
  })
  announce({ type: 'access' })
}

/** Gives access back. */
export async function enablePerson(userId: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'managePeople')
  await write(async (tx) => {
    const person = await getPerson(tx, userId)
    if (!person.disabledAt) return
    await tx.person.update({ where: { id: userId }, data: { disabledAt: null, updatedAt: now } })
    await insertAudit(tx, [{ at: now, actor, action: 'person.enabled', object: aboutPerson(person) }])
  })
}

/** Ends every session of somebody, who keeps their access and signs in again; how many there were. */
export async function signOutPerson(userId: string, { actor, now }: By): Promise<number> {
  authorise(actor, 'managePeople')
  return endSessions((tx) => getPerson(tx, userId), 'person.sessions-ended', { actor, now })
}

/** Ends every session of the actor, this one too; how many there were. */
export async function signOutEverywhere({ actor, now }: By): Promise<number> {
  authorise(actor, 'manageOwnSessions')
  return endSessions(() => actor, 'person.signed-out-everywhere', { actor, now })
}

/** Who had no session has nothing told of them. */
async function endSessions(whose: (tx: Prisma.TransactionClient) => KnownPerson | Asking | Promise<KnownPerson>, action: string, { actor, now }: By): Promise<number> {
  const ended = await write(async (tx) => {
    const person = await whose(tx)
    const count = await deleteSessions(tx, person.userId)
    if (count > 0) await insertAudit(tx, [{ at: now, actor, action, object: aboutPerson(person), after: { sessionsEnded: count } }])
    return count
  })
  announce({ type: 'access' })
  return ended
}

/** Gives the actor another password and ends their other sessions. `sessionId`: the one that stays. */
export async function setOwnPassword({ passwordHash, sessionId }: { passwordHash: string; sessionId: string }, { actor, now }: By & { actor: Extract<Actor, { kind: 'user' }> }): Promise<void> {
  authorise(actor, 'manageOwnSessions')
  await write(async (tx) => {
    const { count } = await tx.credential.updateMany({ where: { userId: actor.userId, providerId: PASSWORD }, data: { password: passwordHash, updatedAt: now } })
    if (count === 0) throw new AppError('You sign in with your organisation’s provider, so there is no password to change here.', { code: 'no-password', status: 409 })
    const sessions = await deleteSessions(tx, actor.userId, { but: sessionId })
    await insertAudit(tx, [{ at: now, actor, action: 'person.password-set', object: aboutPerson(actor), after: { otherSessionsEnded: sessions } }])
  })
  announce({ type: 'access' })
}

async function getPerson(tx: Prisma.TransactionClient, userId: string): Promise<KnownPerson> {
  const person = await findPersonInside(tx, userId)
  if (!person) throw new NotFoundError('The person')
  return person
}

/** Without an administrator nobody could ever be let in again. */
async function keepAnAdministrator(tx: Prisma.TransactionClient, person: KnownPerson): Promise<void> {
  if (person.role !== 'admin' || person.disabledAt) return
  const others = await tx.person.count({ where: { role: 'admin', disabledAt: null, id: { not: person.userId } } })
  if (others === 0) throw new AppError('This is the last administrator. Make somebody else one first.', { code: 'last-administrator', status: 409 })
}
