import type { Endpoint } from './endpoint'
import type { Event, EventKind } from './event'
import type { Who } from './actor'
import type { EndpointRequest } from './request'

/**
 * The request once it has its endpoint: made just now, found by its tag after a lost answer, or taken over.
 * Everything the endpoint says about itself is copied; later changes come through `observe`.
 */
export function attachEndpoint(
  request: EndpointRequest,
  endpoint: Endpoint,
  how: { kind: Extract<EventKind, 'endpoint-created' | 'endpoint-found' | 'endpoint-adopted'>; actor: Who; now: Date },
): { request: EndpointRequest; events: Event[] } {
  const { kind, actor, now } = how
  const event: Event = {
    at: now,
    actor,
    kind,
    from: request.state,
    to: endpoint.state,
    detail: { endpointId: endpoint.endpointId, awsState: endpoint.awsState },
  }
  return {
    request: {
      ...request,
      state: endpoint.state,
      stateSince: now,
      awsState: endpoint.awsState,
      endpointId: endpoint.endpointId,
      dnsNames: endpoint.dnsNames,
      networkInterfaceIds: endpoint.networkInterfaceIds,
      privateDnsEnabled: endpoint.privateDnsEnabled,
      problem: endpoint.failure?.message ?? null,
      missedLooks: 0,
      // AWS may not list what it has just made; what was found in a list has been seen.
      firstSeenAt: kind === 'endpoint-created' ? null : now,
      updatedAt: now,
      told: null,
    },
    events: [event],
  }
}
