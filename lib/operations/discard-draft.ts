import 'server-only'
import { deleteDraft } from '@/lib/db/requests'
import type { Actor } from '@/lib/privatelink/actor'
import { announceRequests } from './announce'
import { authorise } from './authorise'

/** Throws a draft away. Refuses anything that was ever sent to AWS: that is history. */
export async function discardDraft(requestId: string, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  await deleteDraft(requestId, { actor, now, allow: (request) => authorise(actor, 'discard', request) })
  announceRequests(requestId)
}
