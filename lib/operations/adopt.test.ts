import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEndpoint as callCreate } from '@/lib/aws/endpoints'
import { modifyPrivateDns } from '@/lib/aws/private-dns'
import { findDrift, listDrifting } from '@/lib/db/drift'
import { findRequest } from '@/lib/db/requests'
import { listAudit } from '@/lib/db/read-audit'
import { digestOf } from '@/lib/privatelink/drift'
import type { Role } from '@/lib/privatelink/roles'
import { acceptDrift } from './accept-drift'
import { adoptEndpoint } from './adopt-endpoint'
import { compareEndpoint } from './compare-endpoint'
import { placesToSearch, searchAccount } from './find-untracked'
import { giveHostnames } from './give-hostnames'
import { lookAt } from './look'
import { takeOverEndpoints } from './take-over'
import { ACTOR, DATA, network, PLATFORM, REGION, SERVICE, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

const by = () => ({ actor: ACTOR, now: new Date() })
const as = (role: Role) => ({ actor: { ...ACTOR, role }, now: new Date() })

/** An endpoint that somebody made with another tool. */
async function byHand(n: number, { reach = PLATFORM, groups = network(n).securityGroupIds, tags = [] as { Key: string; Value: string }[] } = {}): Promise<string> {
  const { vpcId, subnetIdByZone } = network(n)
  const Tags = [{ Key: 'Name', Value: `by hand ${n}` }, ...tags]
  const made = await callCreate(reach, { VpcEndpointType: 'Interface', VpcId: vpcId, ServiceName: SERVICE, SubnetIds: Object.values(subnetIdByZone), SecurityGroupIds: groups, PrivateDnsEnabled: false, ClientToken: crypto.randomUUID(), TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags }] })
  return made.endpointId
}

