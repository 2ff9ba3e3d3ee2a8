import 'server-only'
import type { Who } from '@/lib/privatelink/actor'
import type { Note } from '@/lib/privatelink/desk'
import { reader } from './client'
import { insertEvents } from './events'
import type { Prisma } from './generated/client'
import { fromWhoColumns, toWhoColumns } from './who-columns'

/** The notes about a request, oldest first, at most the last two hundred. There is no way to change one. */
export async function listNotes(requestId: string): Promise<Note[]> {
  const rows = await reader().deskNote.findMany({ where: { requestId }, orderBy: { id: 'desc' }, take: 200 })
  return rows.reverse().map(({ id, at, text, ...who }) => ({ id, at, text, by: fromWhoColumns(who) }))
}

/** Adds the same note to each, with an event in each history. For use inside `write`. */
export async function insertNotes(tx: Prisma.TransactionClient, requests: readonly { requestId: string; name: string }[], { text, actor, now }: { text: string; actor: Who; now: Date }): Promise<void> {
  await tx.deskNote.createMany({ data: requests.map(({ requestId }) => ({ requestId, at: now, text, ...toWhoColumns(actor) })) })
  await insertEvents(tx, requests.map(({ requestId, name }) => ({ requestId, name, event: { at: now, actor, kind: 'note-written', from: null, to: null, detail: { text } } })))
}
