import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { AwsError, toAwsError } from './errors'
import { EXPLAINED_CODES } from './explain'
import { REACH } from './far-end'

const fromAws = (status: number, code: string, message: string) => toAwsError(Object.assign(new Error(message), { name: code, Code: code, $metadata: { httpStatusCode: status } }), { action: 'ec2:CreateVpcEndpoint', reach: REACH })

/** Every code of the errors overview that the product's calls can meet. */
const CODES = `InvalidServiceName InvalidParameter DuplicateSubnetsInSameZone InvalidSubnetId.Malformed InvalidSubnetID.NotFound InvalidSubnetId.NotFound InvalidSubnet
  InvalidVpcID.NotFound InvalidVpcID.Malformed InvalidSecurityGroupID.NotFound InvalidSecurityGroupId.Malformed InvalidGroup.NotFound SecurityGroupsPerInterfaceLimitExceeded
  InsufficientFreeAddressesInSubnet VpcEndpointLimitExceeded NetworkInterfaceLimitExceeded TagLimitExceeded TagPolicyViolation InvalidTagKey.Malformed
  InvalidVpcEndpointId.NotFound InvalidVpcEndpointId.Malformed InvalidVpcEndpoint.NotFound InvalidVpcEndpointType InvalidPolicyDocument InvalidFilter InvalidMaxResults
  InvalidNextToken InvalidPaginationToken InvalidParameterCombination IdempotentParameterMismatch InvalidClientToken IncorrectState InvalidState OperationNotPermitted
  DependencyViolation DryRunOperation UnauthorizedOperation AuthFailure OptInRequired PendingVerification Blocked UnsupportedOperation InvalidAction RequestExpired
  RequestLimitExceeded InternalError InternalFailure ServerInternal ServiceUnavailable Unavailable ExpiredToken InvalidClientTokenId SignatureDoesNotMatch`.split(/\s+/)

describe('every code is a sentence', () => {
  it.each(CODES)('%s', (code) => {
    const error = fromAws(400, code, 'AWS’s words about subnet-0123456789abcdef0')
    expect(error).toBeInstanceOf(AppError)
    expect(error.awsCode).toBe(code)
    expect(error.message).toMatch(/^[A-Z][^]*[.”]$/)
    expect(error.message).not.toMatch(/undefined|null|!|\[object/)
  })

  it('J67 a secret in AWS’s words is not passed on', () => {
    for (const code of EXPLAINED_CODES) {
      const { message } = fromAws(403, code, `for ${'AKIA' + 'IOSFODNN7EXAMPLE'} with ExternalId: causeway-7f3a9b2c and Bearer abcdefgh12345678ijkl`)
      expect(message).not.toMatch(/IOSFODNN7|7f3a9b2c|abcdefgh12345678/)
    }
  })

  it('keeps the ids that AWS names', () => {
    for (const code of EXPLAINED_CODES) expect(fromAws(400, code, 'about subnet-0123456789abcdef0').message).toContain('subnet-0123456789abcdef0')
  })
})

describe('InvalidParameter is told apart by AWS’s text', () => {
  const cases: [string, RegExp][] = [
    ['The VPC endpoint service com.amazonaws.vpce.us-west-2.vpce-svc-1 does not support the availability zone of the subnet: subnet-00000001.', /Leave that subnet out.*subnet-00000001/],
    ['Only the following availability zones are supported for remote access: use1-az1, use1-az2', /some availability zones only.*use1-az1/],
    ['Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-00000001', /both on.*vpc-00000001/],
    ['Private DNS can only be enabled after the endpoint connection is accepted by the owner of com.amazonaws.vpce.x.', /after ClickHouse has accepted/],
    ['Private DNS can\'t be enabled because the service x does not provide a private DNS name.', /offers no private DNS name/],
    ['private-dns-enabled cannot be set because there is already a conflicting DNS domain for x in the VPC vpc-00000001', /already has something.*vpc-00000001/],
    ['Something new', /InvalidParameter.*Something new/],
  ]
  it.each(cases)('%s', (message, expected) => {
    const error = fromAws(400, 'InvalidParameter', message)
    expect([error.kind, error.message]).toEqual(['invalid', expect.stringMatching(expected)])
  })
})

describe('B24 a denial', () => {
  const ENCODED = 'Encoded authorization failure message: 4Zk1aBc'
  it('names the missing action and not the encoded message', () => {
    const error = fromAws(403, 'UnauthorizedOperation', `You are not authorized to perform this operation. User: arn:aws:iam::1:user/x is not authorized to perform: ec2:CreateTags on resource: y. ${ENCODED}`)
    expect([error.kind, error.deniedAction, error.message]).toEqual(['denied', 'ec2:CreateTags', expect.stringContaining('Add “ec2:CreateTags”')])
    expect(error.message).not.toContain('4Zk1aBc')
  })
  it('names the call where AWS names nothing', () => {
    expect(fromAws(403, 'UnauthorizedOperation', `You are not authorized to perform this operation. ${ENCODED}`).deniedAction).toBe('ec2:CreateVpcEndpoint')
  })
  it('says that an explicit deny is not mended by adding a permission', () => {
    const error = fromAws(403, 'UnauthorizedOperation', 'User: x is not authorized to perform: ec2:CreateVpcEndpoint with an explicit deny in a service control policy')
    expect(error.message).toContain('explicitly denies')
  })
})

it('B24 keeps what AWS says on one line and short', () => {
  const { message } = fromAws(400, 'InvalidSubnet', `a\n\u0000\u001b[31m${'x'.repeat(5000)}`)
  expect(message).not.toMatch(/[\n\u0000\u001b]/)
  expect(message.length).toBeLessThan(700)
})

it('throws on what it does not understand: a bug is not a refusal', () => {
  const bug = new TypeError('x is not a function')
  expect(() => toAwsError(bug, { action: 'ec2:DescribeVpcs', reach: REACH })).toThrow(bug)
})

it('keeps the cause, and what is explained already', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const error = toAwsError(cause, { action: 'ec2:DescribeVpcs', reach: REACH })
  expect([error.kind, error.outcomeKnown, error.cause]).toEqual(['unreachable', true, cause])
  expect(toAwsError(error, { action: 'x', reach: REACH })).toBe(error)
  expect(error).toBeInstanceOf(AwsError)
})
