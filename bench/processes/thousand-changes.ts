import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '@/lib/db/generated/client'
import { openedDatabase } from '@/lib/db/opened'
import { reader } from '@/lib/db/client'
import { getRequests, listReaches, listWatched, type WatchedRow } from '@/lib/db/requests'
import { foldSightings } from '@/lib/operations/fold-sightings'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import type { EndpointRequest } from '@/lib/privatelink/request'

export type ChangeCost = { ms: number; cpuMs: number; changed: number; events: number }

/** So many endpoints that AWS lists in another state than before, folded in and stored with their events by what a look does it with. */
export async function changeTogether(count: number): Promise<ChangeCost> {
  const watched = await someWatched(count)
  const requests = await getRequests(watched.map(({ requestId }) => requestId))
  const listed = new Map(requests.map((request) => [request.endpointId!, inAnotherState(request)]))
  const [eventsBefore, now] = [await countEvents(), new Date()]
  const cost = beginCost()
  const { told } = await foldSightings(watched, listed, now)
  const spent = cost()
  return { ...spent, changed: told.length, events: (await countEvents()) - eventsBefore }
}

const countEvents = () => reader().event.count()

/** Prisma as it comes, on the same file: without our connection, which compiles each statement once. Only what it promises is the same. */
async function plainPrisma(): Promise<PrismaClient> {
  const client = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: openedDatabase().file }, { timestampFormat: 'unixepoch-ms' }) })
  await client.$executeRaw`PRAGMA synchronous = FULL`
  return client
}
let plain: Promise<PrismaClient> | undefined

/** What a program that knows Prisma and no better would do: one update for each row, without events, in one transaction. */
export async function changeOneByOne(count: number): Promise<ChangeCost> {
  const ids = (await someWatched(count)).map(({ requestId }) => requestId)
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

async function someWatched(count: number): Promise<WatchedRow[]> {
  const rows: WatchedRow[] = []
  for (const reach of await listReaches()) {
    if (rows.length >= count) break
    rows.push(...(await listWatched(reach)))
  }
  if (rows.length < count) throw new Error(`There are ${rows.length} requests to change, not ${count}.`)
  return rows.slice(0, count)
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
    tags: request.plan!.tags,
    ownerAccountId: null,
  }
}
