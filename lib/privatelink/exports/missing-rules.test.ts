import { expect, it } from 'vitest'
import type { SecurityGroup } from '../network'
import { CLICKHOUSE_PORTS } from '../ports'
import { missingRules } from './missing-rules'

const CIDRS = ['10.0.0.0/16', '10.1.0.0/16']
const PLAN = { vpcId: 'vpc-00000000000000001', securityGroupIds: ['sg-00000000000000001'] }
const GROUP: SecurityGroup = {
  groupId: 'sg-00000000000000001',
  vpcId: PLAN.vpcId,
  name: 'clients',
  description: '',
  ingress: [{ ruleId: '', protocol: 'tcp', fromPort: 8443, toPort: 9440, source: { kind: 'ipv4', cidr: '10.0.0.0/16' } }],
}

it('asks only for ranges that no rule covers: AWS refuses a rule that is there, and a script would stop at it', () => {
  expect(missingRules(PLAN, [GROUP], CIDRS, CLICKHOUSE_PORTS)).toEqual([8443, 9440].map((port) => ({ groupId: GROUP.groupId, port, cidr: '10.1.0.0/16' })))
})

it('goes by the ports of the settings', () => {
  const ports = CLICKHOUSE_PORTS.map((each) => ({ ...each, needed: each.port === 443 }))
  expect(missingRules(PLAN, [GROUP], ['10.0.0.0/16'], ports)).toEqual([{ groupId: GROUP.groupId, port: 443, cidr: '10.0.0.0/16' }])
})
