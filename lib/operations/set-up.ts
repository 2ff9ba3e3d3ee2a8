import 'server-only'
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { config } from '@/lib/config'
import { insertAudit } from '@/lib/db/audit'
import { write } from '@/lib/db/client'
import { hasPeople, insertPerson } from '@/lib/db/people'
import { aboutPerson, hashOfToken } from '@/lib/db/sessions'
import { AppError } from '@/lib/errors'
import { paths } from '@/lib/paths'

/** Only its hash is kept; a restart makes another, unless SETUP_TOKEN says which. */
const shared = globalThis as unknown as { __causewaySetUpHash?: string; __causewaySetUpPath?: string }

/** While nobody has access: the way to the first administrator, for lib/http to print once the product is ready. */
export async function prepareSetUp(): Promise<void> {
  if (await hasPeople()) return
  const token = config().setupToken ?? randomBytes(24).toString('base64url')
  shared.__causewaySetUpHash = hashOfToken(token)
  shared.__causewaySetUpPath = paths.setUp(token)
}

/** Whether this token makes the first administrator now. Compared in the same time whatever it is. */
export async function isSetUpToken(token: string): Promise<boolean> {
  const expected = shared.__causewaySetUpHash
  if (!expected || (await hasPeople())) return false
  return timingSafeEqual(Buffer.from(hashOfToken(token)), Buffer.from(expected))
}

export const SET_UP_IS_OVER = 'This link does not work, or not any more. Whoever started Causeway finds the right one in what it printed; once somebody has access, they invite the others.'

type First = { name: string; email: string; passwordHash: string }

/** Makes the first administrator. Whether there is one already is asked in the same transaction, so that of two only one is made. */
export async function makeFirstAdministrator({ name, email, passwordHash }: First, { from, now }: { from: string | null; now: Date }): Promise<void> {
  const userId = randomUUID()
  await write(async (tx) => {
    if ((await tx.person.findFirst({ select: { id: true } })) !== null) throw new AppError(SET_UP_IS_OVER, { code: 'set-up-is-over', status: 404 })
    await insertPerson(tx, { userId, name, email, role: 'admin', passwordHash, now })
    await insertAudit(tx, [{ at: now, actor: { kind: 'user', name, userId, from }, action: 'person.set-up', object: aboutPerson({ userId, name }), after: { role: 'admin', email } }])
  })
  delete shared.__causewaySetUpHash
  delete shared.__causewaySetUpPath
}
