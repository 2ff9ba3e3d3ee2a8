import { describe, expect, it } from 'vitest'
import { accountShape, clickhouseShape, createShape, networkShape, toSubnets, toTags, vpcShape } from './schema'

const id = '3f1c2a4e-5b6d-4c7e-8f90-a1b2c3d4e5f6'
const step1 = { requestId: '', key: id, hostnamesText: '', serviceName: '', name: '', contact: '', note: '' }
const step3 = { requestId: id, vpcId: 'vpc-0a1b2c3d4e5f60718' }
const problemsOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[] }[] } }) => result.error?.issues.map((issue) => String(issue.path[0] ?? 'whole')) ?? []

describe('what step 1 may send', () => {
  it.each([
    ['an empty first keystroke', {}, []],
    ['20,000 characters of hostnames', { hostnamesText: 'a'.repeat(20_000) }, []],
    ['20,001 characters of hostnames', { hostnamesText: 'a'.repeat(20_001) }, ['hostnamesText']],
    ['a note of 2,001 characters', { note: 'a'.repeat(2_001) }, ['note']],
    ['a field nobody knows', { state: 'available' }, ['whole']],
    ['a repeated field', { name: ['a', 'b'] }, ['name']],
    ['a key that is not a uuid', { key: '1' }, ['key']],
    ['a request id that is not a uuid', { requestId: '../../x' }, ['requestId']],
  ])('%s', (_what, patch, problems) => {
    expect(problemsOf(clickhouseShape.safeParse({ ...step1, ...patch }))).toEqual(problems)
  })

  it('keeps the hostnames as typed and cleans what will stand in tickets', () => {
    const parsed = clickhouseShape.parse({ ...step1, hostnamesText: ' a\n b ', name: ' x\u202ey ', note: 'one\ntwo' })
    expect(parsed).toMatchObject({ hostnamesText: ' a\n b ', name: 'x\ufffdy', note: 'one\ntwo' })
  })
})

it('does not keep a password that came with a paste', () => {
  const parsed = clickhouseShape.parse({ ...step1, hostnamesText: 'https://default:secret@abc.us-west-2.aws.clickhouse.cloud:8443' })
  expect(parsed.hostnamesText).not.toContain('secret')
  expect(parsed.hostnamesText).toContain('abc.us-west-2.aws.clickhouse.cloud')
})

describe('what the later steps may send', () => {
  it.each([
    ['12 digits', '111122223333', true],
    ['11 digits', '11112222333', false],
    ['nothing', undefined, false],
  ])('an account of %s', (_what, accountId, fine) => {
    expect(accountShape.safeParse({ requestId: id, accountId }).success).toBe(fine)
  })

  it.each([
    ['17 hex digits', 'vpc-0a1b2c3d4e5f60718', true],
    ['8 hex digits', 'vpc-0a1b2c3d', true],
    ['a subnet id', 'subnet-0a1b2c3d', false],
  ])('a VPC id of %s', (_what, vpcId, fine) => {
    expect(vpcShape.safeParse({ requestId: id, vpcId }).success).toBe(fine)
  })

  it.each([
    ['no list at all', {}, []],
    ['a zone that is left out', { subnets: ['usw2-az1=subnet-0a1b2c3d', ''] }, []],
    ['a choice without a zone', { subnets: ['subnet-0a1b2c3d'] }, ['subnets']],
    ['a choice with two equals signs', { subnets: ['a-b=subnet-0a1b2c3d=x'] }, ['subnets']],
    ['a group that is not one', { groups: ['sg-xyz'] }, ['groups']],
  ])('the network with %s', (_what, patch, problems) => {
    expect(problemsOf(networkShape.safeParse({ ...step3, ...patch }))).toEqual(problems)
  })

  it('a plan hash is 64 hex digits, acceptance is exactly "yes"', () => {
    const planHash = 'a'.repeat(64)
    expect(createShape.safeParse({ requestId: id, planHash, accepted: 'yes', warnings: '2' }).success).toBe(true)
    expect(createShape.safeParse({ requestId: id, planHash: planHash.slice(1) }).success).toBe(false)
    expect(createShape.safeParse({ requestId: id, planHash, accepted: 'on' }).success).toBe(false)
  })
})

it('turns choices into zone id → subnet id, without those left out', () => {
  expect(toSubnets(['usw2-az1=subnet-0a1b2c3d', '', 'usw2-az2=subnet-0a1b2c3e'])).toEqual({ 'usw2-az1': 'subnet-0a1b2c3d', 'usw2-az2': 'subnet-0a1b2c3e' })
})

it('keeps a tag that has a key or a value, and drops a row with neither', () => {
  expect(toTags(['team', '', ''], ['data', 'x', ''])).toEqual([
    { key: 'team', value: 'data' },
    { key: '', value: 'x' },
  ])
})
