import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpointsInVpc, getEndpoint, listEndpointAddresses, sweepEndpoints } from '@/lib/aws/endpoints'
import { getVpcDns, listSecurityGroups, listSubnets, listVpcs, listZones } from '@/lib/aws/network'
import { listNetworkAcls, listRouteTables } from '@/lib/aws/reachability'
import { listGroupRules } from '@/lib/aws/security-groups'
import { findService } from '@/lib/aws/services'
import { findAccount, saveAccount } from '@/lib/db/accounts'
import { getRequest } from '@/lib/db/requests'
import { SYSTEM } from '@/lib/privatelink/actor'
import { addMissingRule } from './fix-security-group'
import { adoptEndpoint } from './adopt-endpoint'
import { checkPlan } from './check-plan'
import { compareEndpoint } from './compare-endpoint'
import { createEndpoint } from './create-endpoint'
import { deleteEndpoint } from './delete-endpoint'
import { giveSnapshot } from './give-snapshot'
import { lookAt } from './look'
import { refreshRequest } from './refresh-request'
import { switchOff } from './switch-private-dns'
import { tellState } from './tell-state'
import { testAccount } from './test-account'
import { aws, hasCli, runBlock } from './testing/run-block'
import { ACTOR, network, PLATFORM, REGION, SERVICE, startWorld, type TestWorld } from './testing/test-world'

const by = () => ({ actor: ACTOR, now: new Date() })
const ADMIN = { ...ACTOR, role: 'admin' as const }
const PLACE = { ...PLATFORM, serviceName: SERVICE }
const UNKNOWN = `com.amazonaws.vpce.${REGION}.vpce-svc-0123456789abcdef0`
const { vpcId } = network(1)
const named = (name: string) => `${name}${hasCli ? '' : ' (the AWS CLI is not installed here: nothing was checked)'}`

let world: TestWorld
beforeAll(async () => void (world = await startWorld()))
afterAll(() => world.end())

const takeAccessAway = () => saveAccount({ accountId: PLATFORM.accountId, name: 'platform', source: { kind: 'snapshot' }, createdAt: new Date() }, { actor: SYSTEM, now: new Date() })
const giveAccess = () => saveAccount({ accountId: PLATFORM.accountId, name: 'platform', source: { kind: 'default' }, createdAt: new Date() }, { actor: SYSTEM, now: new Date() })

/** Everything the product reads of AWS, by every function it reads it with. */
async function readEverything(endpointId: string) {
  const vpcs = await listVpcs(PLATFORM)
  const vpc = vpcs.find((each) => each.vpcId === vpcId)!
  const endpoint = await getEndpoint(PLATFORM, endpointId)
  return {
    ...{ vpcs, endpoint, zones: await listZones(PLATFORM), subnets: await listSubnets(PLATFORM, vpcId), groups: await listSecurityGroups(PLATFORM, vpcId) },
    ...{ rules: await listGroupRules(PLATFORM, network(1).securityGroupIds), acls: await listNetworkAcls(PLATFORM, vpcId), routes: await listRouteTables(PLATFORM, vpcId) },
    ...{ dns: await getVpcDns(PLATFORM, vpc), service: await findService(PLATFORM, SERVICE), inVpc: await endpointsInVpc(PLATFORM, vpcId), swept: await sweepEndpoints(PLATFORM, { serviceNames: [SERVICE] }) },
    addresses: await listEndpointAddresses(PLATFORM, endpoint?.networkInterfaceIds ?? []),
  }
}

