import 'server-only'
import { randomUUID } from 'node:crypto'
import { changeRequest, getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { canDo } from '@/lib/privatelink/state'
import { refuseWithoutAccess } from './accounts'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { getPlan } from './check-plan'
import { finishIntent } from './finish-intent'

/**
 * Writes down that the endpoint shall be made, with the client token it will be made with, and only then lets it be made.
 * Pressing twice, two tabs, a replayed POST: the first one past this point wins, the others get its request back.
 * Two requests for one service in one VPC: the second is refused with the first one's id (`PlaceTakenError`).
 *
 * `planHash` is what the person saw on the review; if the plan has changed since, they are asked to look again.
 */
export async function createEndpoint(
  requestId: string,
  { actor, now, planHash: agreedTo }: { actor: Actor; now: Date; planHash: string },
): Promise<EndpointRequest> {
  const before = await getRequest(requestId)
  authorise(actor, 'submit', before)
  if (!canDo('submit', before.state).ok) return before
  if (before.draft.accountId) await refuseWithoutAccess(before.draft.accountId)

  const { plan, planHash } = await getPlan(before.draft, requestId)
  if (planHash !== agreedTo) throw lookAgain('What would be created')

  const { request } = await changeRequest(requestId, (current) => {
    authorise(actor, 'submit', current)
    if (!canDo('submit', current.state).ok) return null
    if (JSON.stringify(current.draft) !== JSON.stringify(before.draft)) throw lookAgain('The draft')
    return {
      request: {
        ...current,
        state: 'creating',
        stateSince: now,
        plan,
        clientToken: randomUUID(),
        attempts: 0,
        attemptedAt: null,
        problem: null,
        submittedAt: now,
        updatedAt: now,
      },
      events: [{ at: now, actor, kind: 'create-requested', from: current.state, to: 'creating', detail: { vpcId: plan.vpcId, serviceName: plan.serviceName } }],
    }
  })
  announceRequests(requestId)
  if (request.state === 'creating') finishIntent(requestId, { actor, fresh: true })
  return request
}

const lookAgain = (what: string) =>
  new AppError(`${what} has changed since you opened this review, perhaps in another window. Look at it again, then press the button.`, {
    code: 'plan-changed',
    status: 409,
  })
