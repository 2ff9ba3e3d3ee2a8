import 'server-only'
import type { Person } from '@/lib/privatelink/actor'
import { isRole, type Role } from '@/lib/privatelink/roles'
import { reader } from './client'
import type { Prisma } from './generated/client'
import type { PersonModel } from './generated/models'

/** Somebody who has access, or had. `signsInWith`: their ways to prove who they are. */
export type KnownPerson = { userId: string; name: string; email: string; role: Role; disabledAt: Date | null; createdAt: Date }
export type ListedPerson = KnownPerson & { seenAt: Date | null; signsInWith: ('password' | 'provider')[] }

/** Whether anybody was ever let in: while nobody was, the set-up link works. */
export async function hasPeople(): Promise<boolean> {
  return (await reader().person.findFirst({ select: { id: true } })) !== null
}

export async function findPerson(userId: string): Promise<KnownPerson | null> {
  const row = await reader().person.findUnique({ where: { id: userId } })
  return row && toPerson(row)
}

/** Inside `write`: as they stand now, whatever was read before. */
export async function findPersonInside(tx: Prisma.TransactionClient, userId: string): Promise<KnownPerson | null> {
  const row = await tx.person.findUnique({ where: { id: userId } })
  return row && toPerson(row)
}

export async function findPersonByEmail(email: string): Promise<KnownPerson | null> {
  const row = await reader().person.findUnique({ where: { email: email.toLowerCase() } })
  return row && toPerson(row)
}

/** Everybody by name, or one of them, with when they were last seen. An installation has dozens of people, not thousands. */
export async function listPeople({ userId }: { userId?: string } = {}): Promise<ListedPerson[]> {
  const rows = await reader().person.findMany({
    where: { id: userId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: { sessions: { orderBy: { seenAt: 'desc' }, take: 1, select: { seenAt: true } }, credentials: { select: { providerId: true } } },
  })
  return rows.map(({ sessions, credentials, ...row }) => ({
    ...toPerson(row),
    seenAt: sessions[0]?.seenAt ?? null,
    signsInWith: credentials.map(({ providerId }) => (providerId === PASSWORD ? 'password' : 'provider')),
  }))
}

/** The kind of credential that is a password; any other is named after the provider. */
export const PASSWORD = 'credential'

export type NewPerson = { userId: string; name: string; email: string; role: Role; passwordHash: string; now: Date }

/** A person with a password. For use inside `write`; the caller tells the audit trail. */
export async function insertPerson(tx: Prisma.TransactionClient, { userId, name, email, role, passwordHash, now }: NewPerson): Promise<void> {
  const times = { createdAt: now, updatedAt: now }
  await tx.person.create({ data: { id: userId, name, email: email.toLowerCase(), emailVerified: false, role, ...times } })
  await tx.credential.create({ data: { id: `password-${userId}`, userId, providerId: PASSWORD, accountId: userId, password: passwordHash, ...times } })
}

/** The hash of somebody's password; null for who signs in with the provider only. */
export async function findPasswordHash(userId: string): Promise<string | null> {
  const row = await reader().credential.findUnique({ where: { providerId_accountId: { providerId: PASSWORD, accountId: userId } }, select: { password: true } })
  return row?.password ?? null
}

/** A role that is not in the table was written by a newer version, or by hand: it may do nothing. */
function toPerson(row: PersonModel): KnownPerson {
  if (!isRole(row.role)) throw new Error(`The person ${row.id} has the role “${row.role}”, which this version does not know.`)
  return { userId: row.id, name: row.name, email: row.email, role: row.role, disabledAt: row.disabledAt, createdAt: row.createdAt }
}

export const asPerson = ({ userId, name, role }: KnownPerson): Person => ({ userId, name, role })
