import 'server-only'
import { z } from 'zod'
import { findWish, type StoredWish } from '@/lib/db/private-dns'
import { checkSwitch } from '@/lib/operations/check-switch'
import { lookUpNames } from '@/lib/operations/look-up-names'
import { switchOff, switchOn } from '@/lib/operations/switch-private-dns'
import { nameThatMoves, SWITCH_PHASES } from '@/lib/privatelink/private-dns'
import { switchBlocked } from '@/lib/privatelink/private-dns-preflight'
import { reasonOf } from '@/lib/privatelink/roles'
import { canDo } from '@/lib/privatelink/state'
import { defineEndpoint } from '../define-endpoint'
import { dateTime, preflightLine, requestParams } from '../shapes'
import { seenRequest } from './requests'

const answers = z.array(z.strictObject({ name: z.string(), server: z.string(), at: z.string(), outcome: z.string(), addresses: z.array(z.string()) }))

const wish = z
  .strictObject({
    wanted: z.boolean(),
    phase: z.enum(SWITCH_PHASES).describe('`asked`, `sending` and `sent` are under way; the others are ends.'),
    askedAt: dateTime,
    askedBy: z.string(),
    settledAt: dateTime.nullable(),
    problem: z.string().nullable(),
    answersBefore: answers.nullable().describe('What the names led to before the first switch.'),
  })
  .meta({ id: 'PrivateDnsWish' })

const toWish = ({ wanted, phase, askedAt, askedBy, settledAt, problem, answersBefore }: StoredWish): z.input<typeof wish> => ({
  ...{ wanted, phase, askedBy, problem, answersBefore },
  askedAt: askedAt.toISOString(),
  settledAt: settledAt && settledAt.toISOString(),
})

export const PRIVATE_DNS_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/private-dns',
    operation: 'viewRequest',
    tag: 'Private DNS',
    summary: 'What the names lead to, and whether private DNS can be switched on',
    description: 'Asked now: read-only calls, a dry run, and this server’s resolver. Changes nothing.',
    params: requestParams,
    answer: z.strictObject({
      enabled: z.boolean(),
      moves: z.array(z.string()).describe('The names that lead to the endpoint once it is on; one of them confirms the switch.'),
      blocked: z.string().nullable().describe('Why it cannot be switched on now; null where it can.'),
      lines: z.array(preflightLine),
      answers: answers.describe('What the names resolve to, asked from this server.'),
      problem: z.string().nullable().describe('Why the names could not be looked up.'),
      wish: wish.nullable().describe('What was asked for last, and how far it is.'),
    }),
    run: async ({ params, actor, now }) => {
      const request = await seenRequest(params.requestId, actor)
      const { lines, hostnames, privateName } = await checkSwitch(params.requestId, now)
      const [names, asked] = await Promise.all([lookUpNames(request, privateName), findWish(params.requestId)])
      return {
        enabled: request.privateDnsEnabled,
        moves: [...new Set(hostnames.map((hostname) => nameThatMoves(hostname, privateName)))],
        blocked: reasonOf(canDo('enablePrivateDns', request.state)) ?? switchBlocked(lines),
        lines,
        ...names,
        wish: asked && toWish(asked),
      }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/private-dns/on',
    operation: 'switchPrivateDns',
    tag: 'Private DNS',
    summary: 'Switch private DNS on',
    description: 'Moves the traffic of the whole VPC. Checked against AWS once more, then the wish is written down and answered; follow it with GET. Asking twice is one wish.',
    params: requestParams,
    body: z.strictObject({ confirmed: z.string().max(300).describe('One of the names that move.') }),
    example: { confirmed: 'abc123.us-west-2.vpce.aws.clickhouse.cloud' },
    answer: wish,
    status: 202,
    run: async ({ params, body, actor, now }) => toWish(await switchOn(params.requestId, { ...body, actor, now })),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/private-dns/off',
    operation: 'switchPrivateDns',
    tag: 'Private DNS',
    summary: 'Switch private DNS off',
    description: 'The undo, at every moment, also while the switch to on is under way.',
    params: requestParams,
    answer: wish,
    status: 202,
    run: async ({ params, actor, now }) => toWish(await switchOff(params.requestId, { actor, now })),
  }),
]
