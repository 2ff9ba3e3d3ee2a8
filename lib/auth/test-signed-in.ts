import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { adoptConfig, config } from '@/lib/config'
import { closeDatabase, openDatabase, write } from '@/lib/db/client'
import { insertPerson } from '@/lib/db/people'
import { hashOfToken } from '@/lib/db/sessions'
import { migratedFile } from '@/lib/db/temporary-file'
import type { Role } from '@/lib/privatelink/roles'
import { authSecret } from './secret'

const shared = globalThis as { __causewaySecret?: unknown; __causewayConfig?: unknown }

/** A database of its own for the tests of a file, with nobody in it. */
export async function openForTests(): Promise<{ file: string; close: () => Promise<void> }> {
  const file = migratedFile()
  adoptConfig({ ...config(), databaseFile: file })
  await openDatabase(file)
  const close = async () => {
    await closeDatabase()
    delete shared.__causewaySecret
    delete shared.__causewayConfig
  }
  return { file, close }
}

/** A person with a session; `cookie` is the value a browser holds. */
export async function makeSignedIn(role: Role, { now = new Date(), passwordHash = 'not-a-hash' }: { now?: Date; passwordHash?: string } = {}) {
  const [userId, sessionId, token] = [randomUUID(), randomUUID(), randomBytes(24).toString('base64url')]
  const person = { userId, name: `A ${role}`, email: `${userId}@people.example`, role }
  await write(
    async (tx) => {
      await insertPerson(tx, { ...person, passwordHash, now })
      await tx.session.create({ data: { id: sessionId, tokenHash: hashOfToken(token), userId, createdAt: now, seenAt: now, expiresAt: new Date(now.getTime() + 7 * 86_400_000) } })
    },
    { unaudited: 'arranged by a test' },
  )
  return { ...person, sessionId, token, cookie: `${token}.${createHmac('sha256', authSecret()).update(token).digest('base64')}` }
}
