import 'server-only'
import { randomUUID } from 'node:crypto'
import { createRequest } from '@/lib/db/requests'
import { EMPTY_DRAFT, type Actor, type Draft, type EndpointRequest } from '@/lib/privatelink/request'
import { authorise } from './authorise'
import { currentCatalogue } from './edit-catalogue'
import { completeDraft, refuseSecrets } from './save-draft'

/** A request with nothing decided yet. */
export function newRequest({ draft, actor, now, copiedFrom = null }: { draft: Draft; actor: Actor; now: Date; copiedFrom?: string | null }): EndpointRequest {
  const owner = actor.kind === 'user' || actor.kind === 'token' ? actor : null
  return {
    requestId: randomUUID(),
    name: draft.name,
    state: 'draft',
    stateSince: now,
    awsState: null,
    draft,
    plan: null,
    clientToken: null,
    attempts: 0,
    attemptedAt: null,
    problem: null,
    endpointId: null,
    dnsNames: { regional: null, zonal: [], private: [] },
    addresses: [],
    networkInterfaceIds: [],
    privateDnsEnabled: false,
    missedLooks: 0,
    firstSeenAt: null,
    copiedFrom,
    ownerId: owner?.userId ?? null,
    ownerName: owner?.name ?? null,
    createdAt: now,
    submittedAt: null,
    updatedAt: now,
    told: null,
  }
}

/**
 * Opens a draft with what was typed on the first step. The same `idempotencyKey` (one is made for each rendered form)
 * always gives the same request, so a double click or a replayed POST opens one draft.
 */
export async function startRequest(
  patch: Partial<Draft>,
  { actor, now, idempotencyKey }: { actor: Actor; now: Date; idempotencyKey: string },
): Promise<EndpointRequest> {
  authorise(actor, 'startRequest')
  refuseSecrets(patch)
  const draft = completeDraft({ ...EMPTY_DRAFT, ...patch }, await currentCatalogue())
  const { request } = await createRequest({
    request: newRequest({ draft, actor, now }),
    events: [{ at: now, actor, kind: 'draft-started', from: null, to: 'draft', detail: {} }],
    idempotencyKey,
  })
  return request
}
