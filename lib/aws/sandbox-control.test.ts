import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adoptConfig, config } from '@/lib/config'
import type { CreateCall } from '@/lib/privatelink/plan'
import { startSandbox } from '@/lib/sandbox/server'
import { closeClients, useAccounts as resolveAccountsWith } from './clients'
import { countInterfaceEndpoints, createEndpoint, deleteEndpoint, dryRunCreate, endpointsInVpc, getEndpoint, listEndpointAddresses, sweepEndpoints } from './endpoints'
import { AwsError } from './errors'
import { whoAmI } from './identity'
import { forgetBuckets } from './limiter'
import { getVpcDns, listSecurityGroups, listSubnets, listVpcs } from './network'
import { actOnConnection, clearFaults, listConnections, listFaults, resetWorld, SANDBOX_FAULTS, setFault } from './sandbox-control'
import { findService } from './services'

const REACH = { accountId: '111122223333', region: 'us-west-2' }
const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const folder = mkdtempSync(join(tmpdir(), 'causeway-aws-'))
let sandbox: Awaited<ReturnType<typeof startSandbox>>

beforeAll(async () => {
  sandbox = await startSandbox({ dataFile: join(folder, 'sandbox.json'), timings: { pendingMs: 50, deletingMs: 50, visibleAfterMs: 0 }, throttling: false })
})
beforeEach(async () => {
  adoptConfig({ ...config(), awsMode: 'sandbox', sandboxPort: sandbox.port })
  resolveAccountsWith(async () => ({ kind: 'default' }))
  forgetBuckets()
})
afterEach(() => clearFaults().catch(() => {}))
afterAll(async () => {
  closeClients()
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

/** A call that the default world accepts: one subnet with room in each zone that the service is in. */
async function goodCall(token: string): Promise<CreateCall> {
  const service = await findService(REACH, SERVICE)
  for (const vpc of await listVpcs(REACH)) {
    const subnets = (await listSubnets(REACH, vpc.vpcId)).filter((subnet) => subnet.freeAddresses > 0)
    const chosen = (service?.zones ?? []).flatMap((zone) => subnets.find((subnet) => subnet.zoneId === zone.zoneId)?.subnetId ?? [])
    if (chosen.length < 3) continue
    return {
      VpcEndpointType: 'Interface', VpcId: vpc.vpcId, ServiceName: SERVICE, SubnetIds: chosen, PrivateDnsEnabled: false, ClientToken: token,
      TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'causeway:request-id', Value: token }, { Key: 'managed-by', Value: 'causeway' }] }],
    }
  }
  throw new Error('the default world has no VPC with a subnet in every served zone')
}

