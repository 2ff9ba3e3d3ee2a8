import type { VpcDns } from '../network'
import { shellLine } from '../shell'

export const DNS_ATTRIBUTES = ['enableDnsSupport', 'enableDnsHostnames'] as const
export type DnsAttribute = (typeof DNS_ATTRIBUTES)[number]

/** The attributes that are off, in the order in which AWS takes them: hostnames need support. */
export const attributesOff = (dns: VpcDns): DnsAttribute[] => DNS_ATTRIBUTES.filter((attribute) => !dns[attribute])

const FLAG: Record<DnsAttribute, string> = { enableDnsSupport: '--enable-dns-support', enableDnsHostnames: '--enable-dns-hostnames' }
const ARGUMENT: Record<DnsAttribute, string> = { enableDnsSupport: 'enable_dns_support  ', enableDnsHostnames: 'enable_dns_hostnames' }

/** One call for each attribute: AWS changes one at a time. */
export const attributesCli = (vpcId: string, off: readonly DnsAttribute[], region: string): string =>
  off.map((attribute) => shellLine(['aws', 'ec2', 'modify-vpc-attribute', '--region', region, '--vpc-id', vpcId, FLAG[attribute]])).join('\n')

/** The lines for the VPC’s own resource, which only its owner has. */
export const attributesTerraform = (off: readonly DnsAttribute[]): string =>
  ['# in the aws_vpc resource of this VPC', ...off.map((attribute) => `${ARGUMENT[attribute]} = true`)].join('\n')
