import 'server-only'
import { actOnConnection, clearFaults, listConnections, listFaults, resetWorld, setFault, type SandboxAct, type SandboxConnection, type SandboxFault, type SandboxFaultKind } from '@/lib/aws/sandbox-control'
import { tellAudit } from '@/lib/db/tell-audit'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { authorise } from './authorise'

export { SANDBOX_ACTS, SANDBOX_FAULTS } from '@/lib/aws/sandbox-control'
export type { SandboxConnection, SandboxFault } from '@/lib/aws/sandbox-control'

type By = { actor: Actor; now: Date }

/** What the far side sees, or why the sandbox does not answer. */
export type FarSide = { connections: SandboxConnection[]; total: number; faults: SandboxFault[]; problem: null } | { problem: string }

const SHOWN = 50

/** Sandbox mode only; `NotFoundError` outside it. */
export async function seeFarSide({ region, state }: { region?: string; state?: string }): Promise<FarSide> {
  try {
    const [{ connections, total }, faults] = await Promise.all([listConnections({ region, state, limit: SHOWN }), listFaults()])
    return { connections, total, faults, problem: null }
  } catch (error) {
    if (!(error instanceof AppError) || error.status === 404) throw error
    return { problem: error.message }
  }
}

/** Accepts, rejects, … as ClickHouse or somebody in the AWS console would. The request learns of it by the watcher, as in real life. */
export async function playClickHouse(endpointId: string, act: SandboxAct, { actor, now, reason }: By & { reason?: string }): Promise<void> {
  await allowAndTell({ actor, now, action: 'endpoint-played', id: endpointId, after: { act, ...(reason && { reason }) } })
  await actOnConnection(endpointId, act, { reason })
}

export async function breakNextCalls(fault: { action: string; kind: SandboxFaultKind; times: number }, by: By): Promise<void> {
  await allowAndTell({ ...by, action: 'fault-set', id: fault.action, after: { kind: fault.kind, times: fault.times } })
  await setFault({ ...fault, delayMs: 3_000 })
}

export async function mendCalls(by: By): Promise<void> {
  await allowAndTell({ ...by, action: 'faults-cleared', id: 'all faults' })
  await clearFaults()
}

export async function startWorldAnew(by: By): Promise<void> {
  await allowAndTell({ ...by, action: 'started-anew', id: 'the whole world' })
  await resetWorld()
}

async function allowAndTell({ actor, now, action, id, after }: By & { action: string; id: string; after?: Record<string, unknown> }): Promise<void> {
  authorise(actor, 'playClickHouse')
  await tellAudit({ at: now, actor, action: `sandbox.${action}`, object: { kind: 'sandbox', id, name: id }, after })
}
