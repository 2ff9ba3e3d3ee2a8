import 'server-only'
import { randomBytes } from 'node:crypto'
import { config } from '@/lib/config'
import { insertAudit } from '@/lib/db/audit'
import { write } from '@/lib/db/client'
import { insertReportToken } from '@/lib/db/evidence'
import { requestInside } from '@/lib/db/request-rows'
import { hashOfSecret } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import type { Actor } from '@/lib/privatelink/request'
import type { Place } from '@/lib/privatelink/evidence/places'
import { scriptSubjectOf } from '@/lib/privatelink/evidence/subject-of'
import { renderScript, type ScriptDialect } from '@/lib/privatelink/script'
import { authorise } from './authorise'
import { currentPorts } from './edit-ports'

/** How long a key of a script can be used, once. */
export const TOKEN_LASTS_MS = 60 * 60 * 1000

/** The script of a request, with a fresh key for one report within the hour. Only the key's hash is kept. Refuses a request that never had a plan (`no-plan`, 409). */
export async function makeScript(requestId: string, { dialect, place }: { dialect: ScriptDialect; place: Place }, { actor, now }: { actor: Extract<Actor, { name: string }>; now: Date }): Promise<string> {
  const token = `cwr_${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(now.getTime() + TOKEN_LASTS_MS)
  const { userId, name, role } = actor
  const request = await write(async (tx) => {
    const found = await requestInside(tx, requestId)
    authorise(actor, 'addEvidence', found)
    if (!found.plan) throw new AppError('This request has no plan yet, so there is nothing to look at. Finish its steps first.', { code: 'no-plan', status: 409 })
    await insertReportToken(tx, { tokenHash: hashOfSecret(token), requestId, madeAt: now, expiresAt, usedAt: null, place, person: { userId, name, role } })
    await insertAudit(tx, [{ at: now, actor, action: 'request.script-made', object: { kind: 'request', id: requestId, name: found.name }, after: { dialect, place, expiresAt: expiresAt.toISOString() } }])
    return found
  })
  return renderScript(dialect, scriptSubjectOf(request, { ports: await currentPorts(), report: { url: config().appUrl + paths.reports(), token } }))
}
