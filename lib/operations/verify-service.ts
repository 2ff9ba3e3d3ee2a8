import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { findService } from '@/lib/aws/services'
import { AppError } from '@/lib/errors'
import { parseServiceName } from '@/lib/privatelink/ids'
import type { ServiceDescription } from '@/lib/privatelink/service'
import { recently } from './recently'

export type Verification =
  | { outcome: 'verified'; service: ServiceDescription; at: Date }
  /** AWS gives one answer for three causes; a person can tell them apart. */
  | { outcome: 'not-found'; sentence: string; causes: string[]; at: Date }
  | { outcome: 'malformed'; sentence: string }
  /** AWS did not answer: neither a yes nor a no. */
  | { outcome: 'unknown'; sentence: string; at: Date }

/** Does what the AWS console's "Verify service" does, for one account and region. */
export async function verifyService(reach: Reach, serviceName: string, now: Date): Promise<Verification> {
  const parsed = parseServiceName(serviceName)
  if (!parsed)
    return {
      outcome: 'malformed',
      sentence: 'A service name looks like com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781. Copy it from the ClickHouse console: your service, Settings, Security, Private endpoints.',
    }
  if (parsed.region !== reach.region)
    return {
      outcome: 'malformed',
      sentence: `This service is in ${parsed.region}, the instances are in ${reach.region}. The endpoint and its service are kept in one region here. AWS can connect across regions, and ClickHouse supports it for some; Causeway leaves that off.`,
    }
  try {
    const service = await recently(`service/${reach.accountId}/${reach.region}/${serviceName}`, () => findService(reach, serviceName))
    if (service) return { outcome: 'verified', service, at: now }
    return {
      outcome: 'not-found',
      sentence: `AWS says that ${serviceName} does not exist for account ${reach.accountId} in ${reach.region}.`,
      causes: [
        'The name has a typing error, or is the name of an older service: compare it with the ClickHouse console.',
        `The service is in another region than ${reach.region}: the region is part of the name.`,
        `ClickHouse does not show this service to account ${reach.accountId}: ask ClickHouse support to allow the account. AWS hides a service from accounts that are not allowed.`,
      ],
      at: now,
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { outcome: 'unknown', sentence: error.message, at: now }
  }
}
