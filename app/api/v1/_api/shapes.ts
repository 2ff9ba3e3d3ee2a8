import 'server-only'
import { z } from 'zod'
import { driftPartOf, type Drift } from '@/lib/db/drift'
import { readTogether } from '@/lib/db/parts'
import { wishOf } from '@/lib/db/private-dns'
import { standingsAmong } from '@/lib/db/standings'
import { digestOf, driftOf } from '@/lib/privatelink/drift'
import { withoutCredentials } from '@/lib/privatelink/hostnames'
import { isAccountId, isEndpointId, isRegionCode, isSecurityGroupId, isSubnetId, isVpcId } from '@/lib/privatelink/ids'
import { describeActor, type Event } from '@/lib/privatelink/event'
import { whoseTurn, type EndpointRequest } from '@/lib/privatelink/request'
import type { SwitchWish } from '@/lib/privatelink/private-dns'
import { STATE_FACE, STATES, TURNS } from '@/lib/privatelink/state'
import { cleanLine, cleanText } from '@/lib/privatelink/text'
import { TOLD_HOW } from '@/lib/privatelink/told'

/** Shapes that several calls share. Each is what validates, what is answered, and what the OpenAPI document shows. */

/** A date as everybody outside sees it. */
export const dateTime = z.iso.datetime().describe('UTC, ISO 8601')
const date = (value: Date) => value.toISOString()
const dateOrNull = (value: Date | null) => value && date(value)

export const accountId = z.string().refine(isAccountId, 'is twelve digits.').meta({ examples: ['111122223333'] })
export const region = z.string().refine(isRegionCode, 'is an AWS region code, like us-west-2.').meta({ examples: ['us-west-2'] })

/** The id of one of these, as an example shows it. */
export const uuidOf = (what: string) => z.guid(`Give the id of ${what}, a UUID.`).meta({ examples: ['00000000-0000-4000-8000-000000000000'] })
export const requestParams = z.strictObject({ requestId: uuidOf('a request') })

/** One thing that was checked before something is done at AWS. */
export const preflightLine = z.strictObject({ id: z.string(), title: z.string(), outcome: z.enum(['pass', 'warn', 'block', 'unknown']), detail: z.string(), prevents: z.string().nullable(), fix: z.strictObject({ sentence: z.string(), command: z.string().optional() }).optional() })

const line = (max: number) => z.string().max(max, `is longer than ${max} characters.`).transform((text) => cleanLine(text, max))
const tag = z.strictObject({ key: z.string().max(128), value: z.string().max(256) })

/** What can be said of a draft; what is left out stays as it is. */
export const draftPatch = z.strictObject({
  hostnames: z.array(z.string().max(300)).max(200).optional().describe('ClickHouse hostnames, public or private; schemes and ports are taken off.'),
  serviceName: z.string().max(200).nullable().optional().describe('The endpoint service; without it the catalogue’s suggestion for the region is taken.'),
  accountId: accountId.nullable().optional(),
  vpcId: z.string().refine(isVpcId, 'looks like vpc-0123456789abcdef0.').nullable().optional(),
  subnetIdByZone: z.record(z.string().regex(/^[a-z0-9-]{3,40}$/, 'Zones are written by id, like usw2-az1.'), z.string().refine(isSubnetId, 'looks like subnet-0123456789abcdef0.')).optional(),
  securityGroupIds: z.array(z.string().refine(isSecurityGroupId, 'looks like sg-0123456789abcdef0.')).max(16).optional(),
  tags: z.array(tag).max(40).optional(),
  name: line(80).optional(),
  contact: line(200).optional(),
  note: z.string().max(4_000).transform((text) => cleanText(text, 4_000)).optional(),
})

/** A draft with every step said. */
export const DRAFT_EXAMPLE: z.input<typeof draftPatch> = {
  hostnames: ['abc123.us-west-2.aws.clickhouse.cloud'],
  accountId: '111122223333',
  vpcId: 'vpc-0123456789abcdef0',
  subnetIdByZone: { 'usw2-az1': 'subnet-0123456789abcdef0', 'usw2-az2': 'subnet-0123456789abcdef1' },
  securityGroupIds: ['sg-0123456789abcdef0'],
  tags: [{ key: 'team', value: 'analytics' }],
  name: 'Analytics',
  contact: 'analytics@example.com',
}

/** As the operations take it: hostnames as text, the way a person types them. */
export function toDraftPatch({ hostnames, ...rest }: z.output<typeof draftPatch>) {
  return { ...rest, ...(hostnames && { hostnamesText: withoutCredentials(hostnames.join('\n')) }) }
}

export const endpointId = z.string().refine(isEndpointId, 'looks like vpce-0123456789abcdef0.').meta({ examples: ['vpce-0123456789abcdef0'] })

export const difference = z
  .strictObject({
    field: z.enum(['state', 'vpc', 'service', 'subnets', 'securityGroups', 'privateDns', 'tags']),
    label: z.string(),
    planned: z.string(),
    live: z.string(),
    meaning: z.string(),
    severity: z.enum(['blocks', 'notable']).describe('`blocks`: it cannot be taken over for this plan.'),
  })
  .meta({ id: 'Difference' })

