import 'server-only'
import { createHash } from 'node:crypto'
import type { Reach } from '@/lib/aws/clients'
import { countInterfaceEndpoints, dryRunCreate, endpointsInVpc } from '@/lib/aws/endpoints'
import { getVpcDns, listSecurityGroups, listSubnets, listVpcs } from '@/lib/aws/network'
import { findService } from '@/lib/aws/services'
import { listRates } from '@/lib/db/rates'
import { AppError } from '@/lib/errors'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { monthlyCost, SHIPPED_RATES, type MonthlyCost } from '@/lib/privatelink/cost'
import type { MissingRule } from '@/lib/privatelink/exports/export'
import { missingRules } from '@/lib/privatelink/exports/missing-rules'
import { canonicalPlan, planEndpoint, toCreateCall, type CreateCall, type Plan } from '@/lib/privatelink/plan'
import { isBlocked, judgePreflight, type Fact, type PreflightLine } from '@/lib/privatelink/preflight'
import { draftProgress, type Draft } from '@/lib/privatelink/request'
import { holdsPlace } from '@/lib/privatelink/state'
import { whyAccountIsOff } from './accounts'
import { currentPorts } from './edit-ports'
import { forgetRecent, recently } from './recently'
import { factOf } from './survey-network'

/** What the review shows, all of it read from AWS just now. */
export type CheckedPlan = {
  /** Null where nothing can be planned; `blocked` then says why. */
  plan: Plan | null
  /** What a person agrees to by pressing the button: if it differs when they do, they are asked to look again. */
  planHash: string | null
  warnings: string[]
  lines: PreflightLine[]
  /** Why the button cannot be pressed, or null. */
  blocked: string | null
  /** The call as it will be sent; its client token is made when the button is pressed. */
  call: CreateCall | null
  cost: MonthlyCost | null
  /** Endpoints in the VPC that connect to the service already and can be taken over instead. Empty as well where they could not be read: a line says so. */
  adoptable: Endpoint[]
  /** Inbound rules that would open the needed ports; empty as well where groups could not be read. An export may carry them. */
  missingRules: MissingRule[]
}

export const hashOfPlan = (plan: Plan) => createHash('sha256').update(canonicalPlan(plan)).digest('hex')

const TOKEN_TO_COME = 'made when you press the button'

/** A trial takes one of the four create calls AWS grants at once, so its yes is believed for a while. */
const PERMISSION_KEPT_MS = 5 * 60_000

/**
 * Gathers every fact the pre-flight judges (about ten read-only calls, side by side) and plans from the same facts, so that
 * the plan and its check cannot disagree. Never answers from memory, except for the permission, which is tried by DryRun at
 * most every five minutes for the same call, and not at all with `tryPermission: false`, when the call itself is next.
 */
export async function checkPlan(draft: Draft, requestId: string, { tryPermission = true } = {}): Promise<CheckedPlan> {
  const { accountId, region, serviceName, vpcId } = draft
  if (!accountId || !region || !serviceName || !vpcId) return incomplete(draft)

  const off = await whyAccountIsOff(accountId, region)
  if (off) return { ...incomplete(draft), blocked: off }
  const reach: Reach = { accountId, region }
  const [service, vpcs, subnets, securityGroups, existing, quotaUsed] = await Promise.all([
    factOf(() => findService(reach, serviceName)),
    factOf(() => listVpcs(reach)),
    factOf(() => listSubnets(reach, vpcId)),
    factOf(() => listSecurityGroups(reach, vpcId)),
    factOf(() => endpointsInVpc(reach, vpcId)),
    factOf(() => countInterfaceEndpoints(reach, vpcId)),
  ])
  const vpc = vpcs.known ? vpcs.value.find((each) => each.vpcId === vpcId) : undefined
  const dns = vpc ? await factOf(() => getVpcDns(reach, vpc)) : unknown('The VPC could not be read.')

  const planned = planFrom({ draft, accountId, service, vpc, subnets, securityGroups })
  const plan = planned.possible ? planned.plan : null
  const call = plan && toCreateCall(plan, { requestId, clientToken: TOKEN_TO_COME, name: draft.name })
  const permission = await permissionFor(reach, call, tryPermission)

  const ports = await currentPorts()
  const lines = judgePreflight({ draft, region, vpcs, service, subnets, securityGroups, existing, dns, quotaUsed, permission, ports })
  return {
    plan,
    planHash: plan && hashOfPlan(plan),
    warnings: planned.possible ? planned.warnings : [],
    lines,
    blocked: isBlocked(lines) ?? (planned.possible ? null : planned.reason),
    call,
    cost: plan && monthlyCost({ region, zones: plan.subnets.length }, await currentRates()),
    adoptable: existing.known ? existing.value.filter((endpoint) => endpoint.vpcId === vpcId && endpoint.serviceName === serviceName && holdsPlace(endpoint.state)) : [],
    missingRules: plan && vpc && securityGroups.known ? missingRules(plan, securityGroups.value, vpc.cidrs, ports) : [],
  }
}

