import 'server-only'
import type { AroundRequest } from '@/lib/db/around-request'
import type { Person } from '@/lib/privatelink/actor'
import { digestOf, driftOf } from '@/lib/privatelink/drift'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { isOpen } from '@/lib/privatelink/state'
import type { DriftPart } from './request-view'

/** Plan against AWS as of the last look; null where there is nothing to compare, or nothing was seen since the start. */
export function driftPart(request: EndpointRequest, { drift, wish }: Pick<AroundRequest, 'drift' | 'wish'>, { viewer, lastGoodAt }: { viewer: Person; lastGoodAt: string | null }): DriftPart | null {
  if (!isOpen(request.state) || !request.plan) return null
  const differences = drift ? driftOf(request, drift.live, wish) : []
  if (differences.length === 0 && !lastGoodAt) return null
  return { differences, digest: drift && digestOf(drift.live), since: drift && drift.since.toISOString(), off: reasonOf(mayDo(viewer, 'acceptDrift', request)) }
}
