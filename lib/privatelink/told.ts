import type { Endpoint } from './endpoint'
import type { EndpointRequest } from './request'
import { STATE_FACE, type EndpointState } from './state'

/** How a state came here that Causeway did not see itself: AWS’s words pasted, somebody’s own word, or the script seeing traffic. */
export const TOLD_HOW = ['paste', 'hand', 'script'] as const
export type ToldHow = (typeof TOLD_HOW)[number]

/** A state as a person reported it. */
export type Told = {
  /** When AWS said so, as far as that is known; else when it was reported. */
  at: Date
  by: string
  how: ToldHow
  /** What they wrote about it; required by hand. */
  note: string | null
}

const HOW: Record<ToldHow, string> = { paste: 'by pasting what AWS printed', hand: 'by hand', script: 'through the script, which saw traffic pass' }

/** `reported by Ada, by hand`: what stands where “looked” stands for an account that is looked at. */
export const describeTold = ({ by, how }: Pick<Told, 'by' | 'how'>): string => `reported by ${by}, ${HOW[how]}`

/** The state’s name for documents that leave Causeway: one that was reported says so, and when. */
export function stateInWords({ state, reportedAt }: { state: EndpointState; reportedAt?: Date | null }): string {
  const { label } = STATE_FACE[state]
  return reportedAt ? `${label} (reported by a person on ${reportedAt.toISOString().slice(0, 10)}, not seen by Causeway)` : label
}

/** The states a person may report by hand, with AWS’s own word for each. */
export const TELLABLE = {
  'pending-acceptance': 'pendingAcceptance',
  pending: 'pending',
  available: 'available',
  rejected: 'rejected',
  expired: 'expired',
  failed: 'failed',
  deleted: 'deleted',
} as const satisfies Partial<Record<Endpoint['state'], string>>
export type TellableState = keyof typeof TELLABLE

/** The endpoint of a request as it is known, in the state that was reported: what `observe` can fold in. */
export function endpointAsTold(request: EndpointRequest, state: TellableState): Endpoint {
  const { plan, endpointId, dnsNames, networkInterfaceIds, privateDnsEnabled } = request
  if (!plan || !endpointId) throw new Error(`request ${request.requestId} has no endpoint to tell of`)
  return {
    ...{ endpointId, state, awsState: TELLABLE[state], vpcId: plan.vpcId, serviceName: plan.serviceName, dnsNames, networkInterfaceIds, privateDnsEnabled },
    subnetIds: plan.subnets.map(({ subnetId }) => subnetId),
    securityGroupIds: plan.securityGroupIds,
    createdAt: null,
    failure: null,
    tags: [],
    ownerAccountId: plan.accountId,
  }
}
