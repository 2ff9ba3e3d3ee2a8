import { isGone, stateAt, stateSince } from '../endpoints/life-cycle'
import type { Sandbox } from '../sandbox'
import type { Endpoint } from '../world/types'

/** An endpoint as ClickHouse's side sees it, with what only the sandbox knows: the story and its reasons. */
export function toConnection(endpoint: Endpoint, { world, now }: Sandbox) {
  const at = now()
  const iso = (time: number) => new Date(time).toISOString()
  return {
    id: endpoint.id,
    account: endpoint.accountId,
    accountName: world.data.accounts.find(endpoint.accountId)?.name ?? null,
    region: endpoint.region,
    vpc: endpoint.vpcId,
    service: endpoint.serviceName,
    state: stateAt(endpoint, at),
    since: iso(stateSince(endpoint, at)),
    createdAt: iso(endpoint.createdAt),
    privateDnsEnabled: endpoint.privateDnsEnabled,
    isAllowed: !endpoint.isDisallowed,
    failure: endpoint.failure,
    networkInterfaces: endpoint.attachments,
    securityGroupIds: endpoint.securityGroupIds,
    story: endpoint.story.filter((line) => line.at <= at).map((line) => ({ ...line, at: iso(line.at) })),
    tags: endpoint.tags,
  }
}

/** The newest connections first. `limit` bounds the answer: a world can hold a hundred thousand. */
export function listConnections(sandbox: Sandbox, query: URLSearchParams) {
  const at = sandbox.now()
  const wanted = (name: string, value: string) => (query.get(name) || value) === value
  const found = sandbox.world.data.endpoints
    .all()
    .filter((endpoint) => wanted('state', stateAt(endpoint, at)) && wanted('region', endpoint.region) && wanted('account', endpoint.accountId))
  const limit = Math.min(1000, Math.max(1, Math.trunc(Number(query.get('limit') ?? 100)) || 100))
  const newest = found.sort((a, b) => b.createdAt - a.createdAt).slice(0, limit)
  return { total: found.length, connections: newest.map((endpoint) => toConnection(endpoint, sandbox)) }
}

/** Everything the sandbox holds. */
export async function wholeState(sandbox: Sandbox) {
  const { data, settings } = sandbox.world
  const at = sandbox.now()
  return {
    now: new Date(at).toISOString(),
    acceptAfterSeconds: sandbox.acceptAfterMs === null ? null : sandbox.acceptAfterMs / 1000,
    settings: { throttling: settings.throttling, timings: settings.timings },
    accounts: data.accounts.all().map(({ id, name, denied }) => ({ accountId: id, name, denied })),
    keys: data.keys.all().map(({ id, accountId, userName }) => ({ accessKeyId: id, account: accountId, userName })),
    roles: data.roles.all().map(({ id, trustedAccountIds, externalId }) => ({ roleArn: id, trusts: trustedAccountIds, externalId })),
    services: data.services.all(),
    vpcs: data.vpcs.all(),
    subnets: data.subnets.all(),
    securityGroups: data.securityGroups.all(),
    network: data.network.all(),
    dns: data.dnsOverrides.all(),
    hostedZones: data.hostedZones.all(),
    doors: await sandbox.net.summary(),
    faults: sandbox.faults.list(),
    endpoints: data.endpoints.all().filter((endpoint) => !isGone(endpoint, at)).map((endpoint) => toConnection(endpoint, sandbox)),
  }
}
