import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { endpointsInVpc } from '@/lib/aws/endpoints'
import { getVpcDns, listVpcs } from '@/lib/aws/network'
import { dryRunPrivateDns } from '@/lib/aws/private-dns'
import { findService } from '@/lib/aws/services'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { judgeSwitch, type SwitchLine } from '@/lib/privatelink/private-dns-preflight'
import { recently } from './recently'
import { factOf } from './survey-network'
import { tcpProofOf } from './tcp-proof'

export type CheckedSwitch = { lines: SwitchLine[]; hostnames: string[]; privateName: string | null }

/** A trial spends one of the four modify tokens AWS grants at once, so its yes is believed for a while. */
const PERMISSION_KEPT_MS = 5 * 60_000

/** Asks AWS everything that decides whether private DNS can be switched on: six read-only calls and a dry run, side by side. */
export async function checkSwitch(requestId: string, now = new Date()): Promise<CheckedSwitch> {
  const request = await getRequest(requestId)
  const { plan, endpointId } = request
  if (!plan || !endpointId) throw new AppError('There is no endpoint yet, so there is nothing to switch.', { code: 'not-switchable', status: 409 })
  const reach: Reach = { accountId: plan.accountId, region: plan.region }
  const [service, vpcs, existing, permission, tcp] = await Promise.all([
    factOf(() => findService(reach, plan.serviceName)),
    factOf(() => listVpcs(reach)),
    factOf(() => endpointsInVpc(reach, plan.vpcId)),
    factOf(() => recently(`dry-run-dns/${reach.accountId}/${reach.region}/${endpointId}`, () => dryRunPrivateDns(reach, endpointId, true), PERMISSION_KEPT_MS)),
    tcpProofOf(request, now),
  ])
  const vpc = vpcs.known ? vpcs.value.find((each) => each.vpcId === plan.vpcId) : undefined
  const dns = vpc ? await factOf(() => getVpcDns(reach, vpc)) : ({ known: false, reason: vpcs.known ? `VPC ${plan.vpcId} is not there any more.` : vpcs.reason } as const)
  const lines = judgeSwitch({ request, hostnames: plan.hostnames, region: plan.region, service, dns, existing, permission, tcp })
  return { lines, hostnames: plan.hostnames, privateName: service.known ? (service.value?.privateDnsName ?? null) : null }
}
