import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderPolicy, renderTrust } from './permissions'
import { renderSetup, type SetupFacts } from './setup-texts'

const PRINCIPAL = 'arn:aws:iam::111122223333:role/dashboard'
const FACTS: SetupFacts = {
  source: { kind: 'assume-role', roleArn: 'arn:aws:iam::444455556666:role/team/CausewayAccess', externalId: 'id-1' },
  principal: PRINCIPAL,
  level: 'private-dns',
  options: { serviceNames: ['com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'], regions: ['us-west-2'], mending: true },
}
const policy = renderPolicy(FACTS.level, FACTS.options)
const trust = renderTrust({ principal: PRINCIPAL, externalId: 'id-1' })

describe('what to paste for a role', () => {
  const setup = renderSetup(FACTS)
  it('is the two policies and the one for Causeway itself, as JSON', () => {
    expect(setup.json.map(({ code }) => JSON.parse(code) as unknown)).toEqual([trust, policy, { Version: '2012-10-17', Statement: [expect.objectContaining({ Action: ['sts:AssumeRole'], Resource: 'arn:aws:iam::444455556666:role/team/CausewayAccess' })] }])
  })
  it('is a whole CloudFormation template that means the same, its dates quoted', () => {
    const { code } = setup.cloudformation[0]!
    expect(parse(code)).toMatchObject({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: { CausewayAccess: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'CausewayAccess', Path: '/team/', MaxSessionDuration: 3600, AssumeRolePolicyDocument: trust, Policies: [{ PolicyDocument: policy }] } } },
    })
    expect(code).toContain('Version: "2012-10-17"')
  })
  it('is Terraform that says each part once', () => {
    const { code } = setup.terraform[0]!
    expect(code).toMatch(/^resource "aws_iam_role" "causeway_access" \{\n {2}name {17}= "CausewayAccess"\n {2}path {17}= "\/team\/"/)
    expect(code).toContain('"sts:ExternalId" = "id-1"')
    expect(code).toContain('"aws:ResourceTag/managed-by" = "causeway"')
    expect([code.match(/jsonencode\(/g)?.length, code.match(/[{[(]/g)?.length]).toEqual([2, code.match(/[}\])]/g)?.length])
  })
  it('doubles what would begin a template in HCL', () => {
    const { code } = renderSetup({ ...FACTS, source: { kind: 'assume-role', roleArn: 'arn:aws:iam::444455556666:role/x', externalId: '${file("x")}%{if}' } }).terraform[0]!
    expect(code).toContain('"$${file(\\"x\\")}%%{if}"')
  })
})

it('without a principal there is no role to make, and the permission policy all the same', () => {
  const { json, cloudformation, terraform } = renderSetup({ ...FACTS, principal: null })
  expect([json.map(({ file }) => file), cloudformation, terraform]).toEqual([['permission-policy.json', 'assume-policy.json'], [], []])
})

it.each([{ kind: 'default' } as const, { kind: 'profile', profile: 'p' } as const])('for %j there is the permission policy alone', (source) => {
  const setup = renderSetup({ ...FACTS, source })
  expect(JSON.parse(setup.json[0]!.code)).toEqual(policy)
  expect(parse(setup.cloudformation[0]!.code)).toMatchObject({ Resources: { CausewayAccess: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } } } })
  expect(setup.terraform[0]!.code).toContain('resource "aws_iam_policy" "causeway_access"')
})
