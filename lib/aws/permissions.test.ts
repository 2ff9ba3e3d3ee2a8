import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REGIONS } from '@/lib/privatelink/regions'
import { ACTIONS, actionsOf as grantedAt, POLICY_LEVELS, type PolicyLevel, renderPolicy, renderTrust } from './permissions'

const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const sources = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'permissions.ts')
const commandsIn = (files: string[]) => {
  const text = files.map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')).join('\n')
  return [...new Set([...text.matchAll(/new ([A-Z]\w+)Command\(/g)].map((match) => match[1]!))]
}

/** Asked for by AWS together with another call. */
const NOT_CALLED = ['ec2:CreateTags', 'route53:AssociateVPCWithHostedZone']

describe('the list of actions', () => {
  const used = commandsIn(sources)
  /** A trial tries what may be called; to be tried is no reason to ask for a permission. */
  const needed = commandsIn(sources.filter((file) => file !== 'action-trials.ts'))
  it('is found in the sources', () => expect(used.length).toBeGreaterThan(8))
  it.each(used)('%s is in it', (command) => {
    expect([`ec2:${command}`, `sts:${command}`].filter((action) => Object.hasOwn(ACTIONS, action))).toHaveLength(1)
  })
  it.each(Object.keys(ACTIONS).filter((action) => !NOT_CALLED.includes(action)))('%s is used', (action) => {
    expect(needed).toContain(action.split(':')[1])
  })
})

describe('the policy', () => {
  const actionsOf = (level: PolicyLevel) => renderPolicy(level).Statement.flatMap((statement) => statement.Action)
  it('of reading reads only', () => expect(actionsOf('read').every((action) => /^ec2:(Describe|Get)/.test(action))).toBe(true))
  it('of creating adds creation and tagging, of deleting adds deletion', () => {
    expect(actionsOf('create').filter((action) => !/^ec2:(Describe|Get)/.test(action))).toEqual(['ec2:CreateVpcEndpoint', 'ec2:CreateVpcEndpoint', 'ec2:CreateTags'])
    expect(actionsOf('delete').at(-1)).toBe('ec2:DeleteVpcEndpoints')
  })
  it('grants what its level says, each level what the one before does', () => {
    for (const level of POLICY_LEVELS) expect([...new Set(actionsOf(level))].sort(), level).toEqual([...grantedAt(level)].sort())
    POLICY_LEVELS.slice(1).forEach((level, n) => expect(grantedAt(level)).toEqual(expect.arrayContaining(grantedAt(POLICY_LEVELS[n]!))))
  })
  it('B24: lets private DNS be switched only with the Route 53 permission AWS asks for, and only of own endpoints', () => {
    const { Statement } = renderPolicy('private-dns')
    expect(Statement.find(({ Action }) => Action.includes('ec2:ModifyVpcEndpoint'))).toMatchObject({ Condition: { StringEquals: { 'aws:ResourceTag/managed-by': 'causeway' } } })
    expect(Statement.flatMap(({ Action }) => Action)).toContain('route53:AssociateVPCWithHostedZone')
    expect(JSON.stringify(renderPolicy('create'))).not.toContain('route53')
  })
  it('mends networks only where that was chosen', () => {
    expect(JSON.stringify(renderPolicy('delete'))).not.toContain('AuthorizeSecurityGroupIngress')
    expect(renderPolicy('read', { mending: true }).Statement.at(-1)).toMatchObject({ Action: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifyVpcAttribute'] })
  })
  it('fits a managed policy (6,144 characters without spaces) with every region and service of the catalogue', () => {
    const regions = REGIONS.map(({ code }) => code)
    const serviceNames = REGIONS.flatMap(({ services }) => services.map(({ serviceName }) => serviceName))
    expect(JSON.stringify(renderPolicy('delete', { serviceNames, mending: true })).length).toBeLessThan(6144)
    expect(JSON.stringify(renderPolicy('delete', { serviceNames, regions: regions.slice(0, 7), mending: true })).length).toBeLessThan(6144)
  })
  it('trusts one principal, with the ExternalId', () => {
    expect(renderTrust({ principal: 'arn:aws:iam::111122223333:role/dashboard', externalId: 'id-1' }).Statement[0]).toMatchObject({
      Principal: { AWS: 'arn:aws:iam::111122223333:role/dashboard' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'id-1' } },
    })
  })
  it('allows only endpoints to these services that carry our tag, and deletes only those', () => {
    const { Statement } = renderPolicy('delete', { serviceNames: [SERVICE], regions: ['us-west-2'] })
    expect(Statement.find(({ Sid }) => Sid === 'CreateTaggedEndpoints')).toMatchObject({
      Resource: ['arn:aws:ec2:us-west-2:*:vpc-endpoint/*'],
      Condition: { StringEquals: { 'ec2:VpceServiceName': [SERVICE], 'aws:RequestTag/managed-by': 'causeway' } },
    })
    expect(Statement.at(-1)).toMatchObject({ Condition: { StringEquals: { 'aws:ResourceTag/managed-by': 'causeway' } } })
  })
  it('never says "every action", and a statement without condition never lets an endpoint be made', () => {
    const text = JSON.stringify(renderPolicy('delete'))
    expect(text).not.toMatch(/"\*:\*"|"ec2:\*"/)
    for (const statement of renderPolicy('delete').Statement) if (!statement.Condition) expect(JSON.stringify(statement.Resource)).not.toContain('vpc-endpoint')
  })
  it('has each Sid once, made of letters', () => {
    const ids = renderPolicy('delete').Statement.map(({ Sid }) => Sid)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]+$/)
  })
})
