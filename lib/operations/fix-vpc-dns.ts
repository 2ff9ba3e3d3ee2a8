import 'server-only'
import { getVpcDns, listVpcs } from '@/lib/aws/network'
import { turnOnDnsAttribute } from '@/lib/aws/vpc-dns'
import { AppError } from '@/lib/errors'
import { attributesOff, type DnsAttribute } from '@/lib/privatelink/reach/vpc-dns'
import { mend, requestToMend, type By, type Mended } from './mend-network'
import { rereadConfiguration } from './run-checks'

const NAMES = { asked: 'request.vpc-dns-asked', done: 'request.vpc-dns-turned-on', refused: 'request.vpc-dns-refused' } as const

export const attributesToAgree = (vpcId: string, attributes: readonly DnsAttribute[]) => ({ vpcId, attributes })

/**
 * Turns on what is off of the VPC’s two DNS attributes, support first. It concerns the whole VPC. AWS has no trial for this call.
 * `seen` is the hash of what the person saw (`hashOfChange(attributesToAgree(…))`). Throws `AppError`.
 */
export async function turnOnVpcDns(requestId: string, { actor, now, seen }: By & { seen: string }): Promise<Mended> {
  const { request, plan, reach } = await requestToMend(requestId, actor)
  const read = async (): Promise<DnsAttribute[] | null> => {
    const vpc = (await listVpcs(reach)).find(({ vpcId }) => vpcId === plan.vpcId)
    if (!vpc) throw new AppError(`AWS does not show VPC ${plan.vpcId}.`, { code: 'not-found', status: 409 })
    const off = attributesOff(await getVpcDns(reach, vpc))
    return off.length > 0 ? off : null
  }
  const make = async (off: DnsAttribute[]) => {
    for (const attribute of off) await turnOnDnsAttribute(reach, plan.vpcId, attribute)
  }
  const mended = await mend(request, { read, make, tell: (off) => attributesToAgree(plan.vpcId, off) }, { seen, names: NAMES, actor, now })
  await rereadConfiguration(requestId, { actor, now })
  return mended
}
