import { REGIONS } from '@/lib/privatelink/regions'
import type { WorldDescription } from './description'
import { digest } from './ids'
import type { Rows } from './tables'
import type { PrefixList, Service } from './types'
import { AWS_REGIONS } from './regions'

/** ClickHouse's account in the sandbox. */
const CLICKHOUSE_ACCOUNT = '777788889999'

/** The six regions of the source document have their services here; what was published later does not exist yet. */
const PUBLISHED = '2022-09'

/** Services and AWS's own prefix lists, which every world has. */
export function catalogueRows(wanted: boolean): Rows {
  if (!wanted) return {}
  const offered = REGIONS.filter((region) => region.services.some((service) => service.published === PUBLISHED))
  const services = offered.flatMap((region) =>
    region.services.map(({ serviceName, zoneIds }) =>
      toService({ serviceName, zoneIds: [...zoneIds], types: ['Interface'], acceptanceRequired: true, privateDnsVerification: 'verified', tags: [] }),
    ),
  )
  const lists = AWS_REGIONS.flatMap(({ code }, at) => [
    toPrefixList({ region: code, name: `com.amazonaws.${code}.s3`, cidrs: [`52.${92 + at}.128.0/17`, `3.5.${at * 4}.0/22`] }),
    toPrefixList({ region: code, name: `com.amazonaws.${code}.dynamodb`, cidrs: [`52.94.${at * 4}.0/22`] }),
  ])
  return { services, prefixLists: lists }
}

export function toService(described: WorldDescription['services'][number]): Service {
  const [, , , region = '', serviceId = ''] = described.serviceName.split('.')
  const privateDnsName = described.privateDnsName === undefined ? `*.${region}.vpce.aws.clickhouse.cloud` : described.privateDnsName
  return {
    id: described.serviceName,
    serviceId,
    region,
    types: described.types,
    zoneIds: described.zoneIds,
    ownerId: described.owner ?? CLICKHOUSE_ACCOUNT,
    acceptanceRequired: described.acceptanceRequired,
    privateDnsName,
    privateDnsVerification: described.privateDnsVerification,
    allowedAccountIds: described.allowedAccounts ?? null,
    tags: described.tags,
  }
}

export const toPrefixList = (described: WorldDescription['prefixLists'][number]): PrefixList => ({
  id: described.prefixListId ?? `pl-${digest('prefix-list', described.region, described.name).slice(0, 8)}`,
  region: described.region,
  name: described.name,
  cidrs: described.cidrs,
})

