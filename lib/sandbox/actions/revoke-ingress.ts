import { WRITE } from '../throttle'
import { AwsError, missingParameter } from '../wire/errors'
import type { GroupRule } from '../world/types'
import type { Action, Call } from './action'
import { findByName, keyOf, readRules } from './authorize-ingress'
import { getGroup } from './security-groups'

/** The other half of AuthorizeSecurityGroupIngress: without it Terraform could make a rule here and never destroy it. */
export const revokeSecurityGroupIngress: Action = {
  accepts: ['GroupId', 'GroupName', 'IpPermissions', 'SecurityGroupRuleId', 'CidrIp', 'FromPort', 'ToPort', 'IpProtocol', 'SourceSecurityGroupName', 'SourceSecurityGroupOwnerId'],
  bucket: WRITE,
  run(call) {
    const groupId = call.params.text('GroupId') ?? findByName(call)
    if (!groupId) throw missingParameter('groupName or groupId')
    const group = getGroup(call, groupId)
    const doomed = new Set(chosen(call, group.rules.filter((rule) => !rule.isEgress)))
    return () => {
      call.world.commit([{ table: 'securityGroups', put: { ...group, rules: group.rules.filter((rule) => !doomed.has(rule)) } }])
      return { return: true }
    }
  },
}

function chosen(call: Call, inbound: GroupRule[]): GroupRule[] {
  const ids = call.params.list('SecurityGroupRuleId')
  if (ids.length > 0) return ids.map((id) => inbound.find((rule) => rule.id === id) ?? refuse('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`))
  return readRules(call).map(
    (wanted) => inbound.find((rule) => keyOf(rule) === keyOf(wanted)) ?? refuse('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.'),
  )
}

function refuse(code: string, message: string): never {
  throw new AwsError(code, message)
}
