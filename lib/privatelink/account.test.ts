import { describe, expect, it } from 'vitest'
import { accountOfRole, holdsAwsKey, isRoleArn, principalOf, whyNotUsable } from './account'

describe('a pasted key', () => {
  it.each([
    ['AKIAIOSFODNN7EXAMPLE', true],
    ['my key is ASIAIOSFODNN7EXAMPLE.', true],
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', true],
    ['aws_secret_access_key = x', true],
    ['Secret access key: x', true],
    ['arn:aws:iam::444455556666:role/CausewayAccess', false],
    ['arn:aws:iam::444455556666:role/Aa1/aaaaaaaaaaBBBBBBBBBBccccccccccDDDDDDDDDD', false],
    ['com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781', false],
    ['platform production, asked for by Ada on 2026-11-26', false],
    ['0123456789abcdef0123456789abcdef01234567', false],
  ])('%s → %s', (text, expected) => expect(holdsAwsKey(text)).toBe(expected))
})

describe('who a trust policy names', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/dashboard/i-0abc', 'arn:aws:iam::111122223333:role/dashboard'],
    ['arn:aws-cn:sts::111122223333:assumed-role/dashboard/x', 'arn:aws-cn:iam::111122223333:role/dashboard'],
    ['arn:aws:iam::111122223333:user/platform', 'arn:aws:iam::111122223333:user/platform'],
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root'],
    ['arn:aws:sts::111122223333:federated-user/ada', 'arn:aws:iam::111122223333:root'],
  ])('%s → %s', (caller, principal) => expect(principalOf(caller)).toBe(principal))
})

describe('a role’s ARN', () => {
  it.each([
    ['arn:aws:iam::444455556666:role/CausewayAccess', '444455556666'],
    ['arn:aws-us-gov:iam::444455556666:role/team/Causeway', '444455556666'],
    ['arn:aws:iam::444455556666:user/x', null],
    ['arn:aws:iam::4444:role/x', null],
    ['arn:aws:iam::444455556666:role/', null],
    ['arn:aws:iam::444455556666:role/x\n', null],
  ])('%j → %s', (text, owner) => {
    expect(accountOfRole(text)).toBe(owner)
    expect(isRoleArn(text)).toBe(owner !== null)
  })
})

describe('whether an account may be used', () => {
  const usable = { name: 'data', regions: null, heldBecause: null }
  it.each([
    [usable, 'us-west-2', null],
    [{ ...usable, regions: ['eu-west-1'] }, 'eu-west-1', null],
    [{ ...usable, regions: ['eu-west-1'] }, null, null],
    [{ ...usable, regions: ['eu-west-1'] }, 'us-west-2', 'The account “data” is not set up for us-west-2 (Oregon). An administrator can add the region to it.'],
    [{ ...usable, heldBecause: 'Not tested.' }, 'us-west-2', 'Not tested.'],
  ])('%j in %s: %s', (account, region, reason) => expect(whyNotUsable(account, region)).toBe(reason))
})
