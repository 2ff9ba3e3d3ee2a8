import 'server-only'
import { createHash } from 'node:crypto'
import type { Plan } from '@/lib/privatelink/plan'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { holdsPlace, isEndpointState } from '@/lib/privatelink/state'
import type { EndpointRequestModel } from './generated/models'

/** A row of `EndpointRequest`. Never leaves lib/db. */
export type RequestColumns = EndpointRequestModel

/** What a row holds that is not part of the request itself. */
export type RowExtras = { fingerprint: string | null; idempotencyKey: string | null }

export function toColumns(request: EndpointRequest, extras: RowExtras): RequestColumns {
  const { draft, plan, dnsNames, addresses, networkInterfaceIds, ...scalars } = request
  const place = placeOf(request)
  return {
    ...scalars,
    ...place,
    ...extras,
    openKey: openKeyOf(request),
    paramsHash: plan ? paramsHashOf(plan) : null,
    hostnames: JSON.stringify((plan ?? draft).hostnames),
    sortName: request.name.toLowerCase(),
    searchText: searchTextOf(request),
    draft: JSON.stringify(draft),
    plan: plan ? JSON.stringify(plan) : null,
    dnsNames: JSON.stringify(dnsNames),
    addresses: JSON.stringify(addresses),
    networkInterfaceIds: JSON.stringify(networkInterfaceIds),
  }
}

export function toRequest(row: RequestColumns): EndpointRequest {
  return {
    requestId: row.requestId,
    name: row.name,
    state: toState(row.state),
    stateSince: row.stateSince,
    awsState: row.awsState,
    draft: JSON.parse(row.draft),
    plan: row.plan === null ? null : JSON.parse(row.plan),
    clientToken: row.clientToken,
    attempts: row.attempts,
    attemptedAt: row.attemptedAt,
    problem: row.problem,
    endpointId: row.endpointId,
    dnsNames: JSON.parse(row.dnsNames),
    addresses: JSON.parse(row.addresses),
    networkInterfaceIds: JSON.parse(row.networkInterfaceIds),
    privateDnsEnabled: row.privateDnsEnabled,
    missedLooks: row.missedLooks,
    firstSeenAt: row.firstSeenAt,
    copiedFrom: row.copiedFrom,
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
  }
}

/** A state this program does not know would be a newer program's row, and those databases are refused at boot. */
export function toState(text: string) {
  if (!isEndpointState(text)) throw new Error(`The database holds the unknown state ${JSON.stringify(text)}.`)
  return text
}

/** Where the request's endpoint is or would be: what is planned, or what the draft says so far. */
export function placeOf({ draft, plan }: EndpointRequest) {
  const { accountId, region, vpcId, serviceName } = plan ?? draft
  return { accountId, region, vpcId, serviceName }
}

/** AWS allows one service in one VPC several endpoints; two *open requests* for it are one wish asked twice. */
function openKeyOf(request: EndpointRequest): string | null {
  const { accountId, region, vpcId, serviceName } = placeOf(request)
  const known = [accountId, region, vpcId, serviceName]
  return holdsPlace(request.state) && known.every((part) => part !== null) ? known.join('|') : null
}

/** The same for the same plan, whatever order its keys were written in. */
function paramsHashOf(plan: Plan): string {
  const sorted = JSON.stringify(plan, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  )
  return createHash('sha256').update(sorted).digest('hex')
}

function searchTextOf(request: EndpointRequest): string {
  const { accountId, region, vpcId, serviceName } = placeOf(request)
  const { draft, plan } = request
  const parts = [request.name, ...(plan ?? draft).hostnames, request.endpointId, vpcId, accountId, region, serviceName, draft.contact, request.requestId]
  // A newline between the parts, which no searched word can hold: nothing matches across two of them.
  return parts.filter((part) => part).join('\n').toLowerCase()
}
