import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { sweepEndpoints } from '@/lib/aws/endpoints'
import { findService } from '@/lib/aws/services'
import { listReaches } from '@/lib/db/requests'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { isClickHouseName, leadsToClickHouse } from '@/lib/privatelink/untracked'
import { currentCatalogue } from './edit-catalogue'
import { recently } from './recently'
import { factOf } from './survey-network'

/** `unsure`: services of which AWS did not tell whose they are, with the reason. */
export type ClickHouseEndpoints = { endpoints: Endpoint[]; unsure: { serviceName: string; endpointIds: string[]; reason: string }[] }

/** Services asked about for one account and region; an account with more foreign ones is told that the rest is not known. */
const ASKED_AT_MOST = 8
const SERVICE_KEPT_MS = 10 * 60_000
const TOO_MANY = 'There are too many foreign services to ask AWS about all of them.'

/** Every interface endpoint in the account and region behind which ClickHouse is: one sweep, and one question for each unknown service. Throws `AwsError`. */
export async function listClickHouseEndpoints(reach: Reach): Promise<ClickHouseEndpoints> {
  const known = await knownServices()
  const all = await sweepEndpoints(reach, {})
  const endpoints = all.filter((endpoint) => leadsToClickHouse(endpoint, known) === 'yes')
  const toAsk = all.filter((endpoint) => leadsToClickHouse(endpoint, known) === 'ask')
  const unsure: ClickHouseEndpoints['unsure'] = []
  for (const [at, serviceName] of [...new Set(toAsk.map((endpoint) => endpoint.serviceName))].entries()) {
    const behind = toAsk.filter((endpoint) => endpoint.serviceName === serviceName)
    const isOurs = at < ASKED_AT_MOST ? await isClickHouseService(reach, serviceName) : { known: false as const, reason: TOO_MANY }
    if (!isOurs.known) unsure.push({ serviceName, endpointIds: behind.map(({ endpointId }) => endpointId), reason: isOurs.reason })
    else if (isOurs.value) endpoints.push(...behind)
  }
  return { endpoints, unsure }
}

async function knownServices(): Promise<Set<string>> {
  const [catalogue, reaches] = await Promise.all([currentCatalogue(), listReaches()])
  return new Set([...catalogue.map(({ serviceName }) => serviceName), ...reaches.flatMap(({ serviceNames }) => serviceNames)])
}

const isClickHouseService = (reach: Reach, serviceName: string) =>
  factOf(async () => {
    const service = await recently(`whose/${reach.accountId}/${reach.region}/${serviceName}`, () => findService(reach, serviceName), SERVICE_KEPT_MS)
    return service?.privateDnsName ? isClickHouseName(service.privateDnsName) : false
  })
