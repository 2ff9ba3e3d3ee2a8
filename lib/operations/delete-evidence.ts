import 'server-only'
import { write } from '@/lib/db/client'
import { deleteEvidenceRow, getEvidence } from '@/lib/db/evidence'
import { insertEvents } from '@/lib/db/events'
import { requestInside } from '@/lib/db/request-rows'
import { AppError } from '@/lib/errors'
import { userIdOf } from '@/lib/privatelink/actor'
import type { Actor } from '@/lib/privatelink/request'
import { authorise } from './authorise'
import { judgeAnew } from './judge-anew'

/** Deletes a piece of evidence that the actor gave themself; refuses others’ (`not-own-evidence`, 403). The history keeps that it was there. */
export async function deleteEvidence(evidenceId: string, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  const requestId = await write(async (tx) => {
    const evidence = await getEvidence(tx, evidenceId)
    const request = await requestInside(tx, evidence.requestId)
    authorise(actor, 'addEvidence', request)
    if (userIdOf(evidence.actor) !== userIdOf(actor)) throw new AppError(`Only ${evidence.actor.name || 'who added it'} may delete this evidence.`, { code: 'not-own-evidence', status: 403 })
    await deleteEvidenceRow(tx, evidenceId)
    await insertEvents(tx, [{ requestId: request.requestId, name: request.name, event: { at: now, actor, kind: 'evidence-removed', from: null, to: null, detail: { evidenceId } } }])
    return request.requestId
  })
  await judgeAnew(requestId, now)
}
