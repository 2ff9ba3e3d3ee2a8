import { describe, expect, it } from 'vitest'
import type { IngressRule } from './network'
import { CLICKHOUSE_PORTS } from './ports'
import { sampleGroup, tcp } from './samples'
import { describeGroup, judgeGroups, ruleToAdd } from './security'

const VPC = ['10.0.0.0/16']
const rule = (changes: Partial<IngressRule>): IngressRule => ({ ...tcp(8443, '10.0.0.0/16'), ...changes })
const port8443 = (ingress: IngressRule[], cidrs: readonly string[] = VPC) => judgeGroups([sampleGroup(ingress)], cidrs, CLICKHOUSE_PORTS).find((each) => each.port === 8443)!

describe('judgeGroups', () => {
  it.each<[string, IngressRule[], 'open' | 'partly' | 'closed']>([
    ['nothing', [], 'closed'],
    ['the VPC', [tcp(8443, '10.0.0.0/16')], 'open'],
    ['two halves of the VPC', [tcp(8443, '10.0.0.0/17'), tcp(8443, '10.0.128.0/17')], 'open'],
    ['one subnet of it', [tcp(8443, '10.0.1.0/24')], 'partly'],
    ['another network', [tcp(8443, '10.9.0.0/16')], 'partly'],
    ['everywhere', [tcp(8443, '0.0.0.0/0')], 'open'],
    ['everywhere in IPv6 only', [tcp(8443, '::/0')], 'partly'],
    ['the port below', [tcp(8442, '10.0.0.0/16')], 'closed'],
    ['a range that ends at the port', [rule({ fromPort: 8000, toPort: 8443 })], 'open'],
    ['a range that ends just before', [rule({ fromPort: 8000, toPort: 8442 })], 'closed'],
    ['the same port in UDP', [rule({ protocol: 'udp' })], 'closed'],
    ['every protocol', [rule({ protocol: 'all', fromPort: null, toPort: null })], 'open'],
    ['members of a group', [rule({ source: { kind: 'group', groupId: 'sg-2' } })], 'partly'],
    ['a prefix list', [rule({ source: { kind: 'prefix-list', prefixListId: 'pl-1' } })], 'partly'],
  ])('open to %s', (_, ingress, verdict) => expect(port8443(ingress).verdict).toBe(verdict))

  it('adds the groups up', () => {
    const groups = [sampleGroup([tcp(8443, '10.0.0.0/17')]), sampleGroup([tcp(8443, '10.0.128.0/17')], { groupId: 'sg-2' })]
    expect(judgeGroups(groups, VPC, CLICKHOUSE_PORTS)[0]!.verdict).toBe('open')
    expect(judgeGroups(groups.slice(1), VPC, CLICKHOUSE_PORTS)[0]!.verdict).toBe('partly')
  })

  it('asks for every CIDR of the clients', () => {
    expect(port8443([tcp(8443, '10.0.0.0/16')], ['10.0.0.0/16', '10.1.0.0/16']).verdict).toBe('partly')
    expect(port8443([tcp(8443, '10.0.0.0/15')], ['10.0.0.0/16', '10.1.0.0/16']).verdict).toBe('open')
    expect(port8443([tcp(8443, '2001:db8::/32'), tcp(8443, '10.0.0.0/16')], ['10.0.0.0/16', '2001:db8:1::/56']).verdict).toBe('open')
  })

  it('without known clients only everywhere is open', () => {
    expect(port8443([tcp(8443, '10.0.0.0/16')], []).verdict).toBe('partly')
    expect(port8443([tcp(8443, '0.0.0.0/0')], []).verdict).toBe('open')
  })

  it('tells who may come in, in words', () => {
    expect(port8443([tcp(8443, '10.9.0.0/16')]).sentence).toBe('Port 8443 (HTTPS) is open only to 10.9.0.0/16, which is outside 10.0.0.0/16.')
    expect(port8443([tcp(8443, '10.0.1.0/24')]).sentence).toMatch(/a part of 10\.0\.0\.0\/16\.$/)
    expect(port8443([rule({ source: { kind: 'group', groupId: 'sg-2' } })])).toMatchObject({ openTo: ['members of sg-2'], sentence: expect.stringMatching(/only to members of sg-2/) })
    expect(port8443([]).sentence).toMatch(/no rule lets it in/)
  })

  it('needs 8443 and 9440, and lists 443 and 3306 as optional', () => {
    expect(CLICKHOUSE_PORTS.filter((each) => each.needed).map((each) => each.port)).toEqual([8443, 9440])
    expect(judgeGroups([], VPC, CLICKHOUSE_PORTS).map((each) => each.port)).toEqual([8443, 9440, 443, 3306])
  })
})

describe('describeGroup', () => {
  it.each<[IngressRule[], string]>([
    [[], 'Lets nothing in.'],
    [[tcp(8443, '10.0.0.0/16'), tcp(8443, '10.0.0.0/16')], 'Lets in tcp 8443 from 10.0.0.0/16.'],
    [[rule({ protocol: 'all', fromPort: null, toPort: null, source: { kind: 'group', groupId: 'sg-1' } })], 'Lets in everything from members of sg-1.'],
    [[rule({ fromPort: 0, toPort: 65535 })], 'Lets in tcp 0-65535 from 10.0.0.0/16.'],
    [[1, 2, 3, 4, 5, 6].map((port) => tcp(port, '10.0.0.0/16')), 'Lets in tcp 1 from 10.0.0.0/16; tcp 2 from 10.0.0.0/16; tcp 3 from 10.0.0.0/16; tcp 4 from 10.0.0.0/16; and 2 more.'],
  ])('%#', (ingress, text) => expect(describeGroup(sampleGroup(ingress))).toBe(text))
})

describe('ruleToAdd', () => {
  const group = sampleGroup([])

  it('gives the sentence and the command for one or more ports', () => {
    expect(ruleToAdd(group, [8443, 9440], '10.0.0.0/16', { region: 'us-west-2' })).toEqual({
      sentence: 'Add inbound TCP 8443 and 9440 from 10.0.0.0/16 to security group sg-00000000000000001.',
      awsCli:
        "aws ec2 authorize-security-group-ingress --region us-west-2 --group-id sg-00000000000000001 --ip-permissions 'IpProtocol=tcp,FromPort=8443,ToPort=8443,IpRanges=[{CidrIp=10.0.0.0/16}]' 'IpProtocol=tcp,FromPort=9440,ToPort=9440,IpRanges=[{CidrIp=10.0.0.0/16}]'",
    })
    expect(ruleToAdd(group, 8443, '2001:db8::5/56').awsCli).toContain("'IpProtocol=tcp,FromPort=8443,ToPort=8443,Ipv6Ranges=[{CidrIpv6=2001:db8::/56}]'")
  })

  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/0', '', 'x; rm -rf /'])('never suggests %s', (cidr) => expect(() => ruleToAdd(group, 8443, cidr)).toThrow(RangeError))
})
