import type { Draft } from './draft'
import type { Endpoint } from './endpoint'
import type { SecurityGroup, Subnet, Vpc, VpcDns } from './network'
import type { ClickHousePort } from './ports'
import type { ServiceDescription } from './service'

/** Something asked of AWS. What could not be read is not known, with the reason, and never counts as fine. */
export type Fact<T> = { known: true; value: T } | { known: false; reason: string }

/** What AWS answered to the same call as a dry run; null where the answer says neither yes nor no. */
export type Permission = { allowed: true } | { allowed: false; action: string; reason: string } | { allowed: null; reason: string }

export type PreflightFacts = {
  draft: Draft
  /** The region in which the endpoint would be made. */
  region: string
  /** Null: AWS does not show this account such a service. */
  service: Fact<ServiceDescription | null>
  vpcs: Fact<Vpc[]>
  /** Subnets and groups of the chosen VPC. */
  subnets: Fact<Subnet[]>
  securityGroups: Fact<SecurityGroup[]>
  /** Every endpoint in the chosen VPC, of any service. */
  existing: Fact<Endpoint[]>
  dns: Fact<VpcDns>
  /** How many interface endpoints the VPC has. */
  quotaUsed: Fact<number>
  permission: Fact<Permission>
  /** The ports of ClickHouse, as the settings have them. */
  ports: readonly ClickHousePort[]
}

export type PreflightLine = {
  id: PreflightId
  title: string
  outcome: 'pass' | 'warn' | 'block' | 'unknown'
  detail: string
  /** The AWS error that this line prevents, where there is one. */
  prevents: string | null
  fix?: { sentence: string; command?: string }
}

export const PREFLIGHT_IDS = [
  'service-visible',
  'region-matches',
  'zones-served',
  'one-subnet-per-zone',
  'more-than-one-zone',
  'free-addresses',
  'groups-of-vpc',
  'ports-open',
  'default-group',
  'existing-endpoint',
  'dns-attributes',
  'dns-resolvers',
  'endpoint-quota',
  'permission',
] as const

export type PreflightId = (typeof PREFLIGHT_IDS)[number]

/** A line about a fact that could not be read. */
export function unknownLine(line: Pick<PreflightLine, 'id' | 'title' | 'prevents'>, fact: Extract<Fact<unknown>, { known: false }>): PreflightLine {
  return { ...line, outcome: 'unknown', detail: `This could not be checked. ${fact.reason}` }
}
