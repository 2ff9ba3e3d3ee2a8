import 'server-only'
import { insertAudit } from '@/lib/db/audit'
import { findChecksRun, storeChecksRun, type ChecksRun } from '@/lib/db/checks'
import { write } from '@/lib/db/client'
import type { Actor } from '@/lib/privatelink/actor'
import { conclude, type Verdict } from '@/lib/privatelink/checks'
import { announceRequests } from './announce'
import { judgeInside } from './judge-anew'

type Ran = { actor: Actor; now: Date; action: 'request.checks-run' | 'request.query-run' }

/**
 * Keeps what was seen in the place of the run before, judges it with all that is known, and tells the trail: one transaction, so nothing
 * that ended meanwhile is lost. `next` makes the run to keep of the one that is there now; it must be pure and quick.
 */
export async function keepRun(requestId: string, next: (before: ChecksRun | null) => ChecksRun, { actor, now, action }: Ran): Promise<Verdict[]> {
  const verdicts = await write(async (tx) => {
    await storeChecksRun(tx, next(await findChecksRun(requestId, tx)))
    const judged = await judgeInside(tx, requestId, now)
    const { tone, symptomId } = conclude(judged.verdicts)
    await insertAudit(tx, [{ at: now, actor, action, object: { kind: 'request', id: requestId, name: judged.request.name }, after: { tone, symptomId } }])
    return judged.verdicts
  })
  announceRequests(requestId)
  return verdicts
}
