import 'server-only'
import { config } from '@/lib/config'
import { probeAll } from '@/lib/probe/probe-all'
import type { ProbeResult } from '@/lib/privatelink/probe-results'
import type { FromHere, ProbeInput } from './checks-sources'

/**
 * The probe of this server for a request in this VPC. Only inside the VPC can something be seen not to work: the sandbox’s doors are
 * those of the VPC itself, a real server is where its administrator says it is (PROBE_INSIDE_VPCS), and anywhere else it only
 * knows what does answer.
 */
export function probeFromHere({ vpcId, vpcCidrs }: { vpcId: string; vpcCidrs: readonly string[] }): FromHere {
  const { awsMode, probeInsideVpcs } = config()
  const isInside = awsMode === 'sandbox' || probeInsideVpcs.includes(vpcId)
  return { vantage: isInside ? 'inside-vpc' : 'unknown', probe: (input) => results(input, { vpcId, vpcCidrs }) }
}

async function* results({ names, endpointNames, addresses, ports }: ProbeInput, { vpcId, vpcCidrs }: { vpcId: string; vpcCidrs: readonly string[] }): AsyncGenerator<ProbeResult> {
  const seen = await probeAll({ hosts: names, endpointNames, addresses, ports, vpcCidrs, vpcId })
  yield* seen.results
}
