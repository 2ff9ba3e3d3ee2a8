import { isPrivateHostname } from '@/lib/privatelink/hostnames'
import { shellLine } from '@/lib/privatelink/shell'
import type { ByHandPlan } from './request-view'
import type { SentRequest } from './to-request-view'

/** The ports ClickHouse is reached on: HTTPS and the native protocol over TLS. */
const PORTS = ['8443', '9440']

/**
 * The commands for the last part of the way, which is done by hand: those of ClickHouse's own description of 2022, run against
 * the private name, because since December 2023 the public one keeps leading over the internet. Null before there is a name.
 */
export function planByHand({ plan, endpointId, dnsNames, privateDnsEnabled, addresses }: SentRequest): ByHandPlan | null {
  const { regional } = dnsNames
  if (!endpointId || !regional) return null
  const hostname = plan.hostnames[0] ? toPrivateHostname(plan.hostnames[0]) : null
  const turnOn = shellLine(['aws', 'ec2', 'modify-vpc-endpoint', '--region', plan.region, '--vpc-endpoint-id', endpointId, '--private-dns-enabled'])
  return {
    test: PORTS.map((port) => shellLine(['nc', '-zv', regional, port])).join('\n'),
    turnOn: privateDnsEnabled ? null : turnOn,
    check: hostname && [shellLine(['nslookup', hostname]), shellLine(['curl', `https://${hostname}:8443`])].join('\n'),
    addresses: addresses.map(({ address }) => address),
  }
}

const toPrivateHostname = (hostname: string): string =>
  isPrivateHostname(hostname) ? hostname : hostname.replace(/\.aws\.clickhouse\.cloud$/, '.vpce.aws.clickhouse.cloud')
