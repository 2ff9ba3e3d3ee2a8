import 'server-only'
import { changeRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { parseHostnames, regionOf } from '@/lib/privatelink/hostnames'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { isOpen } from '@/lib/privatelink/state'
import { authorise } from './authorise'
import { judgeAnew } from './judge-anew'
import { refuseSecrets } from './save-draft'

/** Names the instances behind an endpoint that was taken over without; the ticket and the checks need them. Once they are named they stay. */
export async function giveHostnames(requestId: string, hostnamesText: string, { actor, now }: { actor: Actor; now: Date }): Promise<EndpointRequest> {
  refuseSecrets({ hostnamesText })
  const { hostnames, problems } = parseHostnames(hostnamesText)
  if (problems[0]) throw new AppError(problems[0].reason, { code: 'bad-hostname' })
  if (hostnames.length === 0) throw new AppError('Give at least one ClickHouse hostname.', { code: 'no-hostname' })
  const { request } = await changeRequest(requestId, (current) => {
    authorise(actor, 'adoptFound', current)
    const { plan, draft } = current
    if (!plan || !isOpen(current.state)) throw new AppError('This request has no endpoint whose instances could be named.', { code: 'no-endpoint', status: 409 })
    if (plan.hostnames.length > 0) throw new AppError('The instances of this request are named already.', { code: 'named-already', status: 409 })
    const stray = hostnames.find((name) => regionOf(name) !== plan.region)
    if (stray) throw new AppError(`${stray} is in ${regionOf(stray)}, the endpoint is in ${plan.region}. An endpoint reaches instances of its own region only.`, { code: 'other-region' })
    const event = { at: now, actor, kind: 'hostnames-given' as const, from: null, to: null, detail: { hostnames: hostnames.join(', ') } }
    return { request: { ...current, plan: { ...plan, hostnames }, draft: { ...draft, hostnames, hostnamesText: hostnames.join('\n') }, clientToken: null, updatedAt: now }, events: [event] }
  })
  await judgeAnew(requestId, now)
  return request
}
