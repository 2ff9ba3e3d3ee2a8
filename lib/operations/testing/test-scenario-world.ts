import { forgetBuckets } from '@/lib/aws/limiter'
import { modifyPrivateDns } from '@/lib/aws/private-dns'
import { getRequest } from '@/lib/db/requests'
import { conclude } from '@/lib/privatelink/checks'
import type { Place, Scenario } from './test-scenario'
import { addEvidence } from '../add-evidence'
import type { FromHere } from '../checks-sources'
import { lookAt } from '../look'
import { runChecks } from '../run-checks'
import { seeChecks } from '../view-checks'
import { ACTOR, network, PLATFORM, REGION, type TestWorld } from './test-world'

const FIRST_NETWORK = 300
const OPEN = [{ port: 8443, cidr: '10.0.0.0/16' }, { port: 9440, cidr: '10.0.0.0/16' }]
const ONLY_PASTES: FromHere = { probe: null, reason: 'This server does not look.' }
const by = () => ({ actor: ACTOR, now: new Date() })

function describe({ vpc = {}, rules = OPEN, group = 'clickhouse' }: Scenario, at: number) {
  const { vpcId, subnetIdByZone, securityGroupIds } = network(FIRST_NETWORK + at)
  const subnets = Object.entries(subnetIdByZone).map(([zoneId, subnetId], k) => ({ subnetId, name: `zone-${k + 1}`, zoneId, cidr: `10.0.${k}.0/24` }))
  return { account: PLATFORM.accountId, region: PLATFORM.region, vpcId, name: `scenario-${at}`, cidr: '10.0.0.0/16', subnets, securityGroups: [{ groupId: securityGroupIds[0], name: group, ingress: rules }], ...vpc }
}

/** Every scenario's network, endpoint and private DNS in one sandbox, made by the product itself and not broken yet. */
export async function bringAbout(world: TestWorld, scenarios: readonly Scenario[]): Promise<Place[]> {
  await world.load({ base: 'current', throttling: false, prefixLists: [{ prefixListId: 'pl-0123456789abcdef0', name: 'offices', cidrs: ['172.16.0.0/12'] }], vpcs: scenarios.map(describe) })
  const requests = await inGroups(scenarios, 8, async (_, at) => world.submitted(FIRST_NETWORK + at))
  for (const [at, { accept = true }] of scenarios.entries()) if (accept) await world.act(requests[at]!.endpointId!, 'accept')
  await lookUntil(requests.map(({ requestId }) => requestId), (request, at) => request.addresses.length > 0 && (scenarios[at]!.accept === false || request.state === 'available'))
  await inGroups(scenarios, 8, async ({ accept = true, privateDns = true }, at) => accept && privateDns && modifyPrivateDns(PLATFORM, requests[at]!.endpointId!, true))
  await lookUntil(requests.map(({ requestId }) => requestId), (request, at) => scenarios[at]!.accept === false || (request.state === 'available' && request.privateDnsEnabled === (scenarios[at]!.privateDns ?? true)))
  return Promise.all(requests.map(({ requestId }, at) => toPlace(world, requestId, FIRST_NETWORK + at)))
}

async function toPlace(world: TestWorld, requestId: string, n: number): Promise<Place> {
  const { endpointId, addresses, dnsNames } = await getRequest(requestId)
  const [vpcId, name] = [network(n).vpcId, `team${n}.${REGION}.vpce.aws.clickhouse.cloud`]
  const [one, two] = addresses.map(({ address }) => address).sort()
  const ports = [8443, 9440]
  return {
    requestId, vpcId, name, publicName: name.replace('.vpce.', '.'), endpointId: endpointId!, regional: dnsNames.regional!, addresses: [one!, two!], n,
    act: (act, said) => world.act(endpointId!, act, said),
    load: (description) => world.load({ base: 'current', ...description }),
    meets: async (behaviour, only = {}) => {
      for (const port of only.port ? [only.port] : ports) await world.tell('POST network', { vpceId: endpointId, port, behaviour, ...(only.address && { address: only.address }) })
    },
    answers: async (answer, asked = name) => void (await world.tell('POST dns', { vpcId, name: asked, answer })),
  }
}

/** The id of what the page says first, once this is broken; with what it says, to be read where it is the wrong one. */
export async function sayFirst(scenario: Scenario, place: Place): Promise<{ symptomId: string | null; title: string }> {
  const { requestId } = place
  await runChecks(requestId, { ...by(), ...(scenario.onlyPastes && { fromHere: ONLY_PASTES }) })
  for (const { text, from } of scenario.pastes?.(place) ?? []) await addEvidence(requestId, { text, place: from }, by())
  const { verdicts } = await seeChecks(await getRequest(requestId), new Date())
  const { symptomId, title } = conclude(verdicts)
  return { symptomId, title }
}

/** As the watcher looks, until every request is as it should be. */
export async function lookUntil(requestIds: readonly string[], isThere: (request: Awaited<ReturnType<typeof getRequest>>, at: number) => boolean): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    await lookAt(PLATFORM)
    const requests = await Promise.all(requestIds.map(getRequest))
    const late = requests.filter((request, at) => !isThere(request, at))
    if (late.length === 0) return
    if (performance.now() > deadline) throw new Error(`not there: ${late.map(({ name, state }) => `${name} is ${state}`).join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** So many at a time. The buckets that protect a real account from us stay full meanwhile. */
export async function inGroups<Item, Result>(items: readonly Item[], size: number, work: (item: Item, at: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  const refill = setInterval(forgetBuckets, 20)
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!, at)
  }
  await Promise.all(Array.from({ length: size }, worker)).finally(() => clearInterval(refill))
  return results
}
