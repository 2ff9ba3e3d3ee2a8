import 'server-only'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { whyNoAccess } from './accounts'
import { authorise } from './authorise'
import { lookAnew } from './look'

/** Looks at AWS now instead of at the next turn. The whole account and region is looked at: it costs the same one call. */
export async function refreshRequest(requestId: string, { actor }: { actor: Actor }): Promise<EndpointRequest> {
  const request = await getRequest(requestId)
  authorise(actor, 'lookNow', request)
  const allowed = canDo('lookNow', request.state)
  if (!allowed.ok) throw new AppError(allowed.reason, { code: 'nothing-to-look-at', status: 409 })
  if (!request.plan) throw new Error(`request ${requestId} is ${request.state} without a plan`)
  if (await whyNoAccess(request.plan.accountId)) throw new AppError(`Causeway has no access to account ${request.plan.accountId}, so it cannot look. Paste what AWS says on the page of the request.`, { code: 'no-access', status: 409 })

  const { problem } = await lookAnew({ accountId: request.plan.accountId, region: request.plan.region })
  if (problem) throw new AppError(`The look did not succeed, so nothing has changed here. ${problem}`, { code: 'look-failed', status: 503 })
  return getRequest(requestId)
}
