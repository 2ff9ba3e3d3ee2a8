import 'server-only'
import { z } from 'zod'
import { addMissingRule } from '@/lib/operations/fix-security-group'
import { turnOnVpcDns } from '@/lib/operations/fix-vpc-dns'
import { runChecks } from '@/lib/operations/run-checks'
import { runQuery } from '@/lib/operations/run-query'
import { mendableOf, seeChecks, type SeenChecks } from '@/lib/operations/view-checks'
import { conclude } from '@/lib/privatelink/checks'
import { commandsFor } from '@/lib/privatelink/checks/by-hand'
import { CHECK_IDS, OUTCOMES } from '@/lib/privatelink/checks/check'
import { deriveProof } from '@/lib/privatelink/checks/proof'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { defineEndpoint } from '../define-endpoint'
import { dateTime, requestParams } from '../shapes'
import { seenRequest } from './requests'

const byHand = z.array(z.strictObject({ system: z.string(), command: z.string() })).describe('The same asked by hand, inside the VPC.')

const verdict = z
  .strictObject({
    id: z.enum(CHECK_IDS),
    title: z.string(),
    outcome: z.enum(OUTCOMES).describe('`unknown`: it could not be checked from here. Never a pass, never a fail.'),
    summary: z.string(),
    at: dateTime.nullable(),
    from: z.array(z.string()),
    expected: z.string().nullable(),
    received: z.string().nullable(),
    diagnosis: z
      .strictObject({
        symptomId: z.string(),
        cause: z.string(),
        explanation: z.string(),
        who: z.enum(['you', 'clickhouse', 'aws', 'network-team']),
        fix: z.string(),
        command: z.string().nullable(),
        terraform: z.string().nullable(),
        mend: z.strictObject({ what: z.enum(['add-rule', 'vpc-dns']), seen: z.string(), ports: z.array(z.number().int()) }).nullable().describe('What Causeway can mend itself. Hand `seen` and `ports` to the call of that name.'),
      })
      .nullable(),
    evidence: z.array(z.strictObject({ asked: z.string(), from: z.string(), at: dateTime, came: z.string(), outcome: z.enum(['good', 'bad', 'open']), text: z.string(), note: z.string().nullable() })),
    byHand,
  })
  .meta({ id: 'Verdict' })

const checks = z
  .strictObject({
    tone: z.enum(['good', 'bad', 'unknown', 'idle']),
    title: z.string(),
    sentence: z.string(),
    ranAt: dateTime.nullable().describe('When they were last run; null where they never were.'),
    ranBy: z.string().nullable(),
    notProbed: z.string().nullable().describe('Why this server did not look itself.'),
    verdicts: z.array(verdict),
    proof: z.array(z.strictObject({ id: z.string(), title: z.string(), state: z.enum(['done', 'current', 'broken', 'unproved', 'later']), sentence: z.string() })).describe('The steps from creation to a proved connection.'),
  })
  .meta({ id: 'Checks' })

async function checksOf(request: EndpointRequest, now: Date): Promise<z.input<typeof checks>> {
  const seen = await seeChecks(request, now)
  const { tone, title, sentence } = conclude(seen.verdicts)
  return {
    ...{ tone, title, sentence },
    ranAt: seen.run?.ranAt.toISOString() ?? null,
    ranBy: seen.run?.ranBy ?? null,
    notProbed: seen.run?.notProbed ?? null,
    verdicts: seen.verdicts.map((each) => toVerdict(each, seen)),
    proof: deriveProof(seen.verdicts, seen.picture).map(({ id, title: step, state, sentence: why }) => ({ id, title: step, state, sentence: why })),
  }
}

const EVIDENCE_SHOWN = 40

