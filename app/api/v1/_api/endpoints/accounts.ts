import 'server-only'
import { z } from 'zod'
import type { KeptTest } from '@/lib/db/account-tests'
import { NotFoundError } from '@/lib/errors'
import { addAccount } from '@/lib/operations/add-account'
import { editAccount } from '@/lib/operations/edit-account'
import { removeAccount } from '@/lib/operations/remove-account'
import { testAccount } from '@/lib/operations/test-account'
import { listAccountLines, seeAccount, type AccountLine } from '@/lib/operations/view-accounts'
import { POLICY_LEVELS, SOURCE_KINDS } from '@/lib/privatelink/account'
import { SETUP_FORMATS } from '@/lib/privatelink/account-setup'
import { judgeConnection } from '@/lib/privatelink/account-test'
import { cleanLine, cleanText } from '@/lib/privatelink/text'
import { defineEndpoint } from '../define-endpoint'
import { accountId, dateTime, region } from '../shapes'

const text = (max: number) => z.string().max(max, `is longer than ${max} characters.`)
const accountParams = z.strictObject({ accountId })

/** There is no field for a key, and what looks like one is refused wherever it is pasted. */
const settings = z.strictObject({
  name: text(60).transform((name) => cleanLine(name, 60)),
  note: text(500).transform((note) => cleanText(note, 500)).prefault(''),
  source: z
    .discriminatedUnion('kind', [z.strictObject({ kind: z.literal('default') }), z.strictObject({ kind: z.literal('snapshot') }), z.strictObject({ kind: z.literal('profile'), profile: text(64) }), z.strictObject({ kind: z.literal('assume-role'), roleArn: text(700) })])
    .describe('Where the credentials come from: the server’s own, a profile of its AWS configuration, a role that it assumes, or `snapshot` for none: what AWS answers is given by people. Never a key.'),
  regions: z.array(region).min(1).max(40).nullable().default(null).describe('null: every region.'),
  level: z.enum(POLICY_LEVELS).default('delete').describe('How much the permission policy grants; each level holds the ones before it.'),
  mending: z.boolean().default(false).describe('Whether the policy also grants what mends a network.'),
  serviceNames: z.array(text(200)).max(40).default([]).describe('Endpoint services the policy is limited to, beside those of the catalogue.'),
})
const EXAMPLE = { name: 'data platform', source: { kind: 'assume-role', roleArn: 'arn:aws:iam::444455556666:role/CausewayAccess' }, regions: ['us-west-2'] } as const
const WITH_REGIONS = { ...EXAMPLE, regions: [...EXAMPLE.regions] }

const test = z
  .strictObject({
    at: dateTime,
    passed: z.boolean(),
    title: z.string(),
    next: z.string().nullable().describe('The next thing to do.'),
    answered: z.strictObject({ accountId: z.string(), arn: z.string() }).nullable(),
    trust: z.enum(['guarded', 'open', 'unknown', 'none']),
    regions: z.array(z.strictObject({ region: z.string(), outcome: z.enum(['answers', 'refused', 'unknown']), said: z.string().nullable() })),
    actions: z.array(z.strictObject({ action: z.string(), outcome: z.enum(['allowed', 'denied', 'unknown']), said: z.string().nullable() })),
  })
  .meta({ id: 'AccountTest' })

const line = {
  accountId: z.string(),
  name: z.string(),
  source: z.enum(SOURCE_KINDS),
  regions: z.array(z.string()).nullable(),
  health: z.strictObject({ label: z.string(), next: z.string().nullable().describe('What to do, where there is something.') }),
  openRequests: z.number().int(),
  lastLookAt: z.string().nullable(),
  test: test.nullable().describe('The newest test.'),
}

const account = z
  .strictObject({
    ...line,
    note: z.string(),
    roleArn: z.string().nullable(),
    profile: z.string().nullable(),
    externalId: z.string().nullable().describe('Goes into the trust policy of the role.'),
    level: z.enum(POLICY_LEVELS),
    mending: z.boolean(),
    serviceNames: z.array(z.string()),
    heldBecause: z.string().nullable().describe('Why it is not used until a test passes.'),
    keptBecause: z.string().nullable().describe('Why it cannot be removed now.'),
    createdAt: dateTime,
  })
  .meta({ id: 'Account' })

const setup = z.strictObject({
  principal: z.string().nullable().describe('Who to name in the trust policy: what Causeway itself runs as.'),
  problem: z.string().nullable().describe('Why there is no trust policy to give.'),
  texts: z.array(z.strictObject({ format: z.enum(SETUP_FORMATS), file: z.string(), title: z.string(), text: z.string() })),
})

