import type { Standing } from './checks/proof'
import { turnWhileWaiting, type DeskFacts } from './desk'
import type { Draft } from './draft'
import type { EndpointDnsNames } from './endpoint'
import { isAccountId, parseServiceName } from './ids'
import type { EndpointAddress } from './network'
import type { Plan } from './plan'
import { turnOf, type EndpointState, type Turn } from './state'
import { checkTags } from './tags'
import type { Told } from './told'

export type { Actor } from './actor'
export { EMPTY_DRAFT, type Draft } from './draft'

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
  /** Who started it; null for a request that was there before people signed in. */
  ownerId: string | null
  ownerName: string | null
  createdAt: Date
  submittedAt: Date | null
  updatedAt: Date
  /** Who reported the state, where Causeway may not look itself; null where AWS was looked at. */
  told: Told | null
}

const MAX_NAME = 80

/** A short name from the instances: `abc123 in us-west-2`, `abc123 and 2 more in us-west-2`. Never empty, never over 80 characters. */
export function nameFromHostnames(hostnames: readonly string[], region: string | null): string {
  const instances = [...new Set(hostnames.map((name) => name.split('.')[0]!))].filter((label) => label !== '')
  const where = region ? ` in ${region}` : ''
  const first = instances[0]
  if (!first) return `ClickHouse${where}`
  const more = instances.length > 1 ? ` and ${instances.length - 1} more` : ''
  const room = MAX_NAME - where.length - more.length
  return `${first.length > room ? `${first.slice(0, room - 1)}…` : first}${more}${where}`
}

/** What is known beside the state; each may be left out. */
type Known = { desk?: DeskFacts; standing?: Standing | null }

/** Whose turn it is, in a sentence, and since when. With what the desk knows, a wait for ClickHouse begins when the ticket is sent. */
export function whoseTurn({ state, stateSince }: Pick<EndpointRequest, 'state' | 'stateSince'>, { desk, standing }: Known = {}): { who: Turn; sentence: string; since: Date } {
  if (desk && state === 'pending-acceptance') return turnWhileWaiting(desk, stateSince)
  const judged = state === 'available' && standing ? STANDING_SENTENCE[standing] : undefined
  return { who: turnOf(state, standing), sentence: judged ?? TURN_SENTENCE[state], since: stateSince }
}

const STANDING_SENTENCE: Partial<Record<Standing, string>> = {
  proved: 'It is nobody’s turn: the private connection is proved.',
  broken: 'It is your turn: a check of the connection fails.',
}

const TURN_SENTENCE: Record<EndpointState, string> = {
  draft: 'It is your turn: finish the steps and create the endpoint.',
  creating: 'AWS is making the endpoint.',
  refused: 'It is your turn: AWS refused, read why, change it and try again.',
  'needs-review': 'It is your turn: decide what to do about the answer that was lost.',
  'pending-acceptance': 'It is ClickHouse’s turn: they have to accept the connection.',
  pending: 'It is AWS’s turn: the connection is being set up.',
  available: 'It is your turn: the endpoint is connected, but not everything is proved yet.',
  rejected: 'It is your turn: ClickHouse rejected the connection.',
  expired: 'It is your turn: the request for a connection expired.',
  failed: 'It is your turn: AWS could not make the endpoint work.',
  partial: 'It is your turn: only a part of the endpoint works.',
  unrecognised: 'It is AWS’s turn: it reports a state that is not known here.',
  deleting: 'It is AWS’s turn: the endpoint is being deleted.',
  deleted: 'It is nobody’s turn: the endpoint is deleted.',
  gone: 'It is your turn: the endpoint disappeared from AWS.',
}

/** The first step of the wizard that is not complete, and what is missing there; `review` when nothing is. Guards deep links. */
export function draftProgress(draft: Draft): { step: 'clickhouse' | 'account' | 'network' | 'review'; reason: string } {
  const { hostnames, region, serviceName, accountId, vpcId, subnetIdByZone } = draft
  if (hostnames.length === 0) return { step: 'clickhouse', reason: 'Give at least one ClickHouse hostname first.' }
  if (!region) return { step: 'clickhouse', reason: 'Keep the hostnames of one region first: an endpoint reaches one region.' }
  if (!serviceName) return { step: 'clickhouse', reason: `Give the name of ClickHouse’s endpoint service in ${region} first.` }
  const service = parseServiceName(serviceName)
  if (!service) return { step: 'clickhouse', reason: 'Correct the service name first: it looks like com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0.' }
  if (service.region !== region) return { step: 'clickhouse', reason: `Correct the service name first: it is of ${service.region}, the hostnames are in ${region}.` }
  if (!accountId || !isAccountId(accountId)) return { step: 'account', reason: 'Choose the AWS account first.' }
  if (!vpcId) return { step: 'network', reason: 'Choose a VPC first.' }
  if (Object.keys(subnetIdByZone).length === 0) return { step: 'network', reason: 'Choose at least one subnet first.' }
  const tagProblem = checkTags(draft.tags)
  if (tagProblem) return { step: 'network', reason: tagProblem }
  return { step: 'review', reason: 'Every step is complete: check the plan and create the endpoint.' }
}
