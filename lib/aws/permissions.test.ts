import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ACTIONS, renderPolicy } from './permissions'

const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const sources = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'permissions.ts')
const text = sources.map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')).join('\n')

describe('the list of actions', () => {
  const used = [...new Set([...text.matchAll(/new ([A-Z]\w+)Command\(/g)].map((match) => match[1]!))]
  it('is found in the sources', () => expect(used.length).toBeGreaterThan(8))
  it.each(used)('%s is in it', (command) => {
    expect([`ec2:${command}`, `sts:${command}`].filter((action) => Object.hasOwn(ACTIONS, action))).toHaveLength(1)
  })
  it.each(Object.keys(ACTIONS).filter((action) => action !== 'ec2:CreateTags'))('%s is used', (action) => {
    expect(used).toContain(action.split(':')[1])
  })
})

describe('the policy', () => {
  const actionsOf = (level: 'read' | 'create' | 'delete' | 'mend') => renderPolicy(level).Statement.flatMap((statement) => statement.Action)
  it('of reading reads only', () => expect(actionsOf('read').every((action) => /^ec2:(Describe|Get)/.test(action))).toBe(true))
  it('of creating adds creation and tagging, of deleting adds deletion', () => {
    expect(actionsOf('create').filter((action) => !/^ec2:(Describe|Get)/.test(action))).toEqual(['ec2:CreateVpcEndpoint', 'ec2:CreateVpcEndpoint', 'ec2:CreateTags'])
    expect(actionsOf('delete').at(-1)).toBe('ec2:DeleteVpcEndpoints')
    expect(actionsOf('mend').slice(-2)).toEqual(['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifyVpcAttribute'])
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
