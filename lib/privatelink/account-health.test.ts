import { describe, expect, it } from 'vitest'
import { judgeAccountHealth, type AccountFacts } from './account-health'
import { judgeConnection, type ConnectionTest } from './account-test'

const ID = '444455556666'
const GOOD: ConnectionTest = { answered: { accountId: ID, arn: 'arn' }, problem: null, trust: 'guarded', trustProblem: null, regions: [], triedIn: 'us-west-2', actions: [{ action: 'ec2:DescribeVpcs', outcome: 'allowed', said: null }] }

describe('what a test means', () => {
  it.each<[string, Partial<ConnectionTest>, boolean, string | null | undefined, string]>([
    ['all is well', {}, true, null, 'Connected'],
    ['no role', { trust: 'none' }, true, null, 'Connected'],
    ['nobody answered', { answered: null, problem: 'No.' }, false, undefined, 'Nobody answered'],
    ['another account', { answered: { accountId: '111122223333', arn: 'a' } }, false, expect.stringContaining('111122223333') as string, 'Another account answered'],
    ['an open role', { trust: 'open' }, false, expect.stringContaining('sts:ExternalId') as string, 'The role is open'],
    ['could not tell', { trust: 'unknown', trustProblem: 'Throttled.' }, false, undefined, 'Not tested to the end'],
    ['a permission missing', { actions: [{ action: 'ec2:CreateVpcEndpoint', outcome: 'denied', said: 'no' }] }, true, null, 'Connected, with permissions missing'],
    ['a permission that cannot be told', { actions: [{ action: 'ec2:CreateVpcEndpoint', outcome: 'unknown', said: 'no VPC' }] }, true, null, 'Connected'],
    ['a region closed', { regions: [{ region: 'ap-south-1', outcome: 'refused', said: 'OptInRequired' }] }, true, null, 'Connected, not in every region'],
  ])('%s', (_, change, passed, held, title) => expect(judgeConnection({ ...GOOD, ...change }, ID)).toMatchObject({ passed, held, title }))
})

describe('how an account stands', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 0, minute))
  const look = (minute: number, problem: string | null) => ({ region: 'us-west-2', lastTriedAt: at(minute).toISOString(), problem })
  const test = (minute: number, change: Partial<ConnectionTest> = {}) => ({ at: at(minute), result: { ...GOOD, ...change } })
  it.each<[string, Partial<AccountFacts>, string, string | null]>([
    ['nothing known', {}, 'Not tested yet', null],
    ['held before any test', { heldBecause: 'Test it.' }, 'Not tested yet', 'Test it.'],
    ['held by a test', { heldBecause: 'Open.', test: test(1, { trust: 'open' }) }, 'Needs attention', 'Open.'],
    ['a good test', { test: test(1) }, 'Connected', null],
    ['a good look', { looks: [look(1, null)] }, 'Connected', null],
    ['a look that failed after a good test', { test: test(1), looks: [look(2, 'Gone.')] }, 'Needs attention', 'Gone.'],
    ['a look that failed before a good test', { test: test(3), looks: [look(2, 'Gone.')] }, 'Connected', null],
    ['a failed test, and a good look since', { test: test(1, { answered: null, problem: 'No.' }), looks: [look(2, null)] }, 'Connected', null],
    ['a failed test, and none since', { test: test(3, { answered: null, problem: 'No.' }), looks: [look(2, null)] }, 'Needs attention', 'No.'],
    ['own credentials missing', { ownProblem: 'Expired.', test: test(1) }, 'Needs attention', 'Expired.'],
    ['permissions missing', { test: test(1, { actions: [{ action: 'a:B', outcome: 'denied', said: null }] }) }, 'Works in part', 'Allow a:B in the permission policy, or choose a lower level for this account.'],
  ])('%s', (_, facts, label, next) => {
    expect(judgeAccountHealth({ accountId: ID, heldBecause: null, test: null, looks: [], ownProblem: null, ...facts })).toMatchObject({ label, next })
  })
})
