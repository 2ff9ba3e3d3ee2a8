import 'server-only'
import { createRequest, getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { authorise } from './authorise'
import { newRequest } from './start-request'

/** Opens a new draft with everything the old request had, to be corrected. Pressing twice opens one. */
export async function copyRequest(
  requestId: string,
  { actor, now, idempotencyKey }: { actor: Actor; now: Date; idempotencyKey: string },
): Promise<EndpointRequest> {
  const original = await getRequest(requestId)
  authorise(actor, 'copy', original)
  const allowed = canDo('copy', original.state)
  if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-copyable', status: 409 })

  const { request } = await createRequest({
    request: newRequest({ draft: original.draft, actor, now, copiedFrom: requestId }),
    events: [{ at: now, actor, kind: 'copied-from', from: null, to: 'draft', detail: { requestId, name: original.name } }],
    idempotencyKey,
  })
  return request
}