function toTest({ at, result }: KeptTest, id: string): z.input<typeof test> {
  const { passed, title, next } = judgeConnection(result, id)
  return { at: at.toISOString(), passed, title, next, answered: result.answered, trust: result.trust, regions: result.regions, actions: result.actions }
}

const toLine = ({ accountId: id, name, source, regions, health, openRequests, lastLookAt, test: newest }: AccountLine) => ({
  ...{ accountId: id, name, source, regions, openRequests, lastLookAt },
  health: { label: health.label, next: health.next },
  test: newest && toTest(newest, id),
})

async function mustSee(id: string) {
  const seen = await seeAccount(id)
  if (!seen) throw new NotFoundError(`The account ${id}`)
  return seen
}

async function accountOf(id: string): Promise<z.input<typeof account>> {
  const seen = await mustSee(id)
  const { note, source, externalId, level, mending, serviceNames, heldBecause, createdAt } = seen.account
  return {
    ...toLine(seen),
    ...{ note, externalId, level, mending, serviceNames, heldBecause },
    roleArn: source.kind === 'assume-role' ? source.roleArn : null,
    profile: source.kind === 'profile' ? source.profile : null,
    keptBecause: seen.keptBecause,
    createdAt: createdAt.toISOString(),
  }
}

export const ACCOUNT_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/account-health',
    operation: 'viewAccounts',
    tag: 'Accounts',
    summary: 'Every AWS account with how it stands',
    answer: z.strictObject({ accounts: z.array(z.strictObject(line)), problem: z.string().nullable().describe('Why the server’s own credentials did not answer.') }),
    run: async ({ now }) => {
      const { lines, problem } = await listAccountLines(now)
      return { accounts: lines.map(toLine), problem }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/accounts',
    operation: 'manageAccounts',
    tag: 'Accounts',
    summary: 'Add an AWS account',
    description: 'It is kept at once and used once a test has passed. Its ExternalId is made here. Named by its own number, so a repeated call is refused (`account-known`) and adds nothing twice.',
    body: z.strictObject({ accountId, ...settings.shape }),
    example: { accountId: '444455556666', ...WITH_REGIONS },
    answer: account,
    status: 201,
    run: async ({ body: { accountId: id, ...input }, actor, now }) => {
      await addAccount(id, input, { actor, now })
      return accountOf(id)
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/accounts/{accountId}',
    operation: 'viewAccounts',
    tag: 'Accounts',
    summary: 'One AWS account, with its newest test',
    params: accountParams,
    answer: account,
    run: async ({ params }) => accountOf(params.accountId),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/accounts/{accountId}/setup',
    operation: 'viewAccounts',
    tag: 'Accounts',
    summary: 'The policies and templates to put into the account',
    params: accountParams,
    answer: setup,
    run: async ({ params }) => {
      const { setup: texts, principal, setupProblem } = await mustSee(params.accountId)
      return { principal, problem: setupProblem, texts: SETUP_FORMATS.flatMap((format) => texts[format].map(({ file, title, code }) => ({ format, file, title, text: code }))) }
    },
  }),
  defineEndpoint({
    method: 'PUT',
    path: '/accounts/{accountId}',
    operation: 'manageAccounts',
    tag: 'Accounts',
    summary: 'Change an AWS account',
    description: 'Everything is said anew; what is left out is as usual. Credentials from elsewhere are used once a test has passed: call it next.',
    params: accountParams,
    body: settings,
    example: WITH_REGIONS,
    answer: account,
    run: async ({ params, body, actor, now }) => {
      await editAccount(params.accountId, body, { actor, now })
      return accountOf(params.accountId)
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/accounts/{accountId}/test',
    operation: 'manageAccounts',
    tag: 'Accounts',
    summary: 'Test the connection to an AWS account',
    description: 'Without any effect in AWS. A pass frees the account for use; a role that anybody could assume holds it.',
    params: accountParams,
    answer: account,
    run: async ({ params, actor, now }) => {
      await testAccount(params.accountId, { actor, now })
      return accountOf(params.accountId)
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/accounts/{accountId}',
    operation: 'manageAccounts',
    tag: 'Accounts',
    summary: 'Forget an AWS account',
    description: 'Nothing in AWS changes. Refused while requests are open in it.',
    params: accountParams,
    query: z.strictObject({ name: text(200).meta({ examples: ['data platform'] }).describe('Its name, so that a script cannot remove one it did not mean.') }),
    answer: z.strictObject({ removed: z.literal(true) }),
    run: async ({ params, query, actor, now }) => {
      await removeAccount(params.accountId, query.name, { actor, now })
      return { removed: true as const }
    },
  }),
]
