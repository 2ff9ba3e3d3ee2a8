import { describe, expect, it } from 'vitest'
import { acl, addresses, entry, goodConfig, groupOf, known, routes, unread } from '../checks/samples'
import { sampleSubnet, tcp } from '../samples'
import type { IngressRule } from '../network'
import type { NetworkConfig, ReachQuestion } from './network-config'
import { judgeReach, type Answer } from './path'

const VPC = { cidrs: ['10.0.0.0/16'], group: null }
/** Subnet 3, where there is no address of the endpoint. */
const NEXT_DOOR = { cidrs: ['10.0.3.0/24'], group: null }
const ask = (config: Partial<NetworkConfig> = {}, more: Partial<ReachQuestion> = {}) => judgeReach({ config: { ...goodConfig, ...config }, addresses, clients: VPC, ports: [9440], ...more })[0]!
const groups = (...rules: IngressRule[]) => ({ groups: known([groupOf(rules)]) })
const rule = (changes: Partial<IngressRule>): IngressRule => ({ ...tcp(9440, '10.0.0.0/16'), ...changes })
const OUT = entry(100, { egress: true })

describe('the endpoint’s groups', () => {
  it.each<[string, IngressRule[], Answer]>([
    ['the whole VPC', [tcp(9440, '10.0.0.0/16')], 'yes'],
    ['two halves', [tcp(9440, '10.0.0.0/17'), tcp(9440, '10.0.128.0/17')], 'yes'],
    ['every subnet, though not every address', [tcp(9440, '10.0.0.0/22')], 'yes'],
    ['one subnet of three', [tcp(9440, '10.0.3.0/24')], 'partly'],
    ['another network', [tcp(9440, '10.9.0.0/16')], 'no'],
    ['nothing', [], 'no'],
    ['the port below', [tcp(9439, '10.0.0.0/16')], 'no'],
    ['a range that ends at the port', [rule({ fromPort: 9000, toPort: 9440 })], 'yes'],
    ['a range that ends before it', [rule({ fromPort: 9000, toPort: 9439 })], 'no'],
    ['a range that begins at the port', [rule({ fromPort: 9440, toPort: 9999 })], 'yes'],
    ['a range that begins after it', [rule({ fromPort: 9441, toPort: 9999 })], 'no'],
    ['UDP', [rule({ protocol: 'udp' })], 'no'],
    ['every protocol', [rule({ protocol: 'all', fromPort: null, toPort: null })], 'yes'],
    ['everywhere in IPv6 only', [tcp(9440, '::/0')], 'no'],
    ['members of a group, of which nothing is known', [rule({ source: { kind: 'group', groupId: 'sg-2' } })], 'unknown'],
    ['a prefix list that was not read', [rule({ source: { kind: 'prefix-list', prefixListId: 'pl-1' } })], 'unknown'],
  ])('let in %s', (_what, rules, answer) => expect(ask(groups(...rules)).answer).toBe(answer))

  it('a prefix list counts with its entries', () => {
    const byList = groups(rule({ source: { kind: 'prefix-list', prefixListId: 'pl-1' } }))
    expect(ask({ ...byList, prefixLists: { 'pl-1': known(['10.0.0.0/17', '10.0.128.0/17']) } }).answer).toBe('yes')
    expect(ask({ ...byList, prefixLists: { 'pl-1': known(['10.9.0.0/16']) } }).answer).toBe('no')
    expect(ask({ ...byList, prefixLists: { 'pl-1': unread } }).answer).toBe('unknown')
  })

  it('a group counts where the client’s is known', () => {
    const byGroup = groups(rule({ source: { kind: 'group', groupId: 'sg-00000000000000002' } }))
    const client = (groupId: string) => ({ clients: { cidrs: ['10.0.3.0/24'], group: groupOf([], { groupId }) } })
    expect(ask(byGroup, client('sg-00000000000000002')).answer).toBe('yes')
    expect(ask(byGroup, client('sg-00000000000000003')).answer).toBe('no')
  })

  it('names the rule that decided, hop by hop, and does not reach what lies behind', () => {
    const path = ask(groups(tcp(8443, '10.0.0.0/16'))).paths[0]!
    expect(path.hops.map(({ id, status }) => `${id} ${status}`)).toEqual(['client-group not-judged', 'client-acl-out allows', 'route-there allows', 'acl-in allows', 'endpoint-group stops', 'address not-reached', 'acl-out not-reached', 'route-back not-reached', 'client-acl-in not-reached'])
    expect(path.decidedBy).toMatchObject({ id: 'endpoint-group', decidedBy: 'no rule lets tcp 9440 in from 10.0.0.0/16' })
  })
})

