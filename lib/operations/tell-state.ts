import 'server-only'
import { findAccount } from '@/lib/db/accounts'
import type { Evidence } from '@/lib/db/evidence'
import { findRequest, getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { describeActor } from '@/lib/privatelink/event'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { secretInText } from '@/lib/privatelink/secrets'
import { isOpen } from '@/lib/privatelink/state'
import { cleanText } from '@/lib/privatelink/text'
import { endpointAsTold, type TellableState, type Told } from '@/lib/privatelink/told'
import { letsTrafficThrough } from '@/lib/privatelink/told-by-script'
import { authorise } from './authorise'
import { foldTold } from './fold-told'

type By = { actor: Actor; now: Date }

/**
 * A person’s own word for how the endpoint stands, with a note on how they know. Only where Causeway has no access (`has-access`, 409):
 * elsewhere AWS itself is looked at. Throws `AppError` `no-note` and `nothing-to-tell`.
 */
export async function tellState(requestId: string, given: { state: TellableState; note: string }, { actor, now }: By): Promise<EndpointRequest> {
  const request = await getRequest(requestId)
  authorise(actor, 'tellState', request)
  const note = cleanText(given.note, 500).trim()
  if (note === '') throw new AppError('Write how you know it, such as “the console of account data shows it”.', { code: 'no-note', status: 400 })
  const secret = secretInText(note)
  if (secret) throw new AppError(secret, { code: 'secret-pasted', status: 400 })
  await mustBeTellable(request)
  await fold(request, given.state, { at: now, by: describeActor(actor), how: 'hand', note }, { actor, now })
  return getRequest(requestId)
}

/** What the script saw from inside the VPC: where a connection through the endpoint opened, the endpoint lets traffic through. Tells nothing else. */
export async function tellFromScript(evidence: Evidence, { actor, now }: By): Promise<void> {
  if (evidence.place !== 'vpc') return
  const request = await findRequest(evidence.requestId)
  if (!request?.plan || !isOpen(request.state) || request.state === 'available' || !letsTrafficThrough(request, evidence.reading.findings)) return
  if ((await findAccount(request.plan.accountId))?.source.kind !== 'snapshot') return
  // the key of a script is nobody’s API token: it is the report of who made the script
  await fold(request, 'available', { at: now, by: evidence.actor.name, how: 'script', note: null }, { actor, now })
}

async function mustBeTellable({ plan, endpointId, state }: EndpointRequest): Promise<void> {
  if (!plan || !endpointId || !isOpen(state)) throw new AppError('There is no endpoint whose state could be reported.', { code: 'nothing-to-tell', status: 409 })
  if ((await findAccount(plan.accountId))?.source.kind === 'snapshot') return
  throw new AppError(`Causeway looks at account ${plan.accountId} itself, so there is nothing to report.`, { code: 'has-access', status: 409 })
}

async function fold(request: EndpointRequest, state: TellableState, told: Told, by: By): Promise<void> {
  const { accountId, region } = request.plan!
  await foldTold({ accountId, region }, [endpointAsTold(request, state)], told, by)
}
