import 'server-only'
import { getEndpoint } from '@/lib/aws/endpoints'
import { changeRequest, getRequest } from '@/lib/db/requests'
import { findWish } from '@/lib/db/private-dns'
import { AppError } from '@/lib/errors'
import { digestOf, driftOf } from '@/lib/privatelink/drift'
import { planOfEndpoint } from '@/lib/privatelink/plan-of-endpoint'
import { isUnderWay } from '@/lib/privatelink/private-dns'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { cleanLine } from '@/lib/privatelink/text'
import { announceRequests } from './announce'
import { authorise } from './authorise'

/**
 * Makes what AWS shows the plan: exports, checks and the next comparison go by it. Changes nothing in AWS. `digest` is of what the
 * person saw; where AWS shows something else by now they are asked to look again. Where both agree already, nothing is written.
 */
export async function acceptDrift(requestId: string, { digest, actor, now }: { digest: string; actor: Actor; now: Date }): Promise<EndpointRequest> {
  const before = await getRequest(requestId)
  authorise(actor, 'acceptDrift', before)
  const { plan, endpointId } = before
  const allowed = canDo('lookNow', before.state)
  if (!allowed.ok) throw new AppError(allowed.reason, { code: 'no-endpoint', status: 409 })
  if (!plan || !endpointId) throw new Error(`request ${requestId} is ${before.state} without a plan or an endpoint`)

  const wish = await findWish(requestId)
  if (wish && isUnderWay(wish)) throw new AppError('Private DNS is being switched just now. Wait until that is done, then compare again.', { code: 'switch-under-way', status: 409 })
  const seen = await getEndpoint(plan, endpointId)
  if (!seen) throw new AppError('AWS does not show the endpoint at present, so there is nothing to accept. Look now, and read the state of the request.', { code: 'not-found', status: 409 })
  const sameAsShown = digestOf(seen) === digest

  const { request } = await changeRequest(requestId, (current) => {
    authorise(actor, 'acceptDrift', current)
    const differences = driftOf(current, seen, wish)
    // Kept either way, so that the page shows what AWS shows now.
    if (!sameAsShown || differences.length === 0 || !current.plan) return { request: current, events: [], seen }
    const { accountId, region, hostnames } = current.plan
    const seenZones = current.addresses.map(({ subnetId, zoneId, zoneName }) => ({ subnetId, zoneId, zoneName, cidr: '' }))
    const planned = { subnets: [...current.plan.subnets.filter(({ zoneId }) => zoneId !== ''), ...seenZones] }
    const accepted = planOfEndpoint(seen, { accountId, region, hostnames, planned, now })
    const fields = differences.map(({ label, planned: was, live }) => `${label}: ${was} → ${live}`).join('; ')
    // The token belongs to the plan it was sent with; the endpoint is there, so it is never sent again.
    return { request: { ...current, plan: accepted, clientToken: null, updatedAt: now }, events: [{ at: now, actor, kind: 'drift-accepted', from: null, to: null, detail: { fields: cleanLine(fields, 1_000) } }], seen }
  })
  announceRequests(requestId)
  if (!sameAsShown) throw new AppError('AWS shows something else than you were shown: it was changed in between. Read the differences again, then decide.', { code: 'changed-again', status: 409 })
  return request
}
