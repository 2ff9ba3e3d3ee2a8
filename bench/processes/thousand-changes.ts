import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '@/lib/db/generated/client'
import { openedDatabase } from '@/lib/db/opened'
import { changeRequests, listReaches, listWatched } from '@/lib/db/requests'
import { seenMarkOf } from '@/lib/operations/seen-mark'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { observe } from '@/lib/privatelink/observe'
import type { EndpointRequest } from '@/lib/privatelink/request'

export type ChangeCost = { ms: number; cpuMs: number; changed: number; events: number }

/** So many endpoints that AWS reports in another state than before, folded in and stored with their events as a look does. */
export async function changeTogether(count: number): Promise<ChangeCost> {
  const ids = await someRequests(count)
  const now = new Date()
  const cost = beginCost()
  const { changed } = await changeRequests(ids, (current) => {
    const seen = inAnotherState(current)
    return { ...observe(current, seen, now), fingerprint: seenMarkOf(seen) }
  })
  const spent = cost()
  const stored = [...changed.values()]
  return { ...spent, changed: stored.length, events: stored.reduce((sum, { events }) => sum + events.length, 0) }
}

/** Prisma as it comes, on the same file: without our connection, which compiles each statement once. Only what it promises is the same. */
async function plainPrisma(): Promise<PrismaClient> {
  const client = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: openedDatabase().file }, { timestampFormat: 'unixepoch-ms' }) })
  await client.$executeRaw`PRAGMA synchronous = FULL`
  return client
}
let plain: Promise<PrismaClient> | undefined

/** What a program that knows Prisma and no better would do: one update for each row, without events, in one transaction. */
export async function changeOneByOne(count: number): Promise<ChangeCost> {
  const ids = await someRequests(count)
  const client = await (plain ??= plainPrisma())
  const now = new Date()
  const cost = beginCost()
  await client.$transaction(ids.map((requestId) => client.endpointRequest.update({ where: { requestId }, data: { awsState: `seen ${now.getTime()}`, stateSince: now, updatedAt: now } })))
  return { ...cost(), changed: ids.length, events: 0 }
}

function beginCost(): () => { ms: number; cpuMs: number } {
  const [began, before] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(before)
    return { ms: performance.now() - began, cpuMs: (user + system) / 1000 }
  }
}

async function someRequests(count: number): Promise<string[]> {
  const ids: string[] = []
  for (const { accountId, region } of await listReaches()) {
    if (ids.length >= count) break
    ids.push(...(await listWatched({ accountId, region })).map(({ requestId }) => requestId))
  }
  if (ids.length < count) throw new Error(`There are ${ids.length} requests to change, not ${count}.`)
  return ids.slice(0, count)
}

/** To and fro between two states, so that every turn changes as much as the last. */
function inAnotherState(request: EndpointRequest): Endpoint {
  const state = request.state === 'available' ? 'pending-acceptance' : 'available'
  return {
    endpointId: request.endpointId!,
    state,
    awsState: state === 'available' ? 'available' : 'pendingAcceptance',
    vpcId: request.plan!.vpcId,
    serviceName: request.plan!.serviceName,
    subnetIds: request.plan!.subnets.map(({ subnetId }) => subnetId),
    securityGroupIds: request.plan!.securityGroupIds,
    networkInterfaceIds: request.networkInterfaceIds,
    dnsNames: request.dnsNames,
    privateDnsEnabled: request.privateDnsEnabled,
    createdAt: request.createdAt,
    failure: null,
    tags: [],
    ownerAccountId: null,
  }
}
