import 'server-only'
import { write } from '@/lib/db/client'
import { insertNotes } from '@/lib/db/notes'
import { readAll } from '@/lib/db/ticket-marks'
import type { Actor } from '@/lib/privatelink/actor'
import { announceRequests } from './announce'
import { authorise } from './authorise'

/** Adds a note to each of the requests. Nobody can change one afterwards, its author included. */
export async function writeNote(requestIds: readonly string[], text: string, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  await write(async (tx) => {
    const requests = await readAll(tx, requestIds, (request) => authorise(actor, 'writeNote', request))
    await insertNotes(tx, requests, { text, actor, now })
  })
  announceRequests(...requestIds)
}
