import 'server-only'
import { z } from 'zod'
import { acceptDrift } from '@/lib/operations/accept-drift'
import { compareEndpoint } from '@/lib/operations/compare-endpoint'
import { placesToSearch, searchAccount } from '@/lib/operations/find-untracked'
import { giveHostnames } from '@/lib/operations/give-hostnames'
import { TAKEN_AT_ONCE, takeOverEndpoints } from '@/lib/operations/take-over'
import { withoutCredentials } from '@/lib/privatelink/hostnames'
import { STATES } from '@/lib/privatelink/state'
import { defineEndpoint } from '../define-endpoint'
import { accountId, dateTime, difference, endpointId, region, requestAnswer, requestParams, toRequestAnswer } from '../shapes'

const hostnames = z.array(z.string().max(300)).max(200)
const asText = (names: readonly string[]) => withoutCredentials(names.join('\n'))

const untracked = z
  .strictObject({
    endpointId: z.string(),
    accountId: z.string(),
    region: z.string(),
    vpcId: z.string(),
    serviceName: z.string(),
    state: z.enum(STATES),
    createdAt: dateTime.nullable(),
    name: z.string().nullable(),
    tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
    privateDnsEnabled: z.boolean(),
    off: z.strictObject({ reason: z.string(), requestId: z.string().nullable() }).nullable().describe('Why it cannot be taken over, and the request in the way; null where it can.'),
  })
  .meta({ id: 'UntrackedEndpoint' })

const unsure = z.strictObject({ serviceName: z.string(), endpointIds: z.array(z.string()), reason: z.string() })
const place = z.union([
  z.strictObject({ accountId: z.string(), region: z.string(), known: z.literal(true), endpoints: z.array(untracked), unsure: z.array(unsure).describe('Endpoints to services of which AWS did not tell whose they are.') }),
  z.strictObject({ accountId: z.string(), region: z.string(), known: z.literal(false), reason: z.string() }),
])

const chosen = z.strictObject({ accountId, region, endpointId })
const outcome = z.union([
  z.strictObject({ accountId: z.string(), region: z.string(), endpointId: z.string(), taken: z.literal(true), requestId: z.string() }),
  z.strictObject({ accountId: z.string(), region: z.string(), endpointId: z.string(), taken: z.literal(false), reason: z.string() }),
])

export const ADOPT_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/untracked-endpoints',
    operation: 'adoptExisting',
    tag: 'Take over',
    summary: 'Endpoints to ClickHouse that no request looks after',
    description: 'One sweep for each account and region, four at a time. What could not be read is `known: false` with the reason, never an empty list.',
    query: z.strictObject({ accountId: accountId.optional(), region: region.optional() }),
    answer: z.strictObject({ places: z.array(place) }),
    run: async ({ query, actor, now }) => {
      const places = (await placesToSearch({ actor, now })).filter((each) => query.accountId === undefined || each.accountId === query.accountId)
      const asked = places.map((each) => ({ ...each, regions: query.region === undefined ? each.regions : [query.region] }))
      return { places: (await Promise.all(asked.map((each) => searchAccount(each, { actor })))).flat() }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/untracked-endpoints/take-over',
    operation: 'adoptExisting',
    tag: 'Take over',
    summary: 'Make a request for each of these endpoints',
    description: 'Changes nothing in AWS. Each endpoint stands for itself: what cannot be taken over says why, the others are. A repeated call takes nothing twice.',
    example: { endpoints: [{ accountId: '111122223333', region: 'us-west-2', endpointId: 'vpce-0123456789abcdef0' }], hostnames: ['abc123.us-west-2.aws.clickhouse.cloud'] },
    body: z.strictObject({ endpoints: z.array(chosen).min(1).max(TAKEN_AT_ONCE), hostnames: hostnames.default([]).describe('Each goes to the endpoints of its region; without any they are named later.') }),
    answer: z.strictObject({ outcomes: z.array(outcome) }),
    run: async ({ body, actor, now }) => ({ outcomes: await takeOverEndpoints(body.endpoints, { hostnamesText: asText(body.hostnames), actor, now }) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/compare',
    operation: 'adoptFound',
    tag: 'Take over',
    summary: 'Compare an endpoint you made yourself with the plan',
    params: requestParams,
    body: z.strictObject({ endpointId }),
    answer: z.strictObject({ endpointId: z.string(), state: z.enum(STATES), differences: z.array(difference), trackedBy: z.strictObject({ requestId: z.string(), name: z.string() }).nullable() }),
    run: async ({ params, body, actor }) => {
      const { endpoint, differences, trackedBy } = await compareEndpoint(params.requestId, body.endpointId, { actor })
      return { endpointId: endpoint.endpointId, state: endpoint.state, differences, trackedBy }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/accept-drift',
    operation: 'acceptDrift',
    tag: 'Take over',
    summary: 'Make what AWS shows the plan',
    description: 'Changes nothing in AWS. Refused where AWS shows something else than `digest` says was seen.',
    params: requestParams,
    example: { digest: '0123456789abcdef' },
    body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{16}$/, 'is the digest of the request’s drift.') }),
    answer: requestAnswer,
    run: async ({ params, body, actor, now }) => toRequestAnswer(await acceptDrift(params.requestId, { digest: body.digest, actor, now })),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/hostnames',
    operation: 'adoptFound',
    tag: 'Take over',
    summary: 'Name the instances of an endpoint that was taken over without',
    params: requestParams,
    body: z.strictObject({ hostnames: hostnames.min(1) }),
    example: { hostnames: ['abc123.us-west-2.aws.clickhouse.cloud'] },
    answer: requestAnswer,
    run: async ({ params, body, actor, now }) => toRequestAnswer(await giveHostnames(params.requestId, asText(body.hostnames), { actor, now })),
  }),
]