describe('an account without access', () => {
  it(named('reads the same from the block’s file as over the wire, and sends nothing'), { timeout: 120_000 }, async () => {
    if (!hasCli) return
    await giveAccess()
    const { endpointId } = await world.submitted(1)
    const overTheWire = await readEverything(endpointId!)
    const { text, said } = await runBlock(world.sandbox.url, { ...PLACE, vpc: vpcId })
    expect(said).not.toMatch(/not answered/)
    await takeAccessAway()
    await world.forgetCalls()
    const given = await giveSnapshot(PLATFORM, text, by())
    expect(given).toMatchObject({ problems: [], missing: [], older: 0 })
    expect(await readEverything(endpointId!)).toEqual(overTheWire)
    expect(await world.callsOf('DescribeVpcs')).toBe(0)
    // the endpoint of a request that is looked after was in it: its state is told, not seen
    expect(given.folded).toMatchObject([{ state: 'pending-acceptance' }])
    await deleteInSandbox(endpointId!)
  })

  it(named('goes from the wizard to an available endpoint, each state told by a person'), { timeout: 120_000 }, async () => {
    if (!hasCli) return
    await takeAccessAway()
    await giveSnapshot(PLATFORM, (await runBlock(world.sandbox.url, { ...PLACE, vpc: network(2).vpcId })).text, by())
    const { requestId } = await world.draftReady(2)
    await world.forgetCalls()
    const checked = await checkPlan((await getRequest(requestId)).draft, requestId)
    expect(checked.plan).not.toBeNull()
    await expect(createEndpoint(requestId, { ...by(), planHash: checked.planHash! })).rejects.toMatchObject({ code: 'no-access' })
    expect(await world.callsOf('CreateVpcEndpoint')).toBe(0)

    // the customer applies an export, then brings what AWS says
    const { subnetIdByZone, securityGroupIds } = network(2)
    const made = JSON.parse(await aws(world.sandbox.url, 'ec2', 'create-vpc-endpoint', '--vpc-endpoint-type', 'Interface', '--vpc-id', network(2).vpcId, '--service-name', SERVICE, '--subnet-ids', ...Object.values(subnetIdByZone), '--security-group-ids', ...securityGroupIds, '--no-private-dns-enabled', '--region', REGION)) as { VpcEndpoint: { VpcEndpointId: string } }
    const endpointId = made.VpcEndpoint.VpcEndpointId
    await expect(compareEndpoint(requestId, endpointId, by())).rejects.toThrow(/describe-vpc-endpoints/)
    const describe_ = () => aws(world.sandbox.url, 'ec2', 'describe-vpc-endpoints', '--vpc-endpoint-ids', endpointId, '--region', REGION)
    await giveSnapshot(PLATFORM, `ada@laptop ~ % aws ec2 describe-vpc-endpoints\n${await describe_()}\nada@laptop ~ %`, by())
    expect((await compareEndpoint(requestId, endpointId, by())).differences).toEqual([])
    expect(await adoptEndpoint(requestId, endpointId, by())).toMatchObject({ state: 'pending-acceptance', told: { by: 'tester', how: 'paste' } })

    await world.act(endpointId, 'accept')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const { folded } = await giveSnapshot(PLATFORM, await describe_(), by())
    expect(folded).toMatchObject([{ requestId, state: 'available' }])
    const kinds = (await world.eventsOf(requestId)).map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['endpoint-adopted', 'state-changed', 'state-told']))

    // what is not in a paste is not known; what would change AWS is refused and never sent
    await giveSnapshot(PLATFORM, '{"VpcEndpoints": []}', by())
    expect(await getRequest(requestId)).toMatchObject({ state: 'available', missedLooks: 0 })
    for (const act of [deleteEndpoint(requestId, by()), switchOff(requestId, by()), addMissingRule(requestId, { ...by(), seen: '', ports: [8443] }), refreshRequest(requestId, by()), testAccount(PLATFORM.accountId, { ...by(), actor: ADMIN })])
      await expect(act).rejects.toMatchObject({ code: 'no-access' })
    expect(await lookAt(PLATFORM)).toMatchObject({ watched: 0, problem: expect.stringContaining('no access') })
    expect((await getRequest(requestId)).state).toBe('available')

    await expect(tellState(requestId, { state: 'rejected', note: ' ' }, by())).rejects.toMatchObject({ code: 'no-note' })
    expect(await tellState(requestId, { state: 'rejected', note: 'the console shows it' }, by())).toMatchObject({ state: 'rejected', told: { how: 'hand', note: 'the console shows it' } })
  })

  it('says which command is missing, for what, and since when', async () => {
    await takeAccessAway()
    await giveSnapshot({ ...PLATFORM, region: 'eu-central-1' }, '{"Vpcs": [{"VpcId": "vpc-0a0a0a0a", "CidrBlock": "10.0.0.0/16"}]}', by())
    const reach = { ...PLATFORM, region: 'eu-central-1' }
    await expect(listSubnets(reach, 'vpc-0a0a0a0a')).rejects.toMatchObject({ kind: 'not-told', message: expect.stringMatching(/describe-subnets has not been pasted yet.*Run “aws ec2 describe-subnets --region eu-central-1/s) })
    await giveSnapshot(reach, '{"Subnets": [{"SubnetId": "subnet-0b0b0b0b", "VpcId": "vpc-0b0b0b0b"}]}', by())
    await expect(listSubnets(reach, 'vpc-0a0a0a0a')).rejects.toThrow(/none of the subnets of vpc-0a0a0a0a/)
  })

  it('knows a service that AWS does not show from the CLI’s error', async () => {
    await takeAccessAway()
    const said = `An error occurred (InvalidServiceName) when calling the DescribeVpcEndpointServices operation: The Vpc Endpoint Service '${UNKNOWN}' does not exist`
    await giveSnapshot(PLATFORM, `$ aws ec2 describe-vpc-endpoint-services --service-names ${UNKNOWN}\n\n${said}\n`, by())
    expect(await findService(PLATFORM, UNKNOWN)).toBeNull()
  })

  it('takes nothing for an account that Causeway reads itself, and nothing of another account', async () => {
    await giveAccess()
    await expect(giveSnapshot(PLATFORM, '{"Vpcs": []}', by())).rejects.toMatchObject({ code: 'has-access' })
    await takeAccessAway()
    await expect(giveSnapshot(PLATFORM, '{"Account": "999988887777", "Arn": "arn:aws:iam::999988887777:user/x"}\n{"Vpcs": []}', by())).rejects.toThrow(/of account 999988887777, not of 111122223333/)
    expect((await findAccount(PLATFORM.accountId))?.source).toEqual({ kind: 'snapshot' })
  })
})

async function deleteInSandbox(endpointId: string): Promise<void> {
  await aws(world.sandbox.url, 'ec2', 'delete-vpc-endpoints', '--vpc-endpoint-ids', endpointId, '--region', REGION)
}
