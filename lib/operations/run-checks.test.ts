import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listNetworkAcls, listPrefixListCidrs, listRouteTables } from '@/lib/aws/reachability'
import { listGroupRules } from '@/lib/aws/security-groups'
import { findChecksRun } from '@/lib/db/checks'
import { getRequest } from '@/lib/db/requests'
import type { Actor } from '@/lib/privatelink/actor'
import { conclude, type Verdict } from '@/lib/privatelink/checks'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { FromHere } from './checks-sources'
import { addMissingRule, ruleToAgree } from './fix-security-group'
import { attributesToAgree, turnOnVpcDns } from './fix-vpc-dns'
import { lookAt } from './look'
import { hashOfChange } from './mend-network'
import { runChecks } from './run-checks'
import { ACTOR, network, PLATFORM, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

/** Without this server’s probe: what AWS’s configuration alone tells. */
const BLIND: { fromHere: FromHere } = { fromHere: { probe: null, reason: 'This test looks at AWS only.' } }
const by = (actor: Actor = ACTOR) => ({ actor, now: new Date() })
const VIEWER: Actor = { ...ACTOR, role: 'viewer' }
const { vpcId, subnetIdByZone, securityGroupIds } = network(90)
const groupId = securityGroupIds[0]!
const outcomes = (verdicts: Verdict[]) => Object.fromEntries(verdicts.map(({ id, outcome }) => [id, outcome]))

/** An endpoint that is available, in a network described by the test. */
async function available(vpc: Record<string, unknown> = {}, rules: Record<string, unknown>[] = [{ port: 8443, cidr: '10.0.0.0/16' }, { port: 9440, cidr: '10.0.0.0/16' }]): Promise<EndpointRequest> {
  const subnets = Object.entries(subnetIdByZone).map(([zoneId, subnetId], k) => ({ subnetId, zoneId, cidr: `10.0.${k}.0/24` }))
  await world.load({ base: 'current', vpcs: [{ account: PLATFORM.accountId, region: PLATFORM.region, vpcId, name: 'checked', cidr: '10.0.0.0/16', subnets, securityGroups: [{ groupId, name: 'clickhouse', ingress: rules }], ...vpc }] })
  const { requestId, endpointId } = await world.submitted(90)
  await world.act(endpointId!, 'accept')
  for (let tries = 0; tries < 100; tries += 1) {
    await lookAt(PLATFORM)
    const request = await getRequest(requestId)
    if (request.state === 'available' && request.addresses.length > 0) return request
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error('the endpoint never became available')
}

describe('the readers', () => {
  it('read ACLs, routes, groups both ways and prefix lists as the sandbox has them', async () => {
    await world.load({ base: 'current', prefixLists: [{ prefixListId: 'pl-0123456789abcdef0', name: 'offices', cidrs: ['10.0.0.0/17', '10.0.128.0/17'] }] })
    await available({ networkAcls: [{ name: 'strict', subnets: [Object.values(subnetIdByZone)[0]], entries: [{ ruleNumber: 90, protocol: '6', allow: false, isEgress: false, ports: { from: 9440, to: 9440 } }, { ruleNumber: 100, allow: true, isEgress: false }, { ruleNumber: 100, allow: true, isEgress: true }] }] }, [{ port: 8443, prefixList: 'pl-0123456789abcdef0' }])
    const acl = (await listNetworkAcls(PLATFORM, vpcId)).find(({ subnetIds }) => subnetIds.includes(Object.values(subnetIdByZone)[0]!))!
    expect(acl.entries.find(({ ruleNumber }) => ruleNumber === 90)).toEqual({ ruleNumber: 90, allow: false, egress: false, protocol: 'tcp', cidr: '0.0.0.0/0', fromPort: 9440, toPort: 9440 })
    const [table] = await listRouteTables(PLATFORM, vpcId)
    expect(table).toMatchObject({ isMain: true, routes: expect.arrayContaining([expect.objectContaining({ destination: '10.0.0.0/16', kind: 'local', active: true })]) })
    const [group] = await listGroupRules(PLATFORM, [groupId, 'sg-0000000000000dead'])
    expect([group!.ingress[0]!.source, group!.egress[0]!.protocol]).toEqual([{ kind: 'prefix-list', prefixListId: 'pl-0123456789abcdef0' }, 'all'])
    expect(await listPrefixListCidrs(PLATFORM, 'pl-0123456789abcdef0')).toEqual(['10.0.0.0/17', '10.0.128.0/17'])
  })
})

describe('running the checks', () => {
  it('reads the configuration, judges it, keeps it, and tells the trail', async () => {
    const { requestId } = await available()
    const verdicts = await runChecks(requestId, { ...by(), ...BLIND })
    expect(outcomes(verdicts)).toMatchObject({ 'endpoint-available': 'pass', configuration: 'pass', tcp: 'unknown', resolution: 'unknown', query: 'unknown' })
    expect(conclude(verdicts).tone).toBe('unknown')
    const kept = await findChecksRun(requestId)
    expect(kept!.config.known && kept!.config.value.at).toBeInstanceOf(Date)
    expect(kept!.config.known && kept!.config.value.acls.known).toBe(true)
  })

  it('says what a probe of this server saw, and never calls broken what it cannot see', async () => {
    const request = await available()
    const seenFrom = (vantage: 'inside-vpc' | 'unknown'): FromHere => ({
      vantage,
      probe: async function* ({ addresses, ports }) {
        for (const address of addresses) for (const port of ports) yield { kind: 'tcp', host: null, address, port, outcome: 'timeout', at: new Date(), ms: 3000, evidence: 'no answer' }
      },
    })
    expect(outcomes(await runChecks(request.requestId, { ...by(), fromHere: seenFrom('unknown') })).tcp).toBe('unknown')
    const inside = await runChecks(request.requestId, { ...by(), fromHere: seenFrom('inside-vpc') })
    expect(conclude(inside).symptomId).toBe('tcp-timeout-everywhere-configured-well')
    expect((await findChecksRun(request.requestId))!.sightings[0]!.result.at).toBeInstanceOf(Date)
  })

  it('a refused reading is not known, with AWS’s reason, and never a failure', async () => {
    const { requestId } = await available()
    await world.break({ action: 'DescribeNetworkAcls', kind: 'denied' })
    const verdict = (await runChecks(requestId, by())).find(({ id }) => id === 'configuration')!
    expect([verdict.outcome, verdict.summary]).toEqual(['unknown', expect.stringContaining('ec2:DescribeNetworkAcls')])
  })

  it('is for those who may, and for endpoints that are there', async () => {
    const { requestId } = await available()
    await expect(runChecks(requestId, by(VIEWER))).rejects.toMatchObject({ code: 'not-allowed' })
    const draft = await world.draftReady(2)
    await expect(runChecks(draft.requestId, by())).rejects.toMatchObject({ code: 'nothing-to-check' })
  })
})

describe('adding the missing rule', () => {
  const MISSING = { groupId, permissions: [{ port: 9440, source: { cidr: '10.0.0.0/16' } }] }
  const agreed = { seen: hashOfChange(ruleToAgree(MISSING)), ports: [9440] }
  const rulesOf = async () => (await listGroupRules(PLATFORM, [groupId]))[0]!.ingress.filter(({ fromPort }) => fromPort === 9440)

  it('tries, adds exactly that, reads it back, and the check passes; pressed again it adds nothing', async () => {
    const { requestId } = await available({}, [{ port: 8443, cidr: '10.0.0.0/16' }])
    const before = await runChecks(requestId, by())
    expect(conclude(before).symptomId).toBe('rule-missing-one-port')
    expect(await addMissingRule(requestId, { ...by(), ...agreed })).toEqual({ outcome: 'mended' })
    expect((await rulesOf()).map(({ protocol, source }) => [protocol, source])).toEqual([['tcp', { kind: 'ipv4', cidr: '10.0.0.0/16' }]])
    expect(outcomes(await runChecks(requestId, by())).configuration).toBe('pass')
    expect(await addMissingRule(requestId, { ...by(), ...agreed })).toEqual({ outcome: 'was-right-already' })
    expect(await rulesOf()).toHaveLength(1)
    expect(await world.callsOf('AuthorizeSecurityGroupIngress')).toBe(2)
  })

  it('two people at the same moment add it once', async () => {
    const { requestId } = await available({}, [{ port: 8443, cidr: '10.0.0.0/16' }])
    const twice = await Promise.allSettled([addMissingRule(requestId, { ...by(), ...agreed }), addMissingRule(requestId, { ...by(), ...agreed })])
    expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(await rulesOf()).toHaveLength(1)
  })

  it('changes nothing where somebody may not, where AWS will not, or where another rule was agreed to', async () => {
    const { requestId } = await available({}, [{ port: 8443, cidr: '10.0.0.0/16' }])
    await expect(addMissingRule(requestId, { ...by(VIEWER), ...agreed })).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(addMissingRule(requestId, { ...by(), ...agreed, seen: 'something else' })).rejects.toMatchObject({ code: 'change-differs' })
    await world.break({ action: 'AuthorizeSecurityGroupIngress', kind: 'denied' })
    await expect(addMissingRule(requestId, { ...by(), ...agreed })).rejects.toThrow(/ec2:AuthorizeSecurityGroupIngress/)
    expect(await rulesOf()).toHaveLength(0)
  })
})

describe('turning the VPC’s DNS on', () => {
  it('an answer that is lost is read back: it was made, once', async () => {
    const { requestId } = await available({ enableDnsHostnames: false })
    await world.break({ action: 'ModifyVpcAttribute', kind: 'reset-after', times: 1 })
    const seen = hashOfChange(attributesToAgree(vpcId, ['enableDnsHostnames']))
    expect(await turnOnVpcDns(requestId, { ...by(), seen })).toEqual({ outcome: 'mended' })
    expect(await world.callsOf('ModifyVpcAttribute')).toBe(1)
  })

  it('turns both on in AWS’s order, once', async () => {
    const { requestId } = await available({ enableDnsSupport: false, enableDnsHostnames: false })
    const verdicts = await runChecks(requestId, { ...by(), ...BLIND })
    expect(verdicts.find(({ id }) => id === 'resolution')!.diagnosis?.symptomId).toBe('vpc-dns-attributes-off')
    const seen = hashOfChange(attributesToAgree(vpcId, ['enableDnsSupport', 'enableDnsHostnames']))
    expect(await turnOnVpcDns(requestId, { ...by(), seen })).toEqual({ outcome: 'mended' })
    expect(outcomes(await runChecks(requestId, { ...by(), ...BLIND })).resolution).toBe('unknown')
    expect(await turnOnVpcDns(requestId, { ...by(), seen })).toEqual({ outcome: 'was-right-already' })
    expect(await world.callsOf('ModifyVpcAttribute')).toBe(2)
    await expect(turnOnVpcDns(requestId, { ...by(VIEWER), seen })).rejects.toMatchObject({ code: 'not-allowed' })
  })
})
