import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Who } from '@/lib/privatelink/actor'
import { insertAudit } from './audit'
import { reader, write } from './client'
import type { Prisma } from './generated/client'
import { aboutPerson, hashOfToken } from './sessions'

type Cells = Record<string, unknown>
/** What the sign-in library may do to one kind of row: every condition is equality, all of them hold. */
export type SignInTable = {
  create: (row: Cells) => Promise<Cells>
  list: (where: Cells) => Promise<Cells[]>
  change: (where: Cells, patch: Cells) => Promise<Cells | null>
  remove: (where: Cells) => Promise<Cells[]>
}
export type SignInModel = 'user' | 'account' | 'session' | 'verification'

const joined = new AsyncLocalStorage<Prisma.TransactionClient>()

/** Several writes of the library as one: all of them, or none. A person without their way to sign in could never come in. */
export const inOneWrite = <T>(work: () => Promise<T>): Promise<T> => write((tx) => joined.run(tx, work), { unaudited: 'each write in it tells the trail, or says why not' })

/** A write of its own, or a part of the one that it happens in. */
function put<T>(work: (tx: Prisma.TransactionClient) => Promise<T>, options?: { unaudited: string }): Promise<T> {
  const tx = joined.getStore()
  return tx ? work(tx) : write(work, options)
}

/**
 * The four tables of the sign-in library, by its own names. Writes go through the one door and tell the audit trail; a token is
 * hashed before it is stored and never comes back; what the provider hands out (access and refresh tokens) is not stored at all.
 */
export const signInStore: Record<SignInModel, SignInTable> = {
  user: {
    create: (row) =>
      put(async (tx) => {
        const data = personOf(row)
        const person = await tx.person.create({ data })
        await insertAudit(tx, [{ at: data.createdAt, actor: PROVIDER, action: 'person.added', object: aboutPerson({ userId: person.id, name: person.name }), after: { role: person.role, email: person.email } }])
        return person
      }),
    list: (where) => reader().person.findMany({ where: where as Prisma.PersonWhereInput, take: 2 }),
    change: (where, patch) => put((tx) => changePerson(tx, where, patch)),
    remove: refuse('people are disabled, not deleted'),
  },
  account: {
    create: (row) => put((tx) => tx.credential.create({ data: credentialOf(row) }), { unaudited: 'the person it belongs to is told of' }),
    list: (where) => reader().credential.findMany({ where: where as Prisma.CredentialWhereInput, take: 10 }),
    change: async (where) => reader().credential.findFirst({ where: where as Prisma.CredentialWhereInput }),
    remove: refuse('ways to sign in are not taken away'),
  },
  session: {
    create: (row) => put((tx) => createSession(tx, row)),
    list: async () => [],
    change: async () => null,
    remove: refuse('sessions are ended by name'),
  },
  verification: {
    create: (row) =>
      put(
        async (tx) => {
          const data = row as Prisma.SignInStateCreateInput
          await tx.signInState.deleteMany({ where: { expiresAt: { lt: data.createdAt } } })
          return tx.signInState.create({ data })
        },
        { unaudited: 'a sign-in that has only begun' },
      ),
    list: (where) => reader().signInState.findMany({ where: where as Prisma.SignInStateWhereInput, take: 1 }),
    change: async () => null,
    remove: (where) =>
      put(
        async (tx) => {
          const rows = await tx.signInState.findMany({ where: where as Prisma.SignInStateWhereInput })
          await tx.signInState.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })
          return rows
        },
        { unaudited: 'a sign-in that has only begun' },
      ),
  },
}

/** The identity provider says who people are and what they may. */
const PROVIDER: Who = { kind: 'system' }

function refuse(why: string) {
  return () => Promise.reject(new Error(`The sign-in library may not do this: ${why}.`))
}

async function changePerson(tx: Prisma.TransactionClient, where: Cells, patch: Cells): Promise<Cells | null> {
  const before = await tx.person.findFirst({ where: where as Prisma.PersonWhereInput })
  if (!before) return null
  const { name = before.name, role = before.role, updatedAt } = patch as Partial<typeof before>
  const isSame = name === before.name && role === before.role
  if (isSame) return before
  const after = await tx.person.update({ where: { id: before.id }, data: { name, role, updatedAt: updatedAt ?? before.updatedAt } })
  await insertAudit(tx, [
    {
      at: after.updatedAt,
      actor: PROVIDER,
      action: role === before.role ? 'person.renamed' : 'person.role-changed',
      object: aboutPerson({ userId: after.id, name: after.name }),
      before: { name: before.name, role: before.role },
      after: { name, role },
    },
  ])
  return after
}

async function createSession(tx: Prisma.TransactionClient, row: Cells): Promise<Cells> {
  const { id, token, userId, createdAt, expiresAt, ipAddress, userAgent } = row as { id: string; token: string; userId: string; createdAt: Date; expiresAt: Date; ipAddress?: string; userAgent?: string }
  // Read in the same transaction: who was disabled while the password was checked is not let in.
  const person = await tx.person.findFirst({ where: { id: userId, disabledAt: null } })
  if (!person) throw new Error('A session was asked for somebody who is not let in.')
  const fromAddress = ipAddress || null
  await tx.session.deleteMany({ where: { userId, expiresAt: { lt: createdAt } } })
  await tx.session.create({ data: { id, tokenHash: hashOfToken(token), userId, createdAt, seenAt: createdAt, expiresAt, fromAddress, userAgent: userAgent?.slice(0, 300) || null } })
  const object = aboutPerson({ userId, name: person.name })
  await insertAudit(tx, [{ at: createdAt, actor: { kind: 'user', name: person.name, userId, from: fromAddress }, action: 'person.signed-in', object }])
  return row
}

function personOf(row: Cells) {
  const { id, name, email, emailVerified, role, createdAt, updatedAt } = row as { id: string; name: string; email: string; emailVerified: boolean; role: string; createdAt: Date; updatedAt: Date }
  return { id, name, email, emailVerified, role, createdAt, updatedAt }
}

function credentialOf(row: Cells) {
  const { id, userId, providerId, accountId, createdAt, updatedAt } = row as { id: string; userId: string; providerId: string; accountId: string; createdAt: Date; updatedAt: Date }
  return { id, userId, providerId, accountId, createdAt, updatedAt }
}
