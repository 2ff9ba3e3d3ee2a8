/**
 * The region catalogue: where ClickHouse Cloud has published an endpoint service, under which name, in which zones.
 *
 * Sources: the six rows of ClickHouse's own "Setting up AWS PrivateLink" of September 2022, and the newest table that was
 * published before the page stopped carrying one (2023). Today every ClickHouse service can have a name of its own, shown in
 * its console, so a row here is a suggestion that step 2 of the wizard verifies with AWS, never a truth.
 */
export type CatalogueService = {
  /** `com.amazonaws.vpce.<region>.vpce-svc-<hex>` */
  serviceName: string
  /** Zone *ids*, which mean the same in every account (zone names do not). */
  zoneIds: readonly string[]
  /** The month the row was published, `YYYY-MM`. */
  published: string
}

export type CatalogueRegion = { code: string; label: string; services: readonly CatalogueService[] }

const row = (region: string, id: string, zoneIds: string[], published: string): CatalogueService => ({
  serviceName: `com.amazonaws.vpce.${region}.vpce-svc-${id}`,
  zoneIds,
  published,
})

export const REGIONS = [
  { code: 'ap-south-1', label: 'Mumbai', services: [row('ap-south-1', '0a786406c7ddc3a1b', ['aps1-az1', 'aps1-az2', 'aps1-az3'], '2023-06')] },
  { code: 'ap-southeast-1', label: 'Singapore', services: [row('ap-southeast-1', '0a8b096ec9d2acb01', ['apse1-az1', 'apse1-az2', 'apse1-az3'], '2022-09')] },
  { code: 'ap-southeast-2', label: 'Sydney', services: [row('ap-southeast-2', '0ca446409b23f0c01', ['apse2-az1', 'apse2-az2', 'apse2-az3'], '2023-11')] },
  { code: 'eu-central-1', label: 'Frankfurt', services: [row('eu-central-1', '0536fc4b80a82b8ed', ['euc1-az2', 'euc1-az3', 'euc1-az1'], '2022-09')] },
  { code: 'eu-west-1', label: 'Ireland', services: [row('eu-west-1', '066b03c9b5f61c6fc', ['euw1-az2', 'euw1-az3', 'euw1-az1'], '2022-09')] },
  {
    code: 'us-east-1',
    label: 'N. Virginia',
    services: [
      row('us-east-1', '0a0218fa75c646d81', ['use1-az6', 'use1-az1', 'use1-az2'], '2022-09'),
      row('us-east-1', '096c118db1ff20ea4', ['use1-az6', 'use1-az4', 'use1-az2'], '2023-11'),
    ],
  },
  { code: 'us-east-2', label: 'Ohio', services: [row('us-east-2', '0b99748bf269a86b4', ['use2-az1', 'use2-az2', 'use2-az3'], '2022-09')] },
  { code: 'us-west-2', label: 'Oregon', services: [row('us-west-2', '049bbd33f61271781', ['usw2-az2', 'usw2-az1', 'usw2-az3'], '2022-09')] },
] as const satisfies readonly CatalogueRegion[]

/** The catalogue row of a region, or null where nothing was ever published for it. */
export function findRegion(code: string): CatalogueRegion | null {
  return REGIONS.find((region) => region.code === code) ?? null
}