function toVerdict({ id, title, outcome, summary, at, from, expected, received, diagnosis, evidence }: SeenChecks['verdicts'][number], { picture }: SeenChecks): z.input<typeof verdict> {
  return {
    ...{ id, title, outcome, summary, from, expected, received },
    at: at?.toISOString() ?? null,
    diagnosis: diagnosis && { symptomId: diagnosis.symptomId, cause: diagnosis.cause, explanation: diagnosis.explanation, who: diagnosis.who, fix: diagnosis.fix.sentence, command: diagnosis.fix.command, terraform: diagnosis.fix.terraform, mend: mendableOf(diagnosis.fix.button, picture) },
    evidence: evidence.slice(0, EVIDENCE_SHOWN).map((each) => ({ ...each, at: each.at.toISOString() })),
    byHand: commandsFor(id, picture),
  }
}

const seen = z.string().regex(/^[0-9a-f]{32}$/, 'is the `seen` of a verdict’s `mend`.').meta({ examples: ['0123456789abcdef0123456789abcdef'] }).describe('The `seen` of the verdict: it says which change was agreed to.')
const mended = z.strictObject({ outcome: z.enum(['mended', 'was-right-already']), checks })

export const CHECK_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/checks',
    operation: 'viewRequest',
    tag: 'Checks',
    summary: 'What is proved of the connection, and what is broken',
    description: 'Judged now, from what was last seen. Where a check fails, those after it are not run.',
    params: requestParams,
    answer: checks,
    run: async ({ params, actor, now }) => checksOf(await seenRequest(params.requestId, actor), now),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/checks',
    operation: 'runChecks',
    tag: 'Checks',
    summary: 'Run the checks',
    description: 'Reads AWS’s configuration and probes from this server; changes nothing anywhere. Takes up to half a minute.',
    params: requestParams,
    answer: checks,
    run: async ({ params, actor, now }) => {
      await runChecks(params.requestId, { actor, now })
      return checksOf(await seenRequest(params.requestId, actor), new Date())
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/mend/add-rule',
    operation: 'mendNetwork',
    tag: 'Checks',
    summary: 'Add the missing rule to the security group',
    description: 'The narrowest rule that lets the VPC reach the endpoint on these ports. Tried first, made once; refused where something else is missing by now than `seen` says.',
    params: requestParams,
    body: z.strictObject({ seen, ports: z.array(z.number().int().min(1).max(65_535)).min(1).max(10) }),
    example: { seen: '0123456789abcdef0123456789abcdef', ports: [8443, 9440] },
    answer: mended,
    run: async ({ params, body, actor, now }) => {
      const { outcome } = await addMissingRule(params.requestId, { ...body, actor, now })
      return { outcome, checks: await checksOf(await seenRequest(params.requestId, actor), new Date()) }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/mend/vpc-dns',
    operation: 'mendNetwork',
    tag: 'Checks',
    summary: 'Turn on the DNS attributes of the VPC',
    description: 'Concerns the whole VPC. Refused where something else is off by now than `seen` says.',
    params: requestParams,
    body: z.strictObject({ seen }),
    answer: mended,
    run: async ({ params, body, actor, now }) => {
      const { outcome } = await turnOnVpcDns(params.requestId, { ...body, actor, now })
      return { outcome, checks: await checksOf(await seenRequest(params.requestId, actor), new Date()) }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{requestId}/query',
    operation: 'runQuery',
    tag: 'Checks',
    summary: 'Run SELECT 1 over the private way',
    description: 'User and password are used for this one query and kept nowhere, not in the log and not for repetitions: so there is no Idempotency-Key. Nothing is sent where the name does not lead to the endpoint’s own addresses.',
    params: requestParams,
    secret: 'body',
    body: z.strictObject({ user: z.string().trim().min(1).max(200), password: z.string().min(1).max(1_000).meta({ format: 'password', writeOnly: true }) }),
    example: { user: 'default', password: 'the password of that user' },
    answer: z.strictObject({ outcome: z.enum(['ok', 'auth-failed', 'reset', 'timeout', 'wrong-protocol', 'error']).describe('`auth-failed`: the network works, user or password is wrong.'), host: z.string().nullable(), port: z.number().int().nullable(), at: dateTime, ms: z.number().nullable() }),
    run: async ({ params, body, actor, now }) => {
      const { outcome, host, port, at, ms } = await runQuery(params.requestId, { ...body, actor, now })
      return { outcome, host, port, at: at.toISOString(), ms }
    },
  }),
]