describe('an endpoint that somebody made for a plan', () => {
  it('that is as planned has no difference, and is looked after from then on', async () => {
    const { requestId } = await world.draftReady(1)
    const endpointId = await byHand(1)
    await expect(compareEndpoint(requestId, endpointId, by())).resolves.toMatchObject({ differences: [], trackedBy: null })
    expect(await adoptEndpoint(requestId, endpointId, by())).toMatchObject({ state: 'pending-acceptance', endpointId })
    await lookAt(PLATFORM)
    expect(await findDrift(requestId)).toBeNull()
    expect((await findRequest(requestId))!.plan!.subnets.map(({ zoneId }) => zoneId).sort()).toEqual(['usw2-az1', 'usw2-az2'])
  })

  it('in another VPC is compared, told apart and not taken over', async () => {
    const { requestId } = await world.draftReady(1)
    const endpointId = await byHand(2)
    const { differences } = await compareEndpoint(requestId, endpointId, by())
    expect(differences[0]).toMatchObject({ field: 'vpc', severity: 'blocks' })
    await expect(adoptEndpoint(requestId, endpointId, by())).rejects.toMatchObject({ code: 'other-vpc' })
  })

  it('that was rejected is not taken over, and one that AWS does not know is said so', async () => {
    const { requestId } = await world.draftReady(1)
    const endpointId = await byHand(1)
    await world.act(endpointId, 'reject')
    await expect(adoptEndpoint(requestId, endpointId, by())).rejects.toMatchObject({ code: 'endpoint-dead' })
    await expect(compareEndpoint(requestId, 'vpce-00000000000000000', by())).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('endpoints that no request looks after', () => {
  it('are found in every account, without those that are tracked; a broken account is not known, never empty', async () => {
    await world.submitted(1)
    const loose = await byHand(2)
    const other = await byHand(101, { reach: DATA })
    const places = await placesToSearch(by())
    expect(places.map(({ accountId }) => accountId).sort()).toEqual([PLATFORM.accountId, DATA.accountId])
    for (const { regions } of places) expect(regions.length).toBeGreaterThan(3)
    const here = [{ ...PLATFORM, regions: [REGION] }, { ...DATA, regions: [REGION] }]
    const found = await Promise.all(here.map((place) => searchAccount(place, by())))
    expect(found.flat()).toMatchObject([{ known: true, endpoints: [{ endpointId: loose, name: 'by hand 2', off: null }] }, { known: true, endpoints: [{ endpointId: other }] }])
    await world.break({ action: 'DescribeVpcEndpoints', kind: 'expired-token', times: 999, account: DATA.accountId })
    const [, broken] = await Promise.all(here.map((place) => searchAccount(place, by())))
    expect(broken).toMatchObject([{ known: false, reason: expect.stringMatching(/\S/) as string }])
  }, 60_000)

  it('cost one sweep for each account and region', async () => {
    await byHand(1)
    await world.forgetCalls()
    await searchAccount({ ...PLATFORM, regions: [REGION, 'eu-west-1', 'us-east-1'] }, by())
    expect(await world.callsOf('DescribeVpcEndpoints')).toBe(3)
  })

  it('are taken over, one or many, by their names, and nothing changes in AWS', async () => {
    const ids = [await byHand(1), await byHand(2)]
    const before = JSON.stringify(await world.endpoints())
    const chosen = [...ids.map((endpointId) => ({ ...PLATFORM, endpointId })), { ...PLATFORM, endpointId: 'vpce-00000000000000000' }]
    const outcomes = await takeOverEndpoints(chosen, { hostnamesText: '', ...by() })
    expect(outcomes.map(({ taken }) => taken)).toEqual([true, true, false])
    expect(JSON.stringify(await world.endpoints())).toBe(before)
    const [first] = outcomes
    const request = (await findRequest(first!.taken ? first!.requestId : ''))!
    expect(request).toMatchObject({ name: 'by hand 1', endpointId: ids[0], state: 'pending-acceptance', plan: { hostnames: [] } })
    expect(request.addresses).toHaveLength(2)
    await lookAt(PLATFORM)
    expect(await listDrifting()).toEqual([])
    expect(await searchAccount({ ...PLATFORM, regions: [REGION] }, by())).toMatchObject([{ endpoints: [] }])

    await expect(giveHostnames(request.requestId, 'a.eu-west-1.aws.clickhouse.cloud', by())).rejects.toMatchObject({ code: 'other-region' })
    expect(await giveHostnames(request.requestId, `a.${REGION}.aws.clickhouse.cloud`, by())).toMatchObject({ plan: { hostnames: [`a.${REGION}.aws.clickhouse.cloud`] } })
    expect((await world.eventsOf(request.requestId)).map(({ kind }) => kind)).toEqual(['endpoint-adopted', 'addresses-known', 'hostnames-given'])
  })

  it('are never looked after twice, however many ask at once', async () => {
    const endpointId = await byHand(1)
    const all = await Promise.all(Array.from({ length: 5 }, () => takeOverEndpoints([{ ...PLATFORM, endpointId }], { hostnamesText: '', ...by() })))
    expect(all.flat().filter(({ taken }) => taken)).toHaveLength(1)
    expect(all.flat().filter((one) => !one.taken && one.reason.includes('looks after'))).toHaveLength(4)
    expect(world.rows().filter((row) => row.endpointId === endpointId)).toHaveLength(1)
  })

  it('that connect a VPC which a request connects already are shown with that request', async () => {
    const { requestId } = await world.submitted(1)
    const second = await byHand(1)
    expect(await searchAccount({ ...PLATFORM, regions: [REGION] }, by())).toMatchObject([{ endpoints: [{ endpointId: second, off: { requestId } }] }])
    expect(await takeOverEndpoints([{ ...PLATFORM, endpointId: second }], { hostnamesText: '', ...by() })).toMatchObject([{ taken: false }])
  })

  it.each(['viewer', 'requester', 'support'] as const)('are not for a %s', async (role) => {
    await expect(placesToSearch(as(role))).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(searchAccount({ ...PLATFORM, regions: [REGION] }, as(role))).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(takeOverEndpoints([{ ...PLATFORM, endpointId: 'vpce-00000000000000000' }], { hostnamesText: '', ...as(role) })).rejects.toMatchObject({ code: 'not-allowed' })
  })
})

describe('an endpoint that was changed behind our back', () => {
  async function drifted() {
    const { requestId, endpointId } = await world.submitted(1)
    await world.act(endpointId!, 'accept')
    await lookAt(PLATFORM)
    await world.untilState(requestId, (request) => request.state === 'available' || (void lookAt(PLATFORM), false), 30_000)
    await modifyPrivateDns(PLATFORM, endpointId!, true)
    await untilDrift(requestId)
    return requestId
  }
  async function untilDrift(requestId: string) {
    const deadline = performance.now() + 30_000
    while (!(await findDrift(requestId)) && performance.now() < deadline) await lookAt(PLATFORM)
  }
  const settled = async (requestId: string) => {
    await world.untilState(requestId, (request) => request.state === 'available' || (void lookAt(PLATFORM), false), 30_000)
    await lookAt(PLATFORM)
  }

  it('drifts from its plan without a further call; a look that shows the same writes nothing; what is accepted is the plan', async () => {
    const requestId = await drifted()
    expect(await listDrifting()).toEqual([requestId])
    await settled(requestId)
    const [before, version] = [world.table(), world.dataVersion()]
    await world.forgetCalls()
    await lookAt(PLATFORM)
    expect([world.table(), world.dataVersion(), await world.callsOf('DescribeVpcEndpoints')]).toEqual([before, version, 1])

    const { live } = (await findDrift(requestId))!
    await expect(acceptDrift(requestId, { digest: '0'.repeat(16), ...by() })).rejects.toMatchObject({ code: 'changed-again' })
    await expect(acceptDrift(requestId, { digest: digestOf(live), ...as('viewer') })).rejects.toMatchObject({ code: 'not-allowed' })
    await acceptDrift(requestId, { digest: digestOf(live), ...by() })
    expect(await findDrift(requestId)).toBeNull()
    const told = (await world.eventsOf(requestId)).at(-1)!
    expect((await listAudit({}, { limit: 1 })).rows).toMatchObject([{ action: 'request.drift-accepted', actorId: ACTOR.userId }])
    expect(told).toMatchObject({ kind: 'drift-accepted', detail: { fields: 'Private DNS: off → on' } })
    await lookAt(PLATFORM)
    expect(await findDrift(requestId)).toBeNull()
  }, 120_000)

  it('agrees again once it was changed back', async () => {
    const requestId = await drifted()
    await settled(requestId)
    await modifyPrivateDns(PLATFORM, (await findRequest(requestId))!.endpointId!, false)
    const deadline = performance.now() + 30_000
    while ((await findDrift(requestId)) && performance.now() < deadline) await lookAt(PLATFORM)
    expect(await findDrift(requestId)).toBeNull()
  }, 120_000)
})
