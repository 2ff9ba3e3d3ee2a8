import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { getVpcDns, listSecurityGroups, listSubnets, listVpcs } from '@/lib/aws/network'
import { AppError } from '@/lib/errors'
import type { SecurityGroup, Subnet, Vpc, VpcDns } from '@/lib/privatelink/network'
import type { Fact } from '@/lib/privatelink/preflight'
import { recently } from './recently'

/** Everything step 3 shows. What could not be read is said to be unknown, with the reason, never shown as empty. */
export type NetworkSurvey = {
  vpcs: Fact<Vpc[]>
  /** By VPC id; filled for the chosen VPC, and for all where there are few. */
  dns: Record<string, Fact<VpcDns>>
  subnets: Fact<Subnet[]>
  securityGroups: Fact<SecurityGroup[]>
}

/** Asking for the DNS attributes costs three calls a VPC, so a long list leaves them out until one is chosen. */
const FEW_VPCS = 8

const NOTHING_CHOSEN: Fact<never> = { known: false, reason: 'Choose a VPC first.' }

export async function surveyNetwork(reach: Reach, vpcId: string | null): Promise<NetworkSurvey> {
  const key = (what: string) => `${what}/${reach.accountId}/${reach.region}/${vpcId ?? ''}`
  const [vpcs, subnets, securityGroups] = await Promise.all([
    factOf(() => recently(`vpcs/${reach.accountId}/${reach.region}`, () => listVpcs(reach))),
    vpcId ? factOf(() => recently(key('subnets'), () => listSubnets(reach, vpcId))) : NOTHING_CHOSEN,
    vpcId ? factOf(() => recently(key('groups'), () => listSecurityGroups(reach, vpcId))) : NOTHING_CHOSEN,
  ])
  const toAsk = vpcs.known ? vpcs.value.filter((vpc) => vpc.vpcId === vpcId || vpcs.value.length <= FEW_VPCS) : []
  const dns = await Promise.all(
    toAsk.map(async (vpc) => {
      const ask = () => recently(`dns/${reach.accountId}/${reach.region}/${vpc.vpcId}`, () => getVpcDns(reach, vpc))
      return [vpc.vpcId, await factOf(ask)] as const
    }),
  )
  return { vpcs, dns: Object.fromEntries(dns), subnets, securityGroups }
}

/** A refusal becomes "not known, because …"; a bug stays a bug. */
export async function factOf<T>(ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return { known: true, value: await ask() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { known: false, reason: error.message }
  }
}