async function permissionFor(reach: Reach, call: CreateCall | null, tryIt: boolean) {
  if (!call) return unknown('Nothing could be planned, so there was nothing to try.')
  if (!tryIt) return unknown('The call itself is the next thing to happen, and tells.')
  const key = `dry-run/${JSON.stringify([reach, call])}`
  const permission = await factOf(() => recently(key, () => dryRunCreate(reach, call), PERMISSION_KEPT_MS))
  // Only a yes is worth keeping: after a no somebody goes and changes the policy.
  if (!permission.known || permission.value.allowed !== true) forgetRecent(key)
  return permission
}

/** The shipped rates with the edited ones in their place. */
export async function currentRates() {
  const edited = await listRates()
  const kept = SHIPPED_RATES.filter((rate) => !edited.some((each) => each.region === rate.region))
  return [...kept, ...edited].sort((a, b) => a.region.localeCompare(b.region))
}

type Facts = {
  draft: Draft
  accountId: string
  service: Fact<Awaited<ReturnType<typeof findService>>>
  vpc: Awaited<ReturnType<typeof listVpcs>>[number] | undefined
  subnets: Fact<Awaited<ReturnType<typeof listSubnets>>>
  securityGroups: Fact<Awaited<ReturnType<typeof listSecurityGroups>>>
}

function planFrom({ draft, accountId, service, vpc, subnets, securityGroups }: Facts): ReturnType<typeof planEndpoint> {
  for (const fact of [service, subnets, securityGroups]) if (!fact.known) return { possible: false, reason: fact.reason }
  if (!service.known || !subnets.known || !securityGroups.known) throw new Error('unreachable: every fact is known here')
  if (!service.value) return { possible: false, reason: `AWS does not know the service ${draft.serviceName} in this account and region. Check it in step 2.` }
  if (!vpc) return { possible: false, reason: `VPC ${draft.vpcId} is not there any more. Choose another in step 3.` }
  return planEndpoint(draft, { service: service.value, vpc, subnets: subnets.value, securityGroups: securityGroups.value, accountId })
}

const unknown = (reason: string): Fact<never> => ({ known: false, reason })

function incomplete(draft: Draft): CheckedPlan {
  return { plan: null, planHash: null, warnings: [], lines: [], blocked: draftProgress(draft).reason, call: null, cost: null, adoptable: [], missingRules: [] }
}

/** The plan as it stands, or a refusal in words. */
export async function getPlan(draft: Draft, requestId: string): Promise<{ plan: Plan; planHash: string }> {
  const { plan, planHash, blocked } = await checkPlan(draft, requestId, { tryPermission: false })
  if (blocked || !plan || !planHash) throw new AppError(blocked ?? 'This cannot be created yet: go through the steps again.', { code: 'blocked', status: 409 })
  return { plan, planHash }
}
