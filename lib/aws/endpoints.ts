import 'server-only'
import { CreateVpcEndpointCommand, DeleteVpcEndpointsCommand } from '@aws-sdk/client-ec2'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import type { CreateCall } from '@/lib/privatelink/plan'
import type { Reach } from './accounts'
import { call } from './call'
import { readCreatedEndpoint } from './endpoint-answer'
import { AwsError, isGone, refusalOf } from './errors'
import { unusable } from './pages'

export { countInterfaceEndpoints, endpointsInVpc, type EndpointFilter, getEndpoint, sweepEndpoints } from './endpoint-sweep'
export { readPrintedEndpoints } from './endpoint-answer'
export { listEndpointAddresses } from './addresses'

const CREATE = 'ec2:CreateVpcEndpoint'
const DELETE = 'ec2:DeleteVpcEndpoints'

/**
 * Creates the endpoint. Safe to repeat with the same `ClientToken` and parameters: AWS answers with the same endpoint.
 * Throws `AwsError`; where its `outcomeKnown` is false the endpoint may exist.
 */
export async function createEndpoint(reach: Reach, createCall: CreateCall): Promise<Endpoint> {
  let answer = ''
  await call(reach, CREATE, () => new CreateVpcEndpointCommand(createCall), { take: (text) => (answer = text) })
  try {
    return readCreatedEndpoint(answer)
  } catch (error) {
    throw unusable('not an endpoint', { action: CREATE, reach }, error)
  }
}

export type DryRun = { allowed: true } | { allowed: false; reason: string; action: string } | { allowed: null; reason: string }

/**
 * Whether AWS would let us create it, without creating: `null` where the answer says neither yes nor no to the permission.
 * Known blind spot: a yes does not cover what private DNS needs later. (boto3 issue 2554.)
 */
export async function dryRunCreate(reach: Reach, createCall: CreateCall): Promise<DryRun> {
  // Without the token, so that a trial can never count as the first use of it.
  const trial = { ...createCall, ClientToken: undefined, DryRun: true }
  try {
    await call(reach, CREATE, () => new CreateVpcEndpointCommand(trial))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    if (error.kind === 'dry-run-ok') return { allowed: true }
    if (error.kind === 'denied') return { allowed: false, reason: error.message, action: error.deniedAction ?? CREATE }
    return { allowed: null, reason: error.message }
  }
  return { allowed: null, reason: `The server answered ${CREATE} with DryRun as if it were not a trial. AWS never does; look for an endpoint that should not be there.` }
}

/** Deletes the endpoint; one that is gone already counts as deleted. AWS answers 200 with the refusals inside. Throws `AwsError`. */
export async function deleteEndpoint(reach: Reach, endpointId: string): Promise<void> {
  const answer = await call(reach, DELETE, () => new DeleteVpcEndpointsCommand({ VpcEndpointIds: [endpointId] })).catch((error: unknown) => {
    if (error instanceof AwsError && isGone(error.awsCode)) return null
    throw error
  })
  for (const { Error: refusal } of answer?.Unsuccessful ?? []) {
    if (!isGone(refusal?.Code)) throw refusalOf({ code: refusal?.Code ?? 'Unsuccessful', message: refusal?.Message ?? '' }, { action: DELETE, reach })
  }
}
