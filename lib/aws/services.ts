import 'server-only'
import { DescribeVpcEndpointServicesCommand, type ServiceDetail } from '@aws-sdk/client-ec2'
import type { Zone } from '@/lib/privatelink/network'
import type { ServiceDescription } from '@/lib/privatelink/service'
import type { Reach } from './accounts'
import { call } from './call'
import { AwsError } from './errors'
import { listZones } from './network'
import { unusable } from './pages'

/**
 * The endpoint service as this account sees it, or null where AWS says `InvalidServiceName`: mistyped, of another region, or not
 * opened to this account; AWS does not tell which.
 */
export async function findService(reach: Reach, serviceName: string): Promise<ServiceDescription | null> {
  const detail = await findDetail(reach, serviceName)
  return detail && toDescription(reach, serviceName, detail)
}

async function findDetail(reach: Reach, serviceName: string): Promise<ServiceDetail | null> {
  try {
    const answer = await call(reach, 'ec2:DescribeVpcEndpointServices', () => new DescribeVpcEndpointServicesCommand({ ServiceNames: [serviceName] }))
    return answer.ServiceDetails?.find((detail) => detail.ServiceName === serviceName) ?? null
  } catch (error) {
    if (error instanceof AwsError && error.awsCode === 'InvalidServiceName') return null
    throw error
  }
}

async function toDescription(reach: Reach, serviceName: string, detail: ServiceDetail): Promise<ServiceDescription> {
  // Missing, it could be read as "accepted at once"; then the whole story of the request would be told wrongly.
  if (detail.AcceptanceRequired === undefined) throw unusable('a service without AcceptanceRequired', { action: 'ec2:DescribeVpcEndpointServices', reach })
  return {
    serviceName,
    serviceId: detail.ServiceId ?? serviceName.split('.').at(-1) ?? serviceName,
    region: detail.ServiceRegion ?? reach.region,
    zones: servedZones(detail, await listZones(reach)),
    acceptanceRequired: detail.AcceptanceRequired,
    privateDnsName: detail.PrivateDnsName || detail.PrivateDnsNames?.find((name) => name.PrivateDnsName)?.PrivateDnsName || null,
    privateDnsVerification: toVerification(detail.PrivateDnsNameVerificationState),
    ownerAccountId: detail.Owner ?? null,
    types: (detail.ServiceType ?? []).flatMap((type) => type.ServiceType ?? []),
  }
}

/** In AWS's order. Ids where AWS gives them; older answers have only this account's names. */
function servedZones(detail: ServiceDetail, zones: Zone[]): Zone[] {
  const ids = detail.AvailabilityZoneIds ?? []
  if (ids.length > 0) return ids.flatMap((id) => zones.find((zone) => zone.zoneId === id) ?? [])
  return (detail.AvailabilityZones ?? []).flatMap((name) => zones.find((zone) => zone.zoneName === name) ?? [])
}

const VERIFICATION = new Map<string, ServiceDescription['privateDnsVerification']>([['verified', 'verified'], ['pendingverification', 'pending'], ['failed', 'failed']])
const toVerification = (word = '') => VERIFICATION.get(word.toLowerCase()) ?? null
