import { expect, it } from 'vitest'
import { EMPTY_DRAFT, type Draft } from '@/lib/privatelink/request'
import { stepPageTitle, wizardSteps } from './wizard-steps'

const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const step1: Draft = { ...EMPTY_DRAFT, hostnames: ['a.us-west-2.aws.clickhouse.cloud'], region: 'us-west-2', serviceName: SERVICE }
const step2: Draft = { ...step1, accountId: '111122223333' }
const step3: Draft = { ...step2, vpcId: 'vpc-0a1b2c3d', subnetIdByZone: { 'usw2-az1': 'subnet-0a1b2c3d' } }

it.each([
  ['nothing yet', EMPTY_DRAFT, 'clickhouse', ['current', 'upcoming', 'upcoming', 'upcoming'], [true, false, false, false]],
  ['hostnames and service', step1, 'clickhouse', ['current', 'upcoming', 'upcoming', 'upcoming'], [true, true, false, false]],
  ['an account too', step2, 'account', ['done', 'current', 'upcoming', 'upcoming'], [true, true, true, false]],
  ['everything, looked at from the start', step3, 'clickhouse', ['current', 'done', 'done', 'upcoming'], [true, true, true, true]],
] as const)('with %s, steps up to the first incomplete one can be opened', (_what, draft, current, states, links) => {
  const steps = wizardSteps(current, draft, 'r1')
  expect(steps.map((step) => step.state)).toEqual(states)
  expect(steps.map((step) => step.href !== undefined)).toEqual(links)
})

it('a draft that is not stored yet has no links', () => {
  expect(wizardSteps('clickhouse', EMPTY_DRAFT, null).every((step) => step.href === undefined)).toBe(true)
})

it('says why later steps wait, and only of those', () => {
  const reasons = (draft: Draft) => wizardSteps('clickhouse', draft, 'r1').map((step) => step.reason !== undefined)
  expect(reasons(EMPTY_DRAFT)).toEqual([false, true, true, true])
  expect(wizardSteps('clickhouse', EMPTY_DRAFT, 'r1')[3]?.reason).toContain('hostname')
  expect(reasons(step3)).toEqual([false, false, false, false])
})

it('numbers the pages for the browser tab', () => {
  expect(stepPageTitle('network')).toBe('Step 3 of 4 · Network')
})