const drift = z.strictObject({ since: dateTime, digest: z.string().describe('Hand it to `accept-drift`: it says what was seen.'), differences: z.array(difference) })

export const requestAnswer = z
  .strictObject({
    requestId: z.string(),
    name: z.string(),
    state: z.enum(STATES),
    stateSince: dateTime,
    stateMeaning: z.string(),
    reported: z.strictObject({ at: dateTime, by: z.string(), how: z.enum(TOLD_HOW), note: z.string().nullable() }).nullable().describe('Who reported the state, for an account that Causeway may not reach; null where it looked itself.'),
    turn: z.enum(TURNS).describe('Whose turn it is. `you` for an available one until its connection is proved; what is missing is told by its checks.'),
    turnSentence: z.string(),
    next: z.string().describe('What can be done now.'),
    problem: z.string().nullable(),
    owner: z.strictObject({ userId: z.string(), name: z.string() }).nullable(),
    hostnames: z.array(z.string()),
    region: z.string().nullable(),
    accountId: z.string().nullable(),
    serviceName: z.string().nullable(),
    vpcId: z.string().nullable(),
    subnets: z.array(z.strictObject({ zoneId: z.string(), zoneName: z.string().nullable(), subnetId: z.string(), cidr: z.string().nullable() })),
    securityGroupIds: z.array(z.string()),
    tags: z.array(tag),
    contact: z.string(),
    note: z.string(),
    endpointId: z.string().nullable(),
    dnsNames: z.strictObject({ regional: z.string().nullable(), zonal: z.array(z.strictObject({ zoneName: z.string(), dnsName: z.string() })), private: z.array(z.string()) }),
    addresses: z.array(z.strictObject({ zoneId: z.string(), zoneName: z.string(), subnetId: z.string(), networkInterfaceId: z.string(), address: z.string() })),
    privateDnsEnabled: z.boolean(),
    drift: drift.nullable().describe('Where AWS shows something else than the plan; null where they agreed at the last look.'),
    copiedFrom: z.string().nullable(),
    createdAt: dateTime,
    submittedAt: dateTime.nullable(),
    updatedAt: dateTime,
  })
  .meta({ id: 'Request' })

export async function toRequestAnswer(request: EndpointRequest): Promise<z.input<typeof requestAnswer>> {
  const { plan, draft } = request
  const place = plan ?? draft
  const { found, wish, standings } = await readTogether({ found: driftPartOf(request.requestId), wish: wishOf(request.requestId), standings: standingsAmong([request.requestId]) })
  const turn = whoseTurn(request, { standing: standings.get(request.requestId) })
  const drafted = Object.entries(draft.subnetIdByZone).map(([zoneId, subnetId]) => ({ zoneId, zoneName: null, subnetId, cidr: null }))
  return {
    requestId: request.requestId,
    name: request.name,
    state: request.state,
    stateSince: date(request.stateSince),
    stateMeaning: STATE_FACE[request.state].meaning,
    reported: request.told && { ...request.told, at: date(request.told.at) },
    turn: turn.who,
    turnSentence: turn.sentence,
    next: STATE_FACE[request.state].next,
    problem: request.problem,
    owner: request.ownerId === null ? null : { userId: request.ownerId, name: request.ownerName ?? '' },
    hostnames: place.hostnames,
    region: place.region,
    accountId: place.accountId,
    serviceName: place.serviceName,
    vpcId: place.vpcId,
    subnets: plan ? plan.subnets.map(({ zoneId, zoneName, subnetId, cidr }) => ({ zoneId, zoneName, subnetId, cidr })) : drafted,
    securityGroupIds: place.securityGroupIds,
    tags: place.tags.map(({ key, value }) => ({ key, value })),
    contact: draft.contact,
    note: draft.note,
    endpointId: request.endpointId,
    dnsNames: request.dnsNames,
    addresses: request.addresses,
    privateDnsEnabled: request.privateDnsEnabled,
    drift: driftAnswer(request, found, wish),
    copiedFrom: request.copiedFrom,
    createdAt: date(request.createdAt),
    submittedAt: dateOrNull(request.submittedAt),
    updatedAt: date(request.updatedAt),
  }
}

export const eventAnswer = z
  .strictObject({ at: dateTime, actor: z.string(), kind: z.string(), from: z.enum(STATES).nullable(), to: z.enum(STATES).nullable(), detail: z.record(z.string(), z.string()), sentence: z.string() })
  .meta({ id: 'Event' })

export const toEventAnswer = (event: Event, sentence: string): z.input<typeof eventAnswer> => ({ at: date(event.at), actor: describeActor(event.actor), kind: event.kind, from: event.from, to: event.to, detail: event.detail, sentence })

function driftAnswer(request: EndpointRequest, found: Drift | null, wish: SwitchWish | null): z.input<typeof drift> | null {
  const differences = found ? driftOf(request, found.live, wish) : []
  return found && differences.length > 0 ? { since: date(found.since), digest: digestOf(found.live), differences } : null
}
