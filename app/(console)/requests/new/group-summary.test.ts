import { expect, it } from 'vitest'
import type { IngressRule, SecurityGroup } from '@/lib/privatelink/network'
import { CLICKHOUSE_PORTS } from '@/lib/privatelink/ports'
import { judgeGroups } from '@/lib/privatelink/security'
import { rankOf, summarise } from './group-summary'

const rule = (port: number | null, cidr: string): IngressRule => ({ ruleId: `sgr-${port}`, protocol: port === null ? 'all' : 'tcp', fromPort: port, toPort: port, source: { kind: 'ipv4', cidr } })
const group = (...ingress: IngressRule[]): SecurityGroup => ({ groupId: 'sg-0a1b2c3d', vpcId: 'vpc-0a1b2c3d', name: 'x', description: '', ingress })
const VPC = '10.0.0.0/16'

it.each([
  ['both needed ports', group(rule(8443, VPC), rule(9440, VPC)), 'good', 'opens 8443 and 9440', 0],
  ['everything', group(rule(null, '0.0.0.0/0')), 'good', 'opens 8443 and 9440', 0],
  ['one of them', group(rule(8443, VPC)), 'attention', 'opens only 8443', 2],
  ['both for one subnet', group(rule(8443, '10.0.1.0/24'), rule(9440, '10.0.1.0/24')), 'attention', 'opens 8443 and 9440 to some', 2],
  ['only 443', group(rule(443, VPC)), 'attention', 'opens neither 8443 nor 9440', 4],
  ['nothing', group(), 'attention', 'opens neither 8443 nor 9440', 4],
])('a group that opens %s', (_what, one, tone, words, rank) => {
  const judged = judgeGroups([one], [VPC], CLICKHOUSE_PORTS)
  expect(summarise(judged)).toEqual({ tone, words })
  expect(rankOf(judged)).toBe(rank)
})
