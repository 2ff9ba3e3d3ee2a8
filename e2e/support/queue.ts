import Sqlite from 'better-sqlite3'
import { loadWorld } from './clickhouse-side'

/** Fills the desk: endpoints that wait at the simulated AWS, and the requests they belong to in Causeway's own database. */

export type Queued = { requestId: string; endpointId: string; name: string; region: string }

const ACCOUNT = '111122223333'
const REGIONS = ['us-west-2', 'eu-west-1'] as const
const OWNERS = ['Ada', 'Bob', 'Cem']
const MINUTE = 60_000
const hex = (n: number, length: number) => n.toString(16).padStart(length, '0')

type Endpoint = { id: string; vpc: string; service: string; region: string }

/** The first one has waited longest. */
export async function fillDesk({ sandboxUrl, databaseFile, count }: { sandboxUrl: string; databaseFile: string; count: number }): Promise<Queued[]> {
  const all = Array.from({ length: count }, (_, n) => ({ requestId: `00000000-0000-4000-8000-${hex(n, 12)}`, endpointId: `vpce-${hex(n + 1, 17)}`, name: `Team ${String(n + 1).padStart(2, '0')}`, region: REGIONS[n % 2]! }))
  await loadWorld(sandboxUrl, {
    base: 'current',
    endpoints: REGIONS.map((region) => ({ account: ACCOUNT, region, count: all.filter((one) => one.region === region).length, endpointIds: all.filter((one) => one.region === region).map(({ endpointId }) => endpointId) })),
  })
  const { endpoints } = (await (await fetch(`${sandboxUrl}/_sandbox/state`)).json()) as { endpoints: Endpoint[] }
  const made = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]))
  const database = new Sqlite(databaseFile)
  database.pragma('busy_timeout = 10000')
  database
    .prepare(`INSERT OR IGNORE INTO "Account" ("accountId", "name", "source", "createdAt") VALUES (?, 'platform', '{"kind":"default"}', ?)`)
    .run(ACCOUNT, Date.now())
  database.transaction(() => all.forEach((one, n) => insert(database, one, made.get(one.endpointId)!, n, count)))()
  database.close()
  return all
}

function insert(database: Sqlite.Database, { requestId, endpointId, name, region }: Queued, { vpc, service }: Endpoint, n: number, count: number): void {
  const at = Date.now() - (count - n) * MINUTE
  const hostnames = [`team${n + 1}.${region}.aws.clickhouse.cloud`]
  const place = { accountId: ACCOUNT, region, vpcId: vpc, serviceName: service }
  const draft = { ...place, hostnamesText: hostnames.join('\n'), hostnames, subnetIdByZone: {}, securityGroupIds: [], tags: [], name, contact: `team${n + 1}@example.com`, note: '' }
  const plan = { ...place, subnets: [], securityGroupIds: [], tags: [], hostnames }
  const head = {
    requestId, name, state: 'pending-acceptance', stateSince: at, attempts: 1, attemptedAt: at, endpointId, privateDnsEnabled: 0, missedLooks: 0, firstSeenAt: at,
    clientToken: requestId, ownerId: `user-${n % 3}`, ownerName: OWNERS[n % 3]!, createdAt: at, submittedAt: at, updatedAt: at, ...place, hostnames: JSON.stringify(hostnames),
    sortName: name.toLowerCase(), searchText: [name, ...hostnames, endpointId, vpc, ACCOUNT, region].join('\n').toLowerCase(),
  }
  const body = { requestId, draft: JSON.stringify(draft), plan: JSON.stringify(plan), dnsNames: JSON.stringify({ regional: null, zonal: [], private: [] }), addresses: '[]', networkInterfaceIds: '[]' }
  const put = (table: string, row: Record<string, unknown>) =>
    database.prepare(`INSERT INTO "${table}" (${Object.keys(row).map((column) => `"${column}"`).join(', ')}) VALUES (${Object.keys(row).map((column) => `@${column}`).join(', ')})`).run(row)
  put('EndpointRequest', head)
  put('RequestBody', body)
}
