import 'server-only'
import { DescribeDhcpOptionsCommand, DescribeVpcAttributeCommand, ModifyVpcAttributeCommand, type VpcAttributeName } from '@aws-sdk/client-ec2'
import ipaddr from 'ipaddr.js'
import type { Vpc, VpcDns } from '@/lib/privatelink/network'
import type { Reach } from './accounts'
import { call } from './call'

/** What decides whether names will resolve inside the VPC: two attributes (one call each, AWS answers one at a time) and its DHCP options. */
export async function getVpcDns(reach: Reach, vpc: Vpc): Promise<VpcDns> {
  const [enableDnsSupport, enableDnsHostnames, customResolvers] = await Promise.all([
    readAttribute(reach, vpc, 'enableDnsSupport'),
    readAttribute(reach, vpc, 'enableDnsHostnames'),
    readResolvers(reach, vpc),
  ])
  return { vpcId: vpc.vpcId, enableDnsSupport, enableDnsHostnames, customResolvers }
}

/** Turns one of the two on. AWS takes one at a time, hostnames only after support, and has no trial for it. Repeating does no harm. */
export async function turnOnDnsAttribute(reach: Reach, vpcId: string, attribute: 'enableDnsSupport' | 'enableDnsHostnames'): Promise<void> {
  const wanted = attribute === 'enableDnsSupport' ? { EnableDnsSupport: { Value: true } } : { EnableDnsHostnames: { Value: true } }
  await call(reach, 'ec2:ModifyVpcAttribute', () => new ModifyVpcAttributeCommand({ VpcId: vpcId, ...wanted }))
}

async function readAttribute(reach: Reach, vpc: Vpc, attribute: VpcAttributeName & ('enableDnsSupport' | 'enableDnsHostnames')): Promise<boolean> {
  const answer = await call(reach, 'ec2:DescribeVpcAttribute', () => new DescribeVpcAttributeCommand({ VpcId: vpc.vpcId, Attribute: attribute }))
  const value = attribute === 'enableDnsSupport' ? answer.EnableDnsSupport : answer.EnableDnsHostnames
  return value?.Value ?? false
}

/** Null where every resolver is AWS's own; an empty list where DHCP hands out none. */
async function readResolvers(reach: Reach, vpc: Vpc): Promise<string[] | null> {
  const optionsId = vpc.dhcpOptionsId
  if (!optionsId || optionsId === 'default') return null
  const answer = await call(reach, 'ec2:DescribeDhcpOptions', () => new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [optionsId] }))
  const servers = answer.DhcpOptions?.[0]?.DhcpConfigurations?.find((option) => option.Key === 'domain-name-servers')?.Values
  const addresses = (servers ?? []).flatMap((server) => server.Value ?? [])
  const custom = addresses.filter((address) => !isAmazonResolver(address, vpc.cidrs))
  return custom.length === 0 && addresses.length > 0 ? null : custom
}

/** By name, or by one of its addresses: link-local, or the base of a VPC block plus two. (VPC User Guide, "Amazon DNS server".) */
function isAmazonResolver(server: string, cidrs: string[]): boolean {
  if (['amazonprovideddns', '169.254.169.253', 'fd00:ec2::253'].includes(server.toLowerCase())) return true
  return cidrs.some((cidr) => plusTwo(cidr) === server)
}

function plusTwo(cidr: string): string | null {
  if (!ipaddr.IPv4.isValidCIDR(cidr)) return null
  const [a, b, c, d] = ipaddr.IPv4.networkAddressFromCIDR(cidr).octets
  return `${a}.${b}.${c}.${(d ?? 0) + 2}`
}
