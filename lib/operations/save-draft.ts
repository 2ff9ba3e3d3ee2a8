import 'server-only'
import { changeRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { parseHostnames } from '@/lib/privatelink/hostnames'
import { parseServiceName } from '@/lib/privatelink/ids'
import { nameFromHostnames, type Actor, type Draft, type EndpointRequest } from '@/lib/privatelink/request'
import { suggestServices } from '@/lib/privatelink/service-names'
import { canDo } from '@/lib/privatelink/state'
import { announceRequests } from './announce'

/**
 * Keeps what a person has chosen so far. A choice that another choice made meaningless is dropped with it (a subnet of
 * another VPC, a VPC of another account), so that a draft never holds parts that cannot belong together.
 */
export async function saveDraft(requestId: string, patch: Partial<Draft>, { now }: { actor: Actor; now: Date }): Promise<EndpointRequest> {
  const { request } = await changeRequest(requestId, (current) => {
    const allowed = canDo('editDraft', current.state)
    if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-a-draft', status: 409 })

    const draft = completeDraft(dropOrphans(withoutMadeUpName(current.draft), patch))
    if (JSON.stringify(draft) === JSON.stringify(current.draft)) return null
    return { request: { ...current, draft, name: draft.name, updatedAt: now }, events: [] }
  })
  announceRequests(requestId)
  return request
}

/** A name that was made from the hostnames follows them; one that a person chose stays. */
function withoutMadeUpName(draft: Draft): Draft {
  return draft.name === nameFromHostnames(draft.hostnames, draft.region) ? { ...draft, name: '' } : draft
}

const NO_NETWORK = { vpcId: null, subnetIdByZone: {}, securityGroupIds: [] }
const NO_SUBNETS = { subnetIdByZone: {}, securityGroupIds: [] }

/** What is left of the old choices once the new ones are known, then the new ones on top. */
function dropOrphans(current: Draft, patch: Partial<Draft>): Draft {
  const otherAccount = patch.accountId !== undefined && patch.accountId !== current.accountId
  const otherVpc = patch.vpcId !== undefined && patch.vpcId !== current.vpcId
  return { ...current, ...(otherAccount && NO_NETWORK), ...(otherVpc && NO_SUBNETS), ...patch }
}

/** Fills in what follows from the hostnames: the clean list, the region, a service to start with, a name. */
export function completeDraft(draft: Draft): Draft {
  const { hostnames, regions } = parseHostnames(draft.hostnamesText)
  const region = regions.length === 1 ? regions[0]! : null
  const movedRegion = region !== draft.region
  // A name typed together with the hostnames stays when it is of their region.
  const fits = draft.serviceName !== null && parseServiceName(draft.serviceName)?.region === region
  const suggested = (region && suggestServices(region)[0]?.serviceName) ?? null
  const serviceName = movedRegion && !fits ? suggested : draft.serviceName
  const network = movedRegion ? NO_NETWORK : {}
  return {
    ...draft,
    ...network,
    hostnames,
    region,
    serviceName,
    name: draft.name.trim() || nameFromHostnames(hostnames, region),
  }
}
