import { isPrivateHostname } from '../hostnames'
import type { ServiceDescription } from '../service'
import type { CheckedRequest } from './check'

/** A hostname of the request, and the name under which it is reached over PrivateLink. */
export type CheckedName = { hostname: string; name: string }

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '')

/** Whether a private DNS name of a service (`*.us-west-2.vpce.aws.clickhouse.cloud`) answers for this name. */
export function covers(privateDnsName: string, name: string): boolean {
  const [pattern, asked] = [bare(privateDnsName), bare(name)]
  return pattern.startsWith('*.') ? asked.endsWith(pattern.slice(1)) && asked.length > pattern.length - 1 : asked === pattern
}

/**
 * Since December 2023 a service has a private name of its own and the public one keeps leading over the internet. Where the endpoint
 * service’s private DNS covers the public name, as it did before, that name itself moves into the VPC.
 */
export function checkedNames({ plan, draft, dnsNames }: Pick<CheckedRequest, 'plan' | 'draft' | 'dnsNames'>, service: ServiceDescription | null): CheckedName[] {
  const published = [...(service?.privateDnsName ? [service.privateDnsName] : []), ...dnsNames.private]
  return (plan?.hostnames ?? draft.hostnames).map((hostname) => {
    const isCovered = published.some((pattern) => covers(pattern, hostname))
    return { hostname, name: isCovered || isPrivateHostname(hostname) ? hostname : toPrivateName(hostname) }
  })
}

const toPrivateName = (hostname: string): string => hostname.replace(/\.aws\.clickhouse\.cloud$/, '.vpce.aws.clickhouse.cloud')

export const isEndpointName = (name: string): boolean => /^vpce-[0-9a-z-]+\.vpce-svc-[0-9a-f]+\.[a-z0-9-]+\.vpce\.amazonaws\.com\.?$/i.test(name)
