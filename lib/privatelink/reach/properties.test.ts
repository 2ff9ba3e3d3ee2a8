import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEverywhere, parseCidr } from '../addresses'
import { addresses, goodConfig, groupOf, known } from '../checks/samples'
import type { IngressRule } from '../network'
import { missingRule } from './missing-rule'
import { allowedBy } from './network-acl'
import type { AclEntry } from './network-config'
import { judgeReach } from './path'
import { intersect, isWithin, spanOfAddress, spansOf, subtract, toCidrs, union } from './spans'

const octet = fc.integer({ min: 0, max: 255 })
/** A small world, so that things meet. */
const cidr = fc.tuple(fc.integer({ min: 0, max: 3 }), octet, fc.integer({ min: 12, max: 28 })).map(([b, c, bits]) => `10.${b}.${c}.0/${bits}`)
const ports = fc.tuple(fc.integer({ min: 9430, max: 9450 }), fc.integer({ min: 0, max: 20 })).map(([from, more]) => ({ fromPort: from, toPort: from + more }))
const entry = fc.record({ ruleNumber: fc.integer({ min: 1, max: 8 }), allow: fc.boolean(), egress: fc.constant(false), protocol: fc.constantFrom('tcp', 'all', 'udp'), cidr, range: fc.option(ports) }).map(({ range, ...rest }): AclEntry => ({ ...rest, fromPort: range?.fromPort ?? null, toPort: range?.toPort ?? null }))
const entries = fc.uniqueArray(entry, { selector: ({ ruleNumber }) => ruleNumber, maxLength: 8 })
const rule = fc.tuple(cidr, ports).map(([source, range]): IngressRule => ({ ruleId: 'r', protocol: 'tcp', ...range, source: { kind: 'ipv4', cidr: source } }))
const address = fc.tuple(fc.integer({ min: 0, max: 3 }), octet, octet).map(([b, c, d]) => `10.${b}.${c}.${d}`)

describe('spans', () => {
  it('union, intersection and difference agree about every address', () => {
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 5 }), fc.array(cidr, { maxLength: 5 }), address, (left, right, one) => {
        const [a, b, point] = [spansOf(left), spansOf(right), [spanOfAddress(one)!]]
        const [inA, inB] = [isWithin(point, a), isWithin(point, b)]
        expect(isWithin(point, union(a, b))).toBe(inA || inB)
        expect(isWithin(point, intersect(a, b))).toBe(inA && inB)
        expect(isWithin(point, subtract(a, b))).toBe(inA && !inB)
      }),
    )
  })
  it('become CIDRs and come back the same', () => {
    fc.assert(fc.property(fc.array(cidr, { maxLength: 6 }), fc.array(cidr, { maxLength: 3 }), (more, less) => {
      const spans = subtract(spansOf(more), spansOf(less))
      expect(spansOf(toCidrs(spans))).toEqual(spans)
    }))
  })
})

describe('network ACLs', () => {
  it('the lowest number that fits decides, for every address and port', () => {
    fc.assert(
      fc.property(entries, address, fc.integer({ min: 9425, max: 9475 }), (list, one, port) => {
        const point = spanOfAddress(one)!
        const fits = (each: AclEntry) => each.protocol !== 'udp' && isWithin([point], spansOf([each.cidr])) && (each.fromPort === null || (each.fromPort <= port && port <= each.toPort!))
        const first = [...list].sort((a, b) => a.ruleNumber - b.ruleNumber).find(fits)
        const { whole, some } = allowedBy(list, { egress: false, spans: [point], ports: { from: port, to: port } })
        expect([whole.length > 0, some.length > 0]).toEqual([first?.allow ?? false, first?.allow ?? false])
      }),
    )
  })
  it('the order in which AWS lists them does not matter', () => {
    fc.assert(fc.property(entries, (list) => {
      const asked = { egress: false, spans: spansOf(['10.0.0.0/14']), ports: { from: 9435, to: 9445 } }
      expect(allowedBy([...list].reverse(), asked)).toEqual(allowedBy(list, asked))
    }))
  })
})

