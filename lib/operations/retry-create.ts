import 'server-only'
import { changeRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { refuseWithoutAccessTo } from './accounts'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { finishIntent } from './finish-intent'

/**
 * Takes a parked request up again, with the token it always had: it looks for the endpoint by its tag once more and creates
 * it only if there is none. A person decided that enough time has passed; AWS's own idempotency still guards the call.
 */
export async function retryCreate(requestId: string, { actor, now }: { actor: Actor; now: Date }): Promise<EndpointRequest> {
  await refuseWithoutAccessTo(requestId)
  const { request } = await changeRequest(requestId, (current) => {
    authorise(actor, 'retryCreate', current)
    const allowed = canDo('retryCreate', current.state)
    if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-parked', status: 409 })
    return {
      request: { ...current, state: 'creating', stateSince: now, problem: null, updatedAt: now },
      events: [{ at: now, actor, kind: 'create-retried', from: current.state, to: 'creating', detail: {} }],
    }
  })
  announceRequests(requestId)
  finishIntent(requestId, { actor, fresh: false })
  return request
}
