import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { deleteEndpoint as deleteInAws } from '@/lib/aws/endpoints'
import { AwsError } from '@/lib/aws/errors'
import { changeRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { refuseWithoutAccessTo } from './accounts'
import { announceRequests } from './announce'
import { authorise } from './authorise'

/** Where a request stood before, to be put back there with its own “since”. */
type Stood = Pick<EndpointRequest, 'state' | 'stateSince'>

/**
 * Deletes the endpoint in AWS. The wish is written first, so that a crash in between is told as what it was; a refusal puts
 * the request back where it stood, with AWS's reason. Where the answer is lost the watcher finds out what became of it.
 */
export async function deleteEndpoint(requestId: string, { actor, now }: { actor: Actor; now: Date }): Promise<EndpointRequest> {
  await refuseWithoutAccessTo(requestId)
  let stood: Stood | undefined
  const { request } = await changeRequest(requestId, (current) => {
    authorise(actor, 'delete', current)
    const allowed = canDo('delete', current.state)
    if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-deletable', status: 409 })
    stood = current
    return {
      request: { ...current, state: 'deleting', stateSince: now, updatedAt: now },
      events: [{ at: now, actor, kind: 'delete-requested', from: current.state, to: 'deleting', detail: { endpointId: current.endpointId ?? '' } }],
    }
  })
  announceRequests(requestId)
  await call(request, { ...stood!, actor })
  return request
}

async function call(request: EndpointRequest, stood: Stood & { actor: Actor }): Promise<void> {
  if (!request.plan || !request.endpointId) throw new Error(`request ${request.requestId} has no endpoint to delete`)
  const reach: Reach = { accountId: request.plan.accountId, region: request.plan.region, requestId: request.requestId }
  try {
    await deleteInAws(reach, request.endpointId)
  } catch (error) {
    if (!(error instanceof AwsError) || !error.outcomeKnown) throw error
    await putBack(request.requestId, { ...stood, reason: error.message })
    throw error
  }
}

async function putBack(requestId: string, { state, stateSince, actor, reason }: Stood & { actor: Actor; reason: string }): Promise<void> {
  const now = new Date()
  await changeRequest(requestId, (current) => {
    if (current.state !== 'deleting') return null
    return {
      request: { ...current, state, stateSince, updatedAt: now },
      events: [{ at: now, actor, kind: 'delete-failed', from: 'deleting', to: state, detail: { reason } }],
    }
  })
  announceRequests(requestId)
}
