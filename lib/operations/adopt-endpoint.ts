import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { getEndpoint } from '@/lib/aws/endpoints'
import { changeRequest, getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { attachEndpoint } from '@/lib/privatelink/attach-endpoint'
import { isDead, planOfDraft } from '@/lib/privatelink/drift'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { planOfEndpoint } from '@/lib/privatelink/plan-of-endpoint'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { toldBySnapshot } from './told-by-snapshot'
import { learnAddresses } from './learn-addresses'

/**
 * Takes over an endpoint that is already there: made by hand, by Terraform, or by a call of ours whose answer was lost.
 * Changes nothing in AWS. The endpoint must connect the VPC and service of the request.
 */
export async function adoptEndpoint(
  requestId: string,
  endpointId: string,
  { actor, now }: { actor: Actor; now: Date },
): Promise<EndpointRequest> {
  const request = await getRequest(requestId)
  authorise(actor, 'adoptFound', request)
  const reach = reachOf(request)
  const endpoint = await getEndpoint(reach, endpointId)
  if (!endpoint) throw new AppError(`AWS shows no endpoint ${endpointId} in account ${reach.accountId}, ${reach.region}. Look at the review again.`, { code: 'not-found', status: 404 })

  const told = await toldBySnapshot(reach)
  const adopted = await changeRequest(requestId, (current) => {
    authorise(actor, 'adoptFound', current)
    const allowed = canDo(current.state === 'needs-review' ? 'adoptFound' : 'submit', current.state)
    if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-adoptable', status: 409 })
    mustFit(current, endpoint)
    const plan = planOfEndpoint(endpoint, { ...reach, hostnames: current.draft.hostnames, planned: current.plan ?? planOfDraft(current.draft), now })
    // The token of a parked call belongs to the plan it was sent with, not to what is taken over; it is never sent again.
    const taking = { ...current, plan, clientToken: null, submittedAt: current.submittedAt ?? now }
    const attached = attachEndpoint(taking, endpoint, { kind: 'endpoint-adopted', actor, now })
    return { ...attached, request: { ...attached.request, told } }
  })
  announceRequests(requestId)
  // the watcher sees nothing of an account in plan mode: the person brought the addresses too
  await learnAddresses(reach, [adopted.request], told ? actor : undefined)
  return adopted.request
}

function reachOf({ plan, draft }: EndpointRequest): Reach {
  const accountId = plan?.accountId ?? draft.accountId
  const region = plan?.region ?? draft.region
  if (!accountId || !region) throw new AppError('Choose the account and the instances first.', { code: 'incomplete', status: 409 })
  return { accountId, region }
}

function mustFit({ plan, draft, state }: EndpointRequest, endpoint: Endpoint): void {
  if (endpoint.state === 'deleting' || endpoint.state === 'deleted')
    throw new AppError(`${endpoint.endpointId} is deleted or about to be, so it cannot be taken over. Create a new one instead.`, { code: 'endpoint-deleted', status: 409 })
  // What our own lost call made is looked after in any state, since it is billed.
  if (isDead(endpoint.state) && state !== 'needs-review')
    throw new AppError(`${endpoint.endpointId} is ${endpoint.state} and cannot be connected again, so it is not taken over. Create a new one instead.`, { code: 'endpoint-dead', status: 409 })
  const wanted = { vpcId: plan?.vpcId ?? draft.vpcId, serviceName: plan?.serviceName ?? draft.serviceName }
  if (endpoint.vpcId !== wanted.vpcId)
    throw new AppError(`${endpoint.endpointId} is in ${endpoint.vpcId}, this request is about ${wanted.vpcId ?? 'no VPC yet'}.`, { code: 'other-vpc', status: 409 })
  if (endpoint.serviceName !== wanted.serviceName)
    throw new AppError(`${endpoint.endpointId} connects to ${endpoint.serviceName}, this request is about ${wanted.serviceName ?? 'no service yet'}.`, { code: 'other-service', status: 409 })
}
