import 'server-only'
import { findAccount } from '@/lib/db/accounts'
import { changeRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { whyNotUsable } from '@/lib/privatelink/account'
import type { Catalogue } from '@/lib/privatelink/catalogue'
import { parseHostnames } from '@/lib/privatelink/hostnames'
import { parseServiceName } from '@/lib/privatelink/ids'
import { nameFromHostnames, type Actor, type Draft, type EndpointRequest } from '@/lib/privatelink/request'
import { secretInDraft } from '@/lib/privatelink/secrets'
import { suggestServices } from '@/lib/privatelink/service-names'
import { canDo } from '@/lib/privatelink/state'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { currentCatalogue } from './edit-catalogue'

/**
 * Keeps what a person has chosen so far. A choice that another choice made meaningless is dropped with it (a subnet of
 * another VPC, a VPC of another account), so that a draft never holds parts that cannot belong together.
 */
export async function saveDraft(requestId: string, patch: Partial<Draft>, { actor, now }: { actor: Actor; now: Date }): Promise<EndpointRequest> {
  const account = patch.accountId ? await findAccount(patch.accountId) : null
  refuseSecrets(patch)
  const catalogue = await currentCatalogue()
  const { request } = await changeRequest(requestId, (current) => {
    authorise(actor, 'editDraft', current)
    const allowed = canDo('editDraft', current.state)
    if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-a-draft', status: 409 })

    const draft = completeDraft(dropOrphans(withoutMadeUpName(current.draft), patch), catalogue)
    const off = account && whyNotUsable(account, draft.region)
    if (off) throw new AppError(off, { code: 'account-off', status: 409 })
    if (JSON.stringify(draft) === JSON.stringify(current.draft)) return null
    const audit = [{ at: now, actor, action: 'request.draft-changed', object: { kind: 'request', id: requestId, name: draft.name }, ...differences(current.draft, draft) }]
    return { request: { ...current, draft, name: draft.name, updatedAt: now }, events: [], audit }
  })
  announceRequests(requestId)
  return request
}

/** What is kept here goes into tickets, tags and lists: no key, token or password may be among it. Throws `AppError` `secret`. */
export function refuseSecrets(patch: Partial<Draft>): void {
  const sentence = secretInDraft(patch)
  if (sentence) throw new AppError(sentence, { code: 'secret', status: 422 })
}

/** Only what the change touched, before and after. */
function differences(before: Draft, after: Draft): { before: Partial<Draft>; after: Partial<Draft> } {
  const touched = (Object.keys(after) as (keyof Draft)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  const only = (draft: Draft) => Object.fromEntries(touched.map((key) => [key, draft[key]])) as Partial<Draft>
  return { before: only(before), after: only(after) }
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
export function completeDraft(draft: Draft, catalogue: Catalogue): Draft {
  const { hostnames, regions } = parseHostnames(draft.hostnamesText)
  const region = regions.length === 1 ? regions[0]! : null
  const movedRegion = region !== draft.region
  // A name typed together with the hostnames stays when it is of their region.
  const fits = draft.serviceName !== null && parseServiceName(draft.serviceName)?.region === region
  const suggested = (region && suggestServices(region, catalogue)[0]?.serviceName) ?? null
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
