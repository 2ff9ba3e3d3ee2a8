import 'server-only'
import { insertAudit } from './audit'
import { write } from './client'
import type { KnownPerson } from './people'
import { aboutPerson } from './sessions'

type Refused = { person: Pick<KnownPerson, 'userId' | 'name'> | null; from: string | null; why: string; now: Date }

/** Somebody was not let in. Who is not known stays unnamed: what was typed may be a password in the wrong field. */
export async function noteRefusedSignIn({ person, from, why, now }: Refused): Promise<void> {
  const object = person ? aboutPerson(person) : { kind: 'person', id: '', name: 'nobody who is known' }
  const actor = { kind: 'user', name: object.name, from, ...(person && { userId: person.userId }) } as const
  await write((tx) => insertAudit(tx, [{ at: now, actor, action: 'person.sign-in-refused', object, after: { why } }]))
}
