import 'server-only'
import { getEndpoint, listEndpointAddresses } from '@/lib/aws/endpoints'
import { getRequest, trackersOf } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { compareWithPlan, planOfDraft, type Difference } from '@/lib/privatelink/drift'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { authorise } from './authorise'
import { factOf } from './survey-network'

/** An endpoint beside the plan of a request. `trackedBy`: another request that looks after it already. */
export type Compared = { endpoint: Endpoint; differences: Difference[]; trackedBy: { requestId: string; name: string } | null }

/** Finds an endpoint somebody made and tells where it is not as planned. Changes nothing. Throws `AppError` where AWS does not show it. */
export async function compareEndpoint(requestId: string, endpointId: string, { actor }: { actor: Actor }): Promise<Compared> {
  const request = await getRequest(requestId)
  authorise(actor, 'adoptFound', request)
  const plan = request.plan ?? planOfDraft(request.draft)
  if (!plan) throw new AppError('Choose the service, the account and the VPC first.', { code: 'incomplete', status: 409 })
  const reach = { accountId: plan.accountId, region: plan.region }
  const endpoint = await getEndpoint(reach, endpointId)
  if (!endpoint)
    throw new AppError(`AWS shows no interface endpoint ${endpointId} in account ${plan.accountId}, ${plan.region}. Check the id and the place. AWS may take a minute to show what was made just now.`, { code: 'not-found', status: 404 })
  const addresses = await factOf(() => listEndpointAddresses(reach, endpoint.networkInterfaceIds))
  const tracker = (await trackersOf([endpointId])).get(endpointId)
  const differences = compareWithPlan(plan, endpoint, addresses.known ? addresses.value : [])
  return { endpoint, differences, trackedBy: tracker && tracker.requestId !== requestId ? { requestId: tracker.requestId, name: tracker.name } : null }
}
