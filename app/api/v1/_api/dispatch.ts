import 'server-only'
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { CLIENT_ADDRESS_HEADER } from '@/lib/config'
import { keepIdempotentAnswer, takeIdempotencyKey } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { tokenActor, type TokenActor } from '@/lib/auth/token-actor'
import { mayDo } from '@/lib/privatelink/roles'
import { scopeFor, scopesAllow } from '@/lib/privatelink/tokens'
import type { Endpoint, FileAnswer } from './define-endpoint'
import { ENDPOINTS } from './endpoints'
import { problem, problemOf, type FieldProblem } from './problem'
import { mustKeepPace } from './pace'

/** Answers one call: finds the endpoint, asks who calls and whether they may, parses, runs, and gives every refusal as a problem. */
export async function dispatch(request: Request, segments: readonly string[]): Promise<Response> {
  try {
    const now = new Date()
    const caller = await tokenActor(request.headers.get('authorization'), { from: request.headers.get(CLIENT_ADDRESS_HEADER), now })
    const found = findEndpoint(request.method, segments)
    if ('refusal' in found) return found.refusal
    mustKeepPace(caller.token.tokenId)
    mustBeAllowed(found.endpoint, caller)
    return await answer(request, { ...found, caller, now })
  } catch (error) {
    if (error instanceof WrongShape) return problem(400, { code: 'wrong-shape', detail: error.message, fields: error.fields })
    if (!(error instanceof AppError)) throw error
    log().info({ code: error.code }, 'an API call was refused')
    return problemOf(error)
  }
}

type Found = { endpoint: Endpoint; given: Record<string, string> }

function findEndpoint(method: string, segments: readonly string[]): Found | { refusal: Response } {
  const matching = ENDPOINTS.flatMap((endpoint) => {
    const given = matchPath(endpoint.path, segments)
    return given ? [{ endpoint, given }] : []
  })
  const found = matching.find(({ endpoint }) => endpoint.method === method)
  if (found) return found
  if (matching.length === 0) return { refusal: problem(404, { code: 'no-such-call', detail: 'The API has no such address. GET /api/v1/openapi.json lists all it has.' }) }
  const allow = matching.map(({ endpoint }) => endpoint.method).join(', ')
  return { refusal: problem(405, { code: 'method-not-allowed', detail: `This address takes ${allow}.`, headers: { Allow: allow } }) }
}

/** The values of a path’s `{names}`, or null where it is another path. */
export function matchPath(path: string, segments: readonly string[]): Record<string, string> | null {
  const parts = path.split('/').filter(Boolean)
  if (parts.length !== segments.length) return null
  const given: Record<string, string> = {}
  for (const [at, part] of parts.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    const segment = segments[at] ?? ''
    if (name) given[name] = segment
    else if (part !== segment) return null
  }
  return given
}

function mustBeAllowed({ operation }: Endpoint, { actor, token }: TokenActor): void {
  const allowed = mayDo(actor, operation)
  if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-allowed', status: 403 })
  if (scopesAllow(token.scopes, operation)) return
  const needed = scopeFor(operation)
  throw new AppError(needed ? `This token’s scope is ${token.scopes.join(', ') || 'empty'}; this call needs the scope ${needed}.` : 'No token may do this: it is done on the pages.', { code: 'scope', status: 403 })
}

async function answer(request: Request, { endpoint, given, caller, now }: Found & { caller: TokenActor; now: Date }): Promise<Response> {
  const params = parse(endpoint.params, given)
  const query = parse(endpoint.query, queryOf(request))
  const text = endpoint.body ? await bodyOf(request, endpoint.largestBody) : ''
  const body = parse(endpoint.body, endpoint.body ? jsonOf(text) : {})
  const said = (idempotencyKey: string) => endpoint.run({ params, query, body, actor: caller.actor, now, idempotencyKey } as never)
  const { answer: shape } = endpoint
  if (!shape) return fileOf((await said('')) as FileAnswer)
  const run = async (idempotencyKey: string) => JSON.stringify(shape.parse(await said(idempotencyKey)))
  if (endpoint.idempotency === 'none') return json(endpoint.status, await run(''))
  return once(request, { endpoint, caller, text, now, run })
}

type Once = { endpoint: Endpoint; caller: TokenActor; text: string; now: Date; run: (idempotencyKey: string) => Promise<string> }

/** The same key from the same token for the same call at the same address: done once, answered twice. */
async function once(request: Request, { endpoint, caller, text, now, run }: Once): Promise<Response> {
  const given = request.headers.get('idempotency-key')
  if (!given || !/^[\x21-\x7e]{8,100}$/.test(given))
    throw new AppError('Send an Idempotency-Key header of 8 to 100 visible characters, a new one for each thing to make and the same one for each repetition: then a lost answer makes nothing twice.', { code: 'idempotency-key', status: 400 })
  const key = digest([caller.token.tokenId, endpoint.method, new URL(request.url).pathname, given])
  // The key that was sent is kept nowhere, so what is kept of the body cannot be guessed at.
  const remembered = await takeIdempotencyKey(key, digest([given, text]), now)
  if (remembered.kind === 'again') return json(remembered.status, remembered.answer, { 'Idempotent-Replayed': 'true' })
  if (remembered.kind === 'busy') throw new AppError('A call with this Idempotency-Key is still being answered. Ask again in a moment.', { code: 'key-busy', status: 409 })
  try {
    const said = await run(key)
    await keepIdempotentAnswer(key, { status: endpoint.status, answer: said })
    return json(endpoint.status, said)
  } catch (error) {
    // What was refused was not done: the same key may be tried again.
    await keepIdempotentAnswer(key, null)
    throw error
  }
}

const digest = (parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

const json = (status: number, text: string, headers: Record<string, string> = {}): Response =>
  new Response(text, { status, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers } })

/** `attachment`: whatever is in it, no browser shows it as a page of ours. */
const fileOf = ({ contentType, fileName, body }: FileAnswer): Response =>
  new Response(body, { headers: { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${fileName}"`, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } })

function queryOf(request: Request): Record<string, string> {
  const params = new URL(request.url).searchParams
  const repeated = [...new Set(params.keys())].find((name) => params.getAll(name).length > 1)
  if (repeated) throw new WrongShape([{ field: repeated, message: 'is given more than once.' }])
  return Object.fromEntries(params)
}

async function bodyOf(request: Request, largest: number): Promise<string> {
  const kind = request.headers.get('content-type') ?? ''
  if (!/^application\/json(;|$)/i.test(kind)) throw new AppError('Send the body as application/json.', { code: 'content-type', status: 415 })
  const text = await request.text()
  if (text.length > largest) throw new AppError(`The body is longer than ${largest} characters.`, { code: 'too-large', status: 413 })
  return text
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text)
  } catch {
    throw new WrongShape([{ field: '', message: 'The body is not JSON.' }])
  }
}

class WrongShape extends Error {
  constructor(readonly fields: FieldProblem[]) {
    super(`Some of this needs another look: ${fields.map(({ field, message }) => `${field ? `${field}: ` : ''}${message}`).join(' ')}`)
  }
}

function parse(shape: z.ZodType | null, value: unknown): unknown {
  if (!shape) {
    const extra = Object.keys(value as object)
    if (extra.length > 0) throw new WrongShape(extra.map((field) => ({ field, message: 'is not known here.' })))
    return {}
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  throw new WrongShape(parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })))
}
