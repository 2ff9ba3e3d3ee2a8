import type { EndpointDnsNames } from './endpoint'
import type { EndpointAddress, Tag } from './network'
import type { Plan } from './plan'
import type { EndpointState } from './state'

/** Who did something. */
export type Actor = { kind: 'user'; name: string } | { kind: 'watcher' } | { kind: 'recovery' }

/** What the wizard has gathered so far. Every field can be missing: a draft is kept from the first keystroke. */
export type Draft = {
  /** As typed, so that nothing a person wrote is lost. */
  hostnamesText: string
  hostnames: string[]
  region: string | null
  serviceName: string | null
  accountId: string | null
  vpcId: string | null
  /** zone id → subnet id */
  subnetIdByZone: Record<string, string>
  securityGroupIds: string[]
  tags: Tag[]
  name: string
  contact: string
  note: string
}

export const EMPTY_DRAFT: Draft = {
  hostnamesText: '',
  hostnames: [],
  region: null,
  serviceName: null,
  accountId: null,
  vpcId: null,
  subnetIdByZone: {},
  securityGroupIds: [],
  tags: [],
  name: '',
  contact: '',
  note: '',
}

/** One team's wish to reach ClickHouse from one VPC, with everything known about it. */
export type EndpointRequest = {
  requestId: string
  /** A short name a person chose, or made from the first hostname. */
  name: string
  state: EndpointState
  stateSince: Date
  /** AWS's own word where it differs from what we understand. */
  awsState: string | null
  draft: Draft
  /** Frozen when the intent is written; null while it is a draft. */
  plan: Plan | null
  clientToken: string | null
  /** How often CreateVpcEndpoint was sent for this intent, and what is known of the last try. */
  attempts: number
  attemptedAt: Date | null
  /** Why AWS refused, why it is parked, or what AWS reports as failure; a sentence. */
  problem: string | null
  endpointId: string | null
  dnsNames: EndpointDnsNames
  addresses: EndpointAddress[]
  networkInterfaceIds: string[]
  privateDnsEnabled: boolean
  /** Complete looks in a row in which the endpoint was missing. */
  missedLooks: number
  /** The first look that listed the endpoint; null until then, since AWS does not list at once what it has just made. */
  firstSeenAt: Date | null
  /** The request this one corrects. */
  copiedFrom: string | null
  createdAt: Date
  submittedAt: Date | null
  updatedAt: Date
}
