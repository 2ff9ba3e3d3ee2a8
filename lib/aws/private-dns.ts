import 'server-only'
import { ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2'
import type { Reach } from './accounts'
import { call } from './call'
import type { DryRun } from './endpoints'
import { AwsError } from './errors'

const MODIFY = 'ec2:ModifyVpcEndpoint'

/**
 * Switches private DNS on or off; the endpoint passes through `pending`. AWS takes the same value twice without harm, but has no
 * client token: ask how the endpoint stands first. Throws `AwsError`; where its `outcomeKnown` is false it may have happened.
 */
export async function modifyPrivateDns(reach: Reach, endpointId: string, enabled: boolean): Promise<void> {
  await call(reach, MODIFY, () => new ModifyVpcEndpointCommand({ VpcEndpointId: endpointId, PrivateDnsEnabled: enabled }))
}

/** Whether AWS would let us, without doing it. A yes does not cover route53:AssociateVPCWithHostedZone (boto3 issue 2554). */
export async function dryRunPrivateDns(reach: Reach, endpointId: string, enabled: boolean): Promise<DryRun> {
  try {
    await call(reach, MODIFY, () => new ModifyVpcEndpointCommand({ VpcEndpointId: endpointId, PrivateDnsEnabled: enabled, DryRun: true }))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    if (error.kind === 'dry-run-ok') return { allowed: true }
    if (error.kind === 'denied') return { allowed: false, reason: error.message, action: error.deniedAction ?? MODIFY }
    return { allowed: null, reason: error.message }
  }
  return { allowed: null, reason: `The server answered ${MODIFY} with DryRun as if it were not a trial. AWS never does.` }
}
