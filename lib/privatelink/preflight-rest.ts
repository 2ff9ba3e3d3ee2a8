import type { Endpoint } from './endpoint'
import { unknownLine, type PreflightFacts, type PreflightLine } from './preflight-line'
import { attributesCli, attributesOff } from './reach/vpc-dns'
import { holdsPlace, STATE_FACE } from './state'
import { listWords } from './text'

/** What is already there, names, quota and permission. */
export function judgeRest(facts: PreflightFacts): PreflightLine[] {
  return [existingEndpoint(facts), dnsAttributes(facts), dnsResolvers(facts), endpointQuota(facts), permission(facts)]
}

function existingEndpoint({ existing, draft }: PreflightFacts): PreflightLine {
  const line = { id: 'existing-endpoint', title: 'No endpoint for this service in the VPC yet', prevents: null } as const
  if (!existing.known) return unknownLine(line, existing)
  const same = existing.value.filter((endpoint) => endpoint.vpcId === draft.vpcId && endpoint.serviceName === draft.serviceName)
  const alive = same.filter((endpoint) => holdsPlace(endpoint.state))
  if (alive.length > 0) return thereAlready(line, alive)
  const dead = same.filter((endpoint) => endpoint.state !== 'deleted' && endpoint.state !== 'deleting')
  if (dead.length > 0)
    return {
      ...line,
      outcome: 'warn',
      detail: `${listWords(dead.map(named))} ${dead.length === 1 ? 'is' : 'are'} still there, cannot be used again and ${dead.length === 1 ? 'is' : 'are'} billed until deleted.`,
      fix: { sentence: 'Creating a new one is right. Delete the old one as well.' },
    }
  return { ...line, outcome: 'pass', detail: 'There is none.' }
}

function thereAlready(line: Pick<PreflightLine, 'id' | 'title' | 'prevents'>, alive: Endpoint[]): PreflightLine {
  const one = alive.length === 1
  const withDns = alive.filter((endpoint) => endpoint.privateDnsEnabled).map((endpoint) => endpoint.endpointId)
  const conflict = withDns.length > 0 ? ` ${listWords(withDns)} already answers for the service’s private names, so AWS would refuse private DNS for a second one (conflicting DNS domain).` : ''
  return {
    ...line,
    outcome: 'warn',
    detail: `${listWords(alive.map(named))} already ${one ? 'connects' : 'connect'} this VPC to the service. One endpoint serves every ClickHouse instance behind it.${conflict}`,
    fix: { sentence: `Take over ${one ? alive[0]!.endpointId : 'one of them'} instead: then only a ticket with your hostnames may be needed, and nothing more is billed.` },
  }
}

const named = (endpoint: Endpoint): string => `${endpoint.endpointId} (${STATE_FACE[endpoint.state].label})`

function dnsAttributes({ dns, region }: PreflightFacts): PreflightLine {
  const line = { id: 'dns-attributes', title: 'DNS works in the VPC, for the names later', prevents: 'InvalidParameter' } as const
  if (!dns.known) return unknownLine(line, dns)
  const { vpcId } = dns.value
  const off = attributesOff(dns.value)
  if (off.length === 0) return { ...line, outcome: 'pass', detail: 'enableDnsSupport and enableDnsHostnames are both on.' }
  return {
    ...line,
    outcome: 'warn',
    detail: `${listWords(off)} ${off.length === 1 ? 'is' : 'are'} off in ${vpcId}. The endpoint can be made, but AWS refuses private DNS until both are on.`,
    fix: { sentence: `Turn on ${listWords(off)} before the DNS step. It concerns the whole VPC.`, command: attributesCli(vpcId, off, region) },
  }
}

function dnsResolvers({ dns }: PreflightFacts): PreflightLine {
  const line = { id: 'dns-resolvers', title: 'The VPC asks AWS’s own resolver', prevents: null } as const
  if (!dns.known) return unknownLine(line, dns)
  const { customResolvers, vpcId } = dns.value
  if (!customResolvers || customResolvers.length === 0) return { ...line, outcome: 'pass', detail: 'DHCP hands out AmazonProvidedDNS.' }
  return {
    ...line,
    outcome: 'warn',
    detail: `DHCP hands out ${listWords(customResolvers)} in ${vpcId}. These resolvers do not see private names of AWS by themselves.`,
    fix: { sentence: 'Let them forward vpce.aws.clickhouse.cloud to the VPC’s own resolver (the VPC’s base address plus two), or to a Route 53 inbound endpoint.' },
  }
}

/** AWS's default quota of interface and Gateway Load Balancer endpoints in one VPC (L-29B6F2EB, can be raised). */
export const ENDPOINT_QUOTA = 50

function endpointQuota({ quotaUsed, draft }: PreflightFacts): PreflightLine {
  const line = { id: 'endpoint-quota', title: 'Room for one more endpoint in the VPC', prevents: 'VpcEndpointLimitExceeded' } as const
  if (!quotaUsed.known) return unknownLine(line, quotaUsed)
  const used = quotaUsed.value
  const detail = `${used} of ${ENDPOINT_QUOTA} interface endpoints are used in ${draft.vpcId ?? 'the VPC'}.`
  if (used < ENDPOINT_QUOTA) return { ...line, outcome: 'pass', detail }
  // A raised quota cannot be seen with the permissions we ask for, so this warns and AWS decides.
  return { ...line, outcome: 'warn', detail: `${detail} AWS refuses another one unless the quota of this account was raised.`, fix: { sentence: 'Delete an endpoint that is not needed, or have quota L-29B6F2EB raised in Service Quotas.' } }
}

function permission({ permission: answer }: PreflightFacts): PreflightLine {
  const line = { id: 'permission', title: 'The credentials may create the endpoint', prevents: 'UnauthorizedOperation' } as const
  if (!answer.known) return unknownLine(line, answer)
  if (answer.value.allowed) return { ...line, outcome: 'pass', detail: 'AWS answered the same call as a dry run: it would have succeeded.' }
  if (answer.value.allowed === null) return unknownLine(line, { known: false, reason: answer.value.reason })
  const { action, reason } = answer.value
  return { ...line, outcome: 'block', detail: reason || `The credentials are not allowed to call ${action}.`, fix: { sentence: `Allow ${action} in the IAM policy of these credentials. The README has the whole policy.` } }
}
