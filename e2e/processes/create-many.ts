/**
 * A Causeway without its pages, as a process that can be killed: boots, takes up what an earlier life left behind, creates
 * an endpoint in each VPC it is given, and tells on stdout what it does, one JSON line at a time. Killed at random by the
 * exactly-once test and by the benchmark; it must never need to know.
 *
 * argv: JSON `{ targets: [{ region, vpcId, subnetIdByZone, securityGroupIds }] }`; the environment is the product's.
 * Nothing begins before something arrives on stdin: loading the program takes longer than living, and can be done beforehand.
 */
import { createHash } from 'node:crypto'
import { whoAmI } from '@/lib/aws/identity'
import { listIntents } from '@/lib/db/requests'
import { findRegion } from '@/lib/privatelink/regions'
import { AppError } from '@/lib/errors'
import { boot } from '@/lib/operations/boot'
import { checkPlan } from '@/lib/operations/check-plan'
import { createEndpoint } from '@/lib/operations/create-endpoint'
import { identifyAccounts } from '@/lib/operations/accounts'
import { saveDraft } from '@/lib/operations/save-draft'
import { startRequest } from '@/lib/operations/start-request'

type Target = { region: string; vpcId: string; subnetIdByZone: Record<string, string>; securityGroupIds: string[] }
type Orders = { targets: Target[] }

const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`)
const actor = { kind: 'user', userId: 'kill-loop', name: 'kill loop', role: 'operator', from: null } as const

async function createIn(target: Target, accountId: string): Promise<void> {
  const { region } = target
  const { serviceName } = findRegion(region)!.services[0]!
  const now = new Date()
  // The form's key is the VPC: a life that repeats what the last one did not finish must open no second request.
  const idempotencyKey = createHash('sha256').update(target.vpcId).digest('hex')
  const hostnamesText = `${target.vpcId.slice(4, 14)}.${region}.aws.clickhouse.cloud`
  const { requestId, state } = await startRequest({ hostnamesText }, { actor, now, idempotencyKey })
  if (state !== 'draft') return
  const { draft } = await saveDraft(requestId, { accountId, serviceName, vpcId: target.vpcId, subnetIdByZone: target.subnetIdByZone, securityGroupIds: target.securityGroupIds }, { actor, now })
  const { planHash, blocked } = await checkPlan(draft, requestId, { tryPermission: false })
  if (!planHash) throw new Error(blocked ?? 'no plan')
  say({ did: 'submitting', requestId })
  await createEndpoint(requestId, { actor, now: new Date(), planHash })
  say({ did: 'submitted', requestId, vpcId: target.vpcId })
}

async function main(): Promise<void> {
  const orders = JSON.parse(process.argv[2]!) as Orders
  await new Promise((resolve) => process.stdin.once('data', resolve))
  process.stdin.destroy()
  await boot()
  const accountId = await untilWeKnowWhoWeAre()
  await identifyAccounts(new Date())
  say({ did: 'booted' })
  for (const target of orders.targets) await createIn(target, accountId).catch(tell)
  for (;;) {
    if ((await listIntents()).length === 0) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  say({ did: 'finished' })
}

/** A busy machine may not answer in time; a life that gives up over that shows nothing. */
async function untilWeKnowWhoWeAre(): Promise<string> {
  for (;;) {
    try {
      return (await whoAmI()).accountId
    } catch (error) {
      tell(error)
    }
  }
}

function tell(error: unknown): void {
  if (!(error instanceof AppError)) throw error
  say({ did: 'refused', code: error.code, message: error.message })
}

await main()
// Stays as it is until it is ended: a watcher goes on watching.
