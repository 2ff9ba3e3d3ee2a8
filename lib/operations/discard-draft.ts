import 'server-only'
import { deleteDraft } from '@/lib/db/requests'
import { announceRequests } from './announce'

/** Throws a draft away. Refuses anything that was ever sent to AWS: that is history. */
export async function discardDraft(requestId: string): Promise<void> {
  await deleteDraft(requestId)
  announceRequests(requestId)
}
