import 'server-only'
import { endpointsInVpc } from '@/lib/aws/endpoints'
import { listVpcs } from '@/lib/aws/network'
import { authorizeIngress, listGroupRules } from '@/lib/aws/security-groups'
import { AppError } from '@/lib/errors'
import { missingRule, type MissingRule } from '@/lib/privatelink/reach/missing-rule'
import { currentPorts } from './edit-ports'
import { mend, requestToMend, type By, type Mended } from './mend-network'
import { rereadConfiguration } from './run-checks'

const NAMES = { asked: 'request.rule-asked', done: 'request.rule-added', refused: 'request.rule-refused' } as const

/** What of a rule is agreed to. */
export const ruleToAgree = ({ groupId, permissions }: Pick<MissingRule, 'groupId' | 'permissions'>) => ({ groupId, permissions })

/**
 * Adds the narrowest rule that lets the VPC reach the endpoint on these of ClickHouse’s ports, and nothing wider. `seen` is the hash of the
 * rule the person saw (`hashOfChange(ruleToAgree(rule))`). Throws `AppError`.
 */
export async function addMissingRule(requestId: string, { actor, now, seen, ports }: By & { seen: string; ports: readonly number[] }): Promise<Mended> {
  const wanted = (await currentPorts()).flatMap(({ port, needed }) => (needed && ports.includes(port) ? [port] : []))
  const { request, plan, reach } = await requestToMend(requestId, actor)
  const read = async () => {
    const [vpcs, endpoints] = await Promise.all([listVpcs(reach), endpointsInVpc(reach, plan.vpcId)])
    const endpoint = endpoints.find(({ endpointId }) => endpointId === request.endpointId)
    const cidrs = vpcs.find(({ vpcId }) => vpcId === plan.vpcId)?.cidrs
    if (!endpoint || !cidrs) throw new AppError('AWS does not show the endpoint and its VPC, so it is not known what is missing.', { code: 'not-found', status: 409 })
    const groups = await listGroupRules(reach, endpoint.securityGroupIds)
    return missingRule(groups, { cidrs, group: null }, wanted, { region: plan.region })
  }
  const mended = await mend(
    request,
    {
      read,
      trial: ({ groupId, permissions }) => authorizeIngress(reach, groupId, permissions, { trial: true }),
      make: ({ groupId, permissions }) => authorizeIngress(reach, groupId, permissions),
      tell: ruleToAgree,
    },
    { seen, names: NAMES, actor, now },
  )
  await rereadConfiguration(requestId, { actor, now })
  return mended
}