describe('security groups', () => {
  const RANK = { no: 0, unknown: 1, partly: 1, yes: 2 }
  const answer = (rules: IngressRule[], client: string) => judgeReach({ config: { ...goodConfig, groups: known([groupOf(rules)]) }, addresses: addresses.slice(0, 1), clients: { cidrs: [client], group: null }, ports: [9440] })[0]!
  const inVpc = fc.tuple(octet, fc.integer({ min: 20, max: 28 })).map(([c, bits]) => `10.0.${c}.0/${bits}`)

  it('one more rule, or a broader one, never makes it less reachable', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), rule, inVpc, (rules, more, client) => {
        expect(RANK[answer([...rules, more], client).answer]).toBeGreaterThanOrEqual(RANK[answer(rules, client).answer])
        const source = more.source as { kind: 'ipv4'; cidr: string }
        const broader: IngressRule = { ...more, fromPort: 0, toPort: 65_535, source: { kind: 'ipv4', cidr: `${source.cidr.split('/')[0]}/8` } }
        expect(RANK[answer([...rules, broader], client).answer]).toBeGreaterThanOrEqual(RANK[answer([...rules, more], client).answer])
      }),
      { numRuns: 60 },
    )
  })

  it('the missing rule mends it, asks for nothing wider than the clients, and is missing only once', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), fc.array(inVpc, { minLength: 1, maxLength: 3 }), (rules, clients) => {
        const asked = { cidrs: clients, group: null }
        const missing = missingRule([groupOf(rules)], asked, [8443, 9440], { region: 'us-west-2' })
        const added = (missing?.permissions ?? []).map(({ port, source }): IngressRule => ({ ruleId: 'new', protocol: 'tcp', fromPort: port, toPort: port, source: { kind: 'ipv4', cidr: 'cidr' in source ? source.cidr : '' } }))
        for (const { source } of missing?.permissions ?? []) {
          const range = parseCidr('cidr' in source ? source.cidr : '')!
          expect(isEverywhere(range)).toBe(false)
          expect(isWithin([range], spansOf(clients))).toBe(true)
        }
        for (const client of clients) expect(answer([...rules, ...added], client).answer).toBe('yes')
        expect(missingRule([groupOf([...rules, ...added])], asked, [8443, 9440], { region: 'us-west-2' })).toBeNull()
      }),
      { numRuns: 60 },
    )
  })
})

describe('the missing rule', () => {
  const clients = { cidrs: ['10.0.0.0/16'], group: null }
  it('reads as a sentence, a command and Terraform', () => {
    const missing = missingRule([groupOf([{ ruleId: 'r', protocol: 'tcp', fromPort: 8443, toPort: 8443, source: { kind: 'ipv4', cidr: '10.0.0.0/16' } }])], clients, [8443, 9440], { region: 'us-west-2' })!
    expect(missing.sentence).toBe('Add to security group sg-00000000000000001: inbound TCP 9440 from 10.0.0.0/16.')
    expect(missing.awsCli).toBe("aws ec2 authorize-security-group-ingress --region us-west-2 --group-id sg-00000000000000001 --ip-permissions 'IpProtocol=tcp,FromPort=9440,ToPort=9440,IpRanges=[{CidrIp=10.0.0.0/16}]'")
    expect(missing.terraform).toBe('resource "aws_vpc_security_group_ingress_rule" "clickhouse_9440_10_0_0_0_16" {\n  security_group_id = "sg-00000000000000001"\n  cidr_ipv4         = "10.0.0.0/16"\n  ip_protocol       = "tcp"\n  from_port         = 9440\n  to_port           = 9440\n}')
  })
  it.each(['0.0.0.0/0', '::/0', 'nonsense', ''])('is never for %j', (wide) => expect(missingRule([groupOf([])], { cidrs: [wide], group: null }, [9440], { region: 'us-west-2' })).toBeNull())
  it('goes into a group of one’s own rather than into the default one, and names the client’s group where it is known', () => {
    const [mine, fallback] = [groupOf([]), groupOf([], { groupId: 'sg-0000000000000000d', name: 'default' })]
    expect(missingRule([fallback, mine], clients, [9440], { region: 'us-west-2' })!.groupId).toBe('sg-00000000000000001')
    const known = missingRule([mine], { ...clients, group: groupOf([], { groupId: 'sg-00000000000000002' }) }, [9440], { region: 'us-west-2' })!
    expect(known.permissions).toEqual([{ port: 9440, source: { groupId: 'sg-00000000000000002' } }])
  })
})
