import 'server-only'
import { z } from 'zod'
import { identifyAccounts } from '@/lib/operations/accounts'
import { currentRates } from '@/lib/operations/check-plan'
import { resetRate, setRate } from '@/lib/operations/edit-rates'
import { surveyNetwork } from '@/lib/operations/survey-network'
import { verifyService } from '@/lib/operations/verify-service'
import { isVpcId } from '@/lib/privatelink/ids'
import { REGIONS } from '@/lib/privatelink/regions'
import { ROLES } from '@/lib/privatelink/roles'
import { defineEndpoint } from '../define-endpoint'
import { accountId, region } from '../shapes'

/** Something asked of AWS: what it said, or why that is not known. */
const fact = <T extends z.ZodType>(value: T) => z.union([z.strictObject({ known: z.literal(true), value }), z.strictObject({ known: z.literal(false), reason: z.string() })])

const rate = z.strictObject({ region: z.string(), perZoneHourUsd: z.number(), perGbUsd: z.number(), asOf: z.string(), source: z.string() }).meta({ id: 'Rate' })

export const AROUND_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/me',
    operation: 'viewSelf',
    tag: 'Around',
    summary: 'Who this token acts for',
    answer: z.strictObject({ userId: z.string(), name: z.string(), role: z.enum(ROLES), tokenId: z.string() }),
    run: async ({ actor: { userId, name, role, tokenId } }) => ({ userId, name, role, tokenId }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/regions',
    operation: 'viewCatalogue',
    tag: 'Around',
    summary: 'Regions and the endpoint services published for them',
    answer: z.strictObject({ regions: z.array(z.strictObject({ code: z.string(), label: z.string(), services: z.array(z.strictObject({ serviceName: z.string(), zoneIds: z.array(z.string()), published: z.string() })) })) }),
    run: async () => ({ regions: REGIONS.map(({ code, label, services }) => ({ code, label, services: services.map((service) => ({ ...service, zoneIds: [...service.zoneIds] })) })) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/accounts',
    operation: 'startRequest',
    tag: 'Around',
    summary: 'AWS accounts in which endpoints can be made',
    answer: z.strictObject({ accounts: z.array(z.strictObject({ accountId: z.string(), name: z.string() })), problem: z.string().nullable() }),
    run: async ({ now }) => {
      const { accounts, problem } = await identifyAccounts(now)
      return { accounts: accounts.map(({ accountId: id, name }) => ({ accountId: id, name })), problem }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/service',
    operation: 'startRequest',
    tag: 'Around',
    summary: 'Verify an endpoint service, as the AWS console does',
    query: z.strictObject({ accountId, region, serviceName: z.string().max(200).meta({ examples: ['com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'] }) }),
    answer: z.strictObject({ outcome: z.enum(['verified', 'not-found', 'malformed', 'unknown']), sentence: z.string().nullable(), causes: z.array(z.string()), service: z.record(z.string(), z.unknown()).nullable() }),
    run: async ({ query, now }) => {
      const answer = await verifyService(query, query.serviceName, now)
      const service = answer.outcome === 'verified' ? { ...answer.service } : null
      return { outcome: answer.outcome, sentence: 'sentence' in answer ? answer.sentence : null, causes: 'causes' in answer ? answer.causes : [], service }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/network',
    operation: 'startRequest',
    tag: 'Around',
    summary: 'VPCs of an account and region; with a VPC its subnets and security groups',
    query: z.strictObject({ accountId, region, vpcId: z.string().refine(isVpcId, 'looks like vpc-0123456789abcdef0.').optional() }),
    answer: z.strictObject({
      vpcs: fact(z.array(z.record(z.string(), z.unknown()))),
      dns: z.record(z.string(), fact(z.record(z.string(), z.unknown()))),
      subnets: fact(z.array(z.record(z.string(), z.unknown()))),
      securityGroups: fact(z.array(z.record(z.string(), z.unknown()))),
    }),
    run: async ({ query }) => surveyNetwork(query, query.vpcId ?? null),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/rates',
    operation: 'viewCatalogue',
    tag: 'Around',
    summary: 'Cost rates, the edited ones in place of the shipped ones',
    answer: z.strictObject({ rates: z.array(rate) }),
    run: async () => ({ rates: await currentRates() }),
  }),
  defineEndpoint({
    method: 'PUT',
    path: '/rates/{region}',
    operation: 'manageCatalogue',
    tag: 'Around',
    summary: 'Put a rate of your own in the place of the shipped one',
    params: z.strictObject({ region }),
    example: { perZoneHourUsd: 0.01, perGbUsd: 0.01, asOf: '2026-11-01', source: 'The price list of AWS' },
    body: z.strictObject({ perZoneHourUsd: z.number().min(0).max(10), perGbUsd: z.number().min(0).max(10), asOf: z.iso.date(), source: z.string().min(1).max(200) }),
    answer: z.strictObject({ rates: z.array(rate) }),
    run: async ({ params, body, actor, now }) => {
      await setRate({ region: params.region, ...body }, { actor, now })
      return { rates: await currentRates() }
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/rates/{region}',
    operation: 'manageCatalogue',
    tag: 'Around',
    summary: 'Go back to the shipped rate',
    params: z.strictObject({ region }),
    answer: z.strictObject({ rates: z.array(rate) }),
    run: async ({ params, actor, now }) => {
      await resetRate(params.region, { actor, now })
      return { rates: await currentRates() }
    },
  }),
]
