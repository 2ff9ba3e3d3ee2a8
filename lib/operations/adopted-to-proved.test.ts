import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEndpoint as callCreate, getEndpoint } from '@/lib/aws/endpoints'
import { modifyPrivateDns } from '@/lib/aws/private-dns'
import { getRequest } from '@/lib/db/requests'
import { lookAt } from './look'
import { proofOf } from './proof-of'
import { runChecks } from './run-checks'
import { runQuery } from './run-query'
import { takeOverEndpoints } from './take-over'
import { ACTOR, network, PLATFORM, REGION, SERVICE, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
beforeAll(async () => void (world = await startWorld()))
afterAll(() => world.end())

const by = () => ({ actor: ACTOR, now: new Date() })

it('an endpoint that another tool made, and accepted before anybody told Causeway, reaches the end of the checklist', async () => {
  const { vpcId, subnetIdByZone, securityGroupIds } = network(1)
  const call = { VpcEndpointType: 'Interface', VpcId: vpcId, ServiceName: SERVICE, SubnetIds: Object.values(subnetIdByZone), SecurityGroupIds: securityGroupIds, PrivateDnsEnabled: false } as const
  const { endpointId } = await callCreate(PLATFORM, { ...call, ClientToken: 'another-tool', TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'Name', Value: 'by hand' }] }] })
  await world.act(endpointId, 'accept')
  const isAvailable = () => expect.poll(async () => (await getEndpoint(PLATFORM, endpointId))?.state).toBe('available')
  await isAvailable()

  const [taken] = await takeOverEndpoints([{ ...PLATFORM, endpointId }], { hostnamesText: `orders.${REGION}.aws.clickhouse.cloud`, ...by() })
  if (!taken?.taken) throw new Error('it was not taken over')
  const { requestId } = taken
  await lookAt(PLATFORM)
  expect((await getRequest(requestId)).state).toBe('available')
  await runChecks(requestId, by())
  expect(await proofOf(await getRequest(requestId), new Date()), 'private DNS is off').toBeNull()

  await modifyPrivateDns(PLATFORM, endpointId, true)
  await isAvailable()
  await lookAt(PLATFORM)
  await runChecks(requestId, by())
  expect(await proofOf(await getRequest(requestId), new Date()), 'no query was asked').toBeNull()
  expect(await runQuery(requestId, { user: 'default', password: 'sandbox-password', ...by() })).toMatchObject({ outcome: 'ok' })
  expect((await proofOf(await getRequest(requestId), new Date()))?.lines.at(-1)).toBe('A query was answered over the private way.')
})
