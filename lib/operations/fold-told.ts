import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { changeRequests, getRequests, listWatched } from '@/lib/db/requests'
import { log } from '@/lib/log'
import type { Actor } from '@/lib/privatelink/actor'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import type { Event } from '@/lib/privatelink/event'
import { observe } from '@/lib/privatelink/observe'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { mayDo } from '@/lib/privatelink/roles'
import type { Told } from '@/lib/privatelink/told'
import { announceRequests } from './announce'
import { learnAddresses } from './learn-addresses'

type By = { actor: Actor; now: Date }
export type Folded = { requestId: string; name: string; state: EndpointRequest['state'] }

/**
 * Folds what a person reported of endpoints into the requests of an account and region that look after them, as the watcher folds in
 * what it sees. An endpoint that is not among them is not known, never “missed”: a person pastes a part. Older words than those known are left out.
 */
export async function foldTold(reach: Reach, endpoints: readonly Endpoint[], told: Told, { actor, now }: By): Promise<Folded[]> {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.endpointId, endpoint]))
  const watched = await listWatched(reach)
  const ids = watched.filter(({ endpointId }) => byId.has(endpointId)).map(({ requestId }) => requestId)
  const { changed, failed } = await changeRequests(ids, (current) => {
    const seen = byId.get(current.endpointId ?? '')
    if (!seen || !mayTell(actor, current) || (current.told && current.told.at > told.at)) return null
    const { request, events } = observe(current, seen, now, { actor })
    // Without a fingerprint: should Causeway be given access one day, its first look is compared in full.
    return { request: { ...request, told, updatedAt: now }, events: [...events, toldEvent(seen, told, { actor, now })], fingerprint: null, ...(told.how === 'paste' && { seen }) }
  })
  for (const [requestId, error] of failed) log().error({ requestId, err: error }, 'what was reported of one endpoint could not be kept')
  const folded = [...changed].filter(([, { events }]) => events.length > 0)
  announceRequests(...folded.map(([requestId]) => requestId))
  await learnAddresses(reach, await getRequests(watched.map(({ requestId }) => requestId)), actor)
  return folded.map(([requestId, { request }]) => ({ requestId, name: request.name, state: request.state }))
}

const mayTell = (actor: Actor, request: EndpointRequest) => (actor.kind !== 'user' && actor.kind !== 'token') || mayDo(actor, 'tellState', request).ok

function toldEvent(seen: Endpoint, told: Told, { actor, now }: By): Event {
  return { at: now, actor, kind: 'state-told', from: null, to: null, detail: { how: told.how, awsState: seen.awsState, ...(told.note && { note: told.note }) } }
}
