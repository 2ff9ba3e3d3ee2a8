import 'server-only'
import type { Who } from '@/lib/privatelink/actor'
import type { Note } from '@/lib/privatelink/desk'
import { insertEvents } from './events'
import { Prisma } from './generated/client'
import type { DeskNoteModel } from './generated/models'
import { readPart, table, type Part } from './parts'
import { fromWhoColumns, toWhoColumns } from './who-columns'

const NOTES = table<DeskNoteModel>('DeskNote', { id: 'plain', requestId: 'plain', at: 'date', actorKind: 'plain', actorName: 'plain', actorId: 'plain', text: 'plain' })

/** The notes about a request, oldest first, at most the last two hundred. There is no way to change one. */
export function notesOf(requestId: string): Part<Note[]> {
  const newest = NOTES.rows(Prisma.sql`WHERE "requestId" = ${requestId} ORDER BY "id" DESC LIMIT 200`, ({ id, at, text, ...who }) => ({ id, at, text, by: fromWhoColumns(who) }))
  return { ...newest, read: (json) => newest.read(json).reverse() }
}

export const listNotes = (requestId: string): Promise<Note[]> => readPart(notesOf(requestId))

/** Adds the same note to each, with an event in each history. For use inside `write`. */
export async function insertNotes(tx: Prisma.TransactionClient, requests: readonly { requestId: string; name: string }[], { text, actor, now }: { text: string; actor: Who; now: Date }): Promise<void> {
  await tx.deskNote.createMany({ data: requests.map(({ requestId }) => ({ requestId, at: now, text, ...toWhoColumns(actor) })) })
  await insertEvents(tx, requests.map(({ requestId, name }) => ({ requestId, name, event: { at: now, actor, kind: 'note-written', from: null, to: null, detail: { text } } })))
}
