import type { Endpoint } from './endpoint'
import { parseServiceName } from './ids'

/** Whether ClickHouse is behind an endpoint, from what is known without asking: `ask` its service for its private name. */
export function leadsToClickHouse({ serviceName, dnsNames }: Pick<Endpoint, 'serviceName' | 'dnsNames'>, known: ReadonlySet<string>): 'yes' | 'no' | 'ask' {
  if (known.has(serviceName)) return 'yes'
  // AWS's own services (S3, STS…) have names of another form.
  if (!parseServiceName(serviceName)) return 'no'
  if (dnsNames.private.some(isClickHouseName)) return 'yes'
  return dnsNames.private.length > 0 ? 'no' : 'ask'
}

/** `*.us-west-2.vpce.aws.clickhouse.cloud`, and nothing that only looks alike. */
export const isClickHouseName = (name: string): boolean => /(^|\.)clickhouse\.cloud\.?$/i.test(name)
