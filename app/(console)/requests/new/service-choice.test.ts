import { describe, expect, it } from 'vitest'
import { SHIPPED_CATALOGUE } from '@/lib/privatelink/catalogue'
import { problemOfServiceName, serviceAfter } from './service-choice'

const OREGON = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const IRELAND = 'com.amazonaws.vpce.eu-west-1.vpce-svc-066b03c9b5f61c6fc'
const OWN = 'com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0'

describe('the service name after the hostnames changed', () => {
  it.each([
    ['the first hostname suggests the region’s service', ['us-west-2'], '', OREGON],
    ['the same region leaves a name of one’s own', ['eu-west-1'], OWN, OWN],
    ['another region replaces a suggestion', ['us-west-2'], IRELAND, OREGON],
    ['another region leaves a name somebody typed, to be judged', ['us-west-2'], OWN, OWN],
    ['a half-typed name stays', ['us-west-2'], 'com.amazonaws.vp', 'com.amazonaws.vp'],
    ['a region without any takes a foreign suggestion away', ['il-central-1'], OREGON, ''],
    ['no region yet leaves everything', [], OREGON, OREGON],
    ['two regions leave everything', ['us-west-2', 'eu-west-1'], OREGON, OREGON],
  ])('%s', (_what, regions, current, expected) => {
    expect(serviceAfter(regions, current, SHIPPED_CATALOGUE)).toBe(expected)
  })
})

describe('a typed service name', () => {
  it.each([
    ['that is empty is only missing', '', 'us-west-2', null],
    ['of the region is fine', ` ${OREGON} `, 'us-west-2', null],
    ['without a region to compare is fine', OREGON, null, null],
  ])('%s', (_what, name, region, expected) => {
    expect(problemOfServiceName(name, region)).toBe(expected)
  })

  it('of another region or another shape is told why', () => {
    expect(problemOfServiceName(OREGON, 'eu-west-1')).toContain('us-west-2')
    expect(problemOfServiceName('vpce-svc-1', 'eu-west-1')).toContain('com.amazonaws.vpce')
  })
})