describe('against the sandbox', () => {
  it('reads the network', async () => {
    expect((await whoAmI()).accountId).toBe(REACH.accountId)
    const vpcs = await listVpcs(REACH)
    expect(vpcs.length).toBeGreaterThan(1)
    const groups = (await Promise.all(vpcs.map((vpc) => listSecurityGroups(REACH, vpc.vpcId)))).flat()
    expect(groups.some((group) => group.ingress.some((rule) => rule.fromPort !== null && rule.fromPort <= 8443 && (rule.toPort ?? 0) >= 8443))).toBe(true)
    const dns = await Promise.all(vpcs.map((vpc) => getVpcDns(REACH, vpc)))
    expect(new Set(dns.map((one) => one.enableDnsHostnames))).toEqual(new Set([true, false]))
    expect((await findService(REACH, SERVICE))?.zones.map((zone) => zone.zoneId).sort()).toEqual(['usw2-az1', 'usw2-az2', 'usw2-az3'])
    expect(await findService(REACH, SERVICE.replace('049', '149'))).toBeNull()
  })

  it('takes one endpoint from creation to deletion; the same token makes no second one', async () => {
    const call = await goodCall('token-life')
    expect(await dryRunCreate(REACH, call)).toEqual({ allowed: true })
    const created = await createEndpoint(REACH, call)
    expect((await createEndpoint(REACH, call)).endpointId).toBe(created.endpointId)
    expect(created.state).toBe('pending-acceptance')
    await actOnConnection(created.endpointId, 'accept', { reason: 'known customer' })
    await expect.poll(async () => (await getEndpoint(REACH, created.endpointId))?.state).toBe('available')
    const [found] = await sweepEndpoints(REACH, { requestIds: ['token-life'], serviceNames: [SERVICE] })
    expect(found!.dnsNames.regional).toContain(created.endpointId)
    expect(found!.dnsNames.zonal).toHaveLength(3)
    expect(await listEndpointAddresses(REACH, found!.networkInterfaceIds)).toHaveLength(3)
    expect((await endpointsInVpc(REACH, call.VpcId)).length).toBe(await countInterfaceEndpoints(REACH, call.VpcId))
    await deleteEndpoint(REACH, created.endpointId)
    await expect.poll(async () => (await getEndpoint(REACH, created.endpointId))?.state ?? 'deleted').toBe('deleted')
    await deleteEndpoint(REACH, 'vpce-0123456789abcdef0')
  })

  it('A4 an answer lost after the effect: outcome unknown, found by its tag, the same token gives the same one', async () => {
    const call = await goodCall('token-lost')
    await setFault({ action: 'CreateVpcEndpoint', kind: 'reset-after' })
    await expect(createEndpoint(REACH, call)).rejects.toMatchObject({ kind: 'unreachable', outcomeKnown: false })
    const found = await sweepEndpoints(REACH, { requestIds: ['token-lost'] })
    expect(found).toHaveLength(1)
    expect((await createEndpoint(REACH, call)).endpointId).toBe(found[0]!.endpointId)
  })

  const SLOW_ONES = ['slow', 'hang', 'drip']
  // Credentials that were refused rest for a while, with everything of their account: not into the next test.
  afterEach(closeClients)

  it.each(SANDBOX_FAULTS.filter((kind) => !SLOW_ONES.includes(kind)))('R4 %s never makes a sweep look empty', async (kind) => {
    const before = await sweepEndpoints(REACH, {})
    expect(before.length).toBeGreaterThan(0)
    await setFault({ action: 'DescribeVpcEndpoints', kind, times: 10 })
    const after = await sweepEndpoints(REACH, {}).catch((error: unknown) => error)
    if (kind === 'unknown-state') expect((after as typeof before).map((one) => one.state)).toEqual(before.map(() => 'unrecognised'))
    else if (kind === 'reset-after') expect(after).toMatchObject({ kind: 'unreachable' })
    else expect(after).toBeInstanceOf(AwsError)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('the far side’s controls', () => {
  it('lists connections newest first, and tells how many there are', async () => {
    const created = await createEndpoint(REACH, { ...(await goodCall('token-list')), ClientToken: 'token-list' })
    const { total, connections } = await listConnections({ limit: 1 })
    expect(total).toBeGreaterThan(1)
    expect(connections).toMatchObject([{ endpointId: created.endpointId, accountId: REACH.accountId, state: 'pendingAcceptance', createdAt: expect.any(Date) }])
  })

  it('passes the sandbox’s own refusal on as a sentence', async () => {
    await expect(actOnConnection('vpce-0123456789abcdef0', 'accept')).rejects.toMatchObject({ code: 'sandbox-refused', status: 404, message: expect.stringContaining('vpce-0123456789abcdef0') })
  })

  it('sets, lists and clears faults, and resets the world', async () => {
    await setFault({ action: 'DescribeVpcs', kind: 'throttle', times: 3 })
    expect(await listFaults()).toMatchObject([{ action: 'DescribeVpcs', kind: 'throttle', left: 3 }])
    await clearFaults()
    expect(await listFaults()).toEqual([])
    await resetWorld()
    expect((await listConnections({ state: 'deleting' })).total).toBe(0)
  })

  it('is not there in aws mode', async () => {
    adoptConfig({ ...config(), awsMode: 'aws' })
    await expect(listConnections()).rejects.toMatchObject({ code: 'not-found', status: 404 })
  })

  it('says so where the sandbox is silent, or is something else', async () => {
    let other: Server | undefined
    const port = await new Promise<number>((resolve) => (other = createServer((_, response) => void response.end('<html>')).listen(0, '127.0.0.1', () => resolve((other!.address() as AddressInfo).port))))
    adoptConfig({ ...config(), sandboxPort: port })
    await expect(listConnections()).rejects.toMatchObject({ code: 'sandbox-garbage' })
    other!.closeAllConnections()
    await new Promise((resolve) => other!.close(resolve))
    await expect(listConnections()).rejects.toMatchObject({ code: 'sandbox-silent', status: 503 })
  })
})