describe('network ACLs', () => {
  it.each<[string, ReturnType<typeof acl>, Answer]>([
    ['allow everything', acl([entry(100), OUT]), 'yes'],
    ['hold nothing but the last rule', acl([]), 'no'],
    ['deny the port before they allow everything', acl([entry(90, { allow: false, protocol: 'tcp', fromPort: 9440, toPort: 9440 }), entry(100), OUT]), 'no'],
    ['deny the port after they allow everything', acl([entry(110, { allow: false, protocol: 'tcp', fromPort: 9440, toPort: 9440 }), entry(100), OUT]), 'yes'],
    ['deny the port above', acl([entry(90, { allow: false, protocol: 'tcp', fromPort: 9441, toPort: 9441 }), entry(100), OUT]), 'yes'],
    ['deny UDP', acl([entry(90, { allow: false, protocol: 'udp' }), entry(100), OUT]), 'yes'],
    ['let no answers out', acl([entry(100)]), 'no'],
    ['let answers out to every high port', acl([entry(100), entry(100, { egress: true, protocol: 'tcp', fromPort: 1024, toPort: 65_535 })]), 'yes'],
    ['let answers out to all but the lowest high port', acl([entry(100), entry(100, { egress: true, protocol: 'tcp', fromPort: 1025, toPort: 65_535 })]), 'unknown'],
    ['let answers out to Linux’s own range', acl([entry(100), entry(100, { egress: true, protocol: 'tcp', fromPort: 32_768, toPort: 60_999 })]), 'unknown'],
    ['let in a part of the clients', acl([entry(100, { cidr: '10.0.3.0/25' }), OUT]), 'partly'],
  ])('that %s', (_what, only, answer) => {
    const config = { acls: known([{ ...only, subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'] }, acl([entry(100), OUT], { aclId: 'acl-9', subnetIds: ['subnet-00000000000000003'] })]) }
    expect(ask(config, { clients: NEXT_DOOR }).answer).toBe(answer)
  })

  it('do not apply inside a subnet', () => {
    const inside = { clients: { cidrs: ['10.0.1.0/24'], group: null }, addresses: addresses.slice(0, 1) }
    expect(ask({ acls: known([acl([])]) }, inside).answer).toBe('yes')
  })

  it('of the client’s subnet count both ways', () => {
    const withClient = (only: ReturnType<typeof acl>) => ask({ acls: known([acl([entry(100), OUT], { aclId: 'acl-9', subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'] }), { ...only, subnetIds: ['subnet-00000000000000003'] }]) }, { clients: NEXT_DOOR })
    expect(withClient(acl([entry(100), OUT])).answer).toBe('yes')
    expect(withClient(acl([entry(100)])).paths[0]!.decidedBy!.id).toBe('client-acl-out')
    expect(withClient(acl([OUT])).paths[0]!.decidedBy!.id).toBe('client-acl-in')
  })
})

describe('routes', () => {
  const PEERS = { cidrs: ['172.16.0.0/16'], group: null }
  const open = groups(tcp(9440, '172.16.0.0/16'))
  const back = (...more: Parameters<typeof routes>[0][]) => ({ ...open, routeTables: known([routes(...more)]) })
  const local = { destination: '10.0.0.0/16', target: 'local', kind: 'local', active: true } as const

  it.each<[string, Partial<NetworkConfig>, Answer]>([
    ['none', back({ routes: [local] }), 'no'],
    ['through a peering connection', back({ routes: [local, { destination: '172.16.0.0/16', target: 'pcx-1', kind: 'peering', active: true }] }), 'yes'],
    ['through one that is gone', back({ routes: [local, { destination: '172.16.0.0/16', target: 'pcx-1', kind: 'peering', active: false }] }), 'no'],
    ['for a half of them', back({ routes: [local, { destination: '172.16.0.0/17', target: 'tgw-1', kind: 'transit-gateway', active: true }] }), 'partly'],
    ['towards the internet', back({ routes: [local, { destination: '0.0.0.0/0', target: 'igw-1', kind: 'internet', active: true }] }), 'no'],
    ['the longer prefix wins', back({ routes: [local, { destination: '0.0.0.0/0', target: 'igw-1', kind: 'internet', active: true }, { destination: '172.16.0.0/12', target: 'tgw-1', kind: 'transit-gateway', active: true }] }), 'yes'],
    ['through a machine of one’s own', back({ routes: [local, { destination: '172.16.0.0/16', target: 'eni-1', kind: 'middlebox', active: true }] }), 'unknown'],
  ])('back to clients elsewhere: %s', (_what, config, answer) => expect(ask(config, { clients: PEERS }).answer).toBe(answer))
})

describe('what could not be read', () => {
  it.each(['groups', 'acls', 'routeTables'] as const)('%s: neither yes nor no', (what) => expect(ask({ [what]: unread }).answer).toBe('unknown'))
  it('a certain no stays a no', () => expect(ask({ acls: unread, ...groups() }).answer).toBe('no'))
})

it('reads IPv6 as well', () => {
  const address = { ...addresses[0]!, address: '2001:db8:1::17' }
  const config = { ...groups(tcp(9440, '2001:db8::/32')), subnets: known([sampleSubnet('1', 1)]), acls: known([acl([entry(100, { cidr: '::/0' }), entry(100, { cidr: '::/0', egress: true })])]), routeTables: known([routes({ routes: [{ destination: '2001:db8::/32', target: 'local', kind: 'local', active: true }] })]) }
  expect(ask(config, { addresses: [address], clients: { cidrs: ['2001:db8:1::/56'], group: null } }).answer).toBe('yes')
  expect(ask({ ...config, ...groups(tcp(9440, '10.0.0.0/16')) }, { addresses: [address], clients: { cidrs: ['2001:db8:1::/56'], group: null } }).answer).toBe('no')
})
