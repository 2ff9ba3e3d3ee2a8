import { describe, expect, it } from 'vitest'
import { draftProgress, EMPTY_DRAFT, nameFromHostnames, whoseTurn, type Draft } from './request'
import { NOW, sampleDraft } from './samples'
import { SHIPPED_CATALOGUE } from './catalogue'
import { suggestServices } from './service-names'
import { STATE_FACE, STATES } from './state'

describe('nameFromHostnames', () => {
  it.each<[string[], string | null, string]>([
    [[], null, 'ClickHouse'],
    [[], 'us-west-2', 'ClickHouse in us-west-2'],
    [['abc.us-west-2.aws.clickhouse.cloud'], 'us-west-2', 'abc in us-west-2'],
    [['abc.us-west-2.aws.clickhouse.cloud', 'abc.us-west-2.vpce.aws.clickhouse.cloud'], 'us-west-2', 'abc in us-west-2'],
    [['abc.x', 'def.x', 'ghi.x'], null, 'abc and 2 more'],
  ])('%j in %s', (hostnames, region, name) => expect(nameFromHostnames(hostnames, region)).toBe(name))

  it('stays short', () => {
    const name = nameFromHostnames([`${'x'.repeat(63)}.a`, 'y.a', 'z.a'], 'ap-southeast-1')
    expect(name).toHaveLength(80)
    expect(name).toMatch(/x… and 2 more in ap-southeast-1$/)
  })
})

describe('whoseTurn', () => {
  it.each(STATES)('%s: the sentence fits who it is', (state) => {
    const { who, sentence, since } = whoseTurn({ state, stateSince: NOW })
    expect(who).toBe(STATE_FACE[state].turn)
    expect(since).toBe(NOW)
    expect(sentence).toMatch({ you: /your turn/, clickhouse: /ClickHouse’s turn/, aws: /AWS/, nobody: /nobody’s turn/ }[who])
  })

  it.each([
    ['proved', 'nobody', /nobody’s turn: the private connection is proved/],
    ['broken', 'you', /your turn: a check of the connection fails/],
    ['unproved', 'you', /your turn: .* not everything is proved yet/],
    [null, 'you', /not everything is proved yet/],
  ] as const)('an available one that is %s is the turn of %s', (standing, who, sentence) => {
    expect(whoseTurn({ state: 'available', stateSince: NOW }, { standing })).toMatchObject({ who, sentence: expect.stringMatching(sentence) as string, since: NOW })
  })

  it.each(STATES.filter((state) => state !== 'available'))('%s is not changed by what was proved', (state) => {
    expect(whoseTurn({ state, stateSince: NOW }, { standing: 'proved' })).toEqual(whoseTurn({ state, stateSince: NOW }))
  })
})

describe('draftProgress is the first incomplete step', () => {
  it.each<[string, Partial<Draft>, string, RegExp]>([
    ['nothing', EMPTY_DRAFT, 'clickhouse', /hostname/],
    ['mixed regions', { region: null }, 'clickhouse', /one region/],
    ['no service name', { serviceName: null }, 'clickhouse', /endpoint service in us-west-2/],
    ['a service name that is none', { serviceName: 'com.amazonaws.s3' }, 'clickhouse', /looks like/],
    ['a service of another region', { serviceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0a0218fa75c646d81' }, 'clickhouse', /us-east-1/],
    ['no account', { accountId: null }, 'account', /account/],
    ['an account of 11 digits', { accountId: '11112222333' }, 'account', /account/],
    ['no VPC', { vpcId: null }, 'network', /VPC/],
    ['no subnet', { subnetIdByZone: {} }, 'network', /subnet/],
    ['a bad tag', { tags: [{ key: 'aws:x', value: '' }] }, 'network', /aws:/],
    ['no security group, which AWS allows', { securityGroupIds: [] }, 'review', /complete/],
    ['everything', {}, 'review', /complete/],
    ['a service id of 8 digits', { serviceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33' }, 'review', /complete/],
  ])('%s', (_, changes, step, reason) => {
    expect(draftProgress({ ...sampleDraft, ...changes })).toMatchObject({ step, reason: expect.stringMatching(reason) })
  })
})

describe('suggestServices', () => {
  it('gives the published services of a region, the source table’s row first', () => {
    expect(suggestServices('us-east-1', SHIPPED_CATALOGUE).map((service) => service.published)).toEqual(['2022-09', '2023-11'])
    expect(suggestServices('mars-north-1', SHIPPED_CATALOGUE)).toEqual([])
  })
})
