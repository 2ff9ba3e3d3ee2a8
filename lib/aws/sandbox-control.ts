import 'server-only'
import { z } from 'zod'
import { config } from '@/lib/config'
import { AppError, NotFoundError } from '@/lib/errors'
import { forgetBuckets } from './limiter'

/** What the ClickHouse side may do to a connection request. */
export const SANDBOX_ACTS = ['accept', 'reject', 'fail', 'expire', 'delete'] as const
export type SandboxAct = (typeof SANDBOX_ACTS)[number]

/** What can be made to go wrong for the next calls. */
export const SANDBOX_FAULTS = [
  'throttle', 'error500', 'html502', 'html200', 'empty200', 'json200', 'reset-before', 'reset-after', 'slow', 'hang', 'drip', 'truncated', 'gzip-lie',
  'denied', 'expired-token', 'repeat-token', 'foreign-root', 'deep-xml', 'big-body', 'doctype-bomb', 'proto-elements', 'unknown-state',
] as const
export type SandboxFaultKind = (typeof SANDBOX_FAULTS)[number]

const text = z.string().max(5000)
const connection = z
  .object({
    id: text,
    account: text,
    accountName: text.nullable(),
    region: text,
    vpc: text,
    service: text,
    state: text,
    since: z.coerce.date(),
    createdAt: z.coerce.date(),
    story: z.array(z.object({ at: z.coerce.date(), what: text, reason: text.nullable() })),
    tags: z.array(z.object({ key: text, value: text })),
  })
  .transform(({ id, account, vpc, service, ...rest }) => ({ endpointId: id, accountId: account, vpcId: vpc, serviceName: service, ...rest }))

/** A connection request as ClickHouse sees it; `state` is AWS's own word, `story` what happened to it and why. */
export type SandboxConnection = z.output<typeof connection>

/** `kind` may be one that only tests use. `left`: how many calls will still meet it. */
const fault = z.object({ id: z.number(), action: text, kind: text, left: z.number(), delayMs: z.number() })
export type SandboxFault = z.output<typeof fault>

/** Connection requests, newest first, 100 unless `limit` says other (at most 1,000); `total` counts those left out too. `state` is AWS's word. */
export async function listConnections(query: { state?: string; region?: string; limit?: number } = {}): Promise<{ total: number; connections: SandboxConnection[] }> {
  const search = new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])))
  return ask('GET', `connections?${search}`, z.object({ total: z.number(), connections: z.array(connection) }))
}

/** The far side acts; `reason` is kept for the story. */
export async function actOnConnection(endpointId: string, act: SandboxAct, said: { reason?: string } = {}): Promise<void> {
  await ask('POST', `endpoints/${encodeURIComponent(endpointId)}/${act}`, z.unknown(), said)
}

/** Faults that still wait for a call. */
export async function listFaults(): Promise<SandboxFault[]> {
  const { faults } = await ask('GET', 'faults', z.object({ faults: z.array(fault) }))
  return faults
}

/** The next `times` calls (1 unless said) of `action` (`*`: any) go wrong. `delayMs` is for `slow` and `drip`. */
export async function setFault(wanted: { action: string; kind: SandboxFaultKind; times?: number; delayMs?: number }): Promise<void> {
  await ask('POST', 'faults', z.unknown(), wanted)
}

export async function clearFaults(): Promise<void> {
  await ask('DELETE', 'faults', z.unknown())
}

/** Back to the default world; its buckets are full again, and so are ours. */
export async function resetWorld(): Promise<void> {
  await ask('POST', 'reset', z.unknown(), {})
  forgetBuckets()
}

/** Somebody pastes the trust policy into the simulated IAM: the role is assumed by whoever says this ExternalId from now on. */
export async function setRoleTrust({ roleArn, externalId }: { roleArn: string; externalId: string }): Promise<void> {
  await ask('POST', 'roles', z.unknown(), { roleArn, externalId })
}

const PATIENCE_MS = 5_000
const SILENT = 'The sandbox does not answer. If it was stopped, start it with npm run sandbox, or restart Causeway; nothing it holds is lost.'
const GARBAGE = 'The sandbox gave an answer that Causeway does not understand. It may be another version: stop both and run npm start again.'
const refusal = z.object({ error: z.string().min(1).max(5000) })

/** One exchange with the sandbox's control API. Throws `NotFoundError` outside sandbox mode, `AppError` where it does not answer or refuses. */
async function ask<Answer extends z.ZodType>(method: string, path: string, answer: Answer, body?: unknown): Promise<z.output<Answer>> {
  const { awsMode, sandboxPort } = config()
  if (awsMode !== 'sandbox') throw new NotFoundError('The sandbox')
  const response = await send(`http://127.0.0.1:${sandboxPort}/_sandbox/${path}`, method, body)
  const parsed = answer.safeParse(response.json)
  if (response.ok && parsed.success) return parsed.data
  const said = refusal.safeParse(response.json)
  if (said.success) throw new AppError(said.data.error, { code: 'sandbox-refused', status: response.status })
  throw new AppError(GARBAGE, { code: 'sandbox-garbage', status: 502, cause: parsed.error })
}

async function send(url: string, method: string, body: unknown): Promise<{ ok: boolean; status: number; json: unknown }> {
  try {
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? null : JSON.stringify(body)
    const response = await fetch(url, { method, headers, body: sent, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
    return { ok: response.ok, status: response.status, json: toJson(await response.text()) }
  } catch (cause) {
    throw new AppError(SILENT, { code: 'sandbox-silent', status: 503, cause })
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
