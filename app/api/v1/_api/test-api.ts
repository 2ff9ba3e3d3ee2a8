import { insertAudit } from '@/lib/db/audit'
import { write } from '@/lib/db/client'
import { insertPerson } from '@/lib/db/people'
import { createToken } from '@/lib/operations/api-tokens'
import { createLog } from '@/lib/log'
import type { Actor } from '@/lib/privatelink/actor'
import { mayDo, type Role } from '@/lib/privatelink/roles'
import { TOKEN_SCOPES, type TokenScope } from '@/lib/privatelink/tokens'
import { dispatch } from './dispatch'

/* People with tokens, and calls as they come from outside. */

export const now = () => new Date()

export async function person(role: Role, userId = `user-${role}`): Promise<Extract<Actor, { kind: 'user' }>> {
  const made = { userId, name: role, email: `${userId}@example.com`, role, passwordHash: 'none', now: now() }
  await write(async (tx) => {
    await insertPerson(tx, made)
    await insertAudit(tx, [{ at: now(), actor: { kind: 'system' }, action: 'person.added', object: { kind: 'person', id: userId, name: role } }])
  })
  return { kind: 'user', userId, name: role, role, from: null }
}

/** All that a token of this person may have. */
const scopesOf = (role: Role): readonly TokenScope[] => (mayDo({ userId: '', role }, 'managePeople').ok ? TOKEN_SCOPES : TOKEN_SCOPES.filter((scope) => scope !== 'people'))

type Wanted = { scopes?: readonly TokenScope[]; days?: number }
export async function tokenFor(actor: Extract<Actor, { kind: 'user' }>, { scopes = scopesOf(actor.role), days = 1 }: Wanted = {}) {
  return { actor, ...(await createToken({ name: 'test', scopes: [...scopes], days }, { actor, now: now() })) }
}

export const tokenOf = async (role: Role, wanted: Wanted = {}) => tokenFor(await person(role), wanted)

export type Said = { method?: string; body?: unknown; headers?: Record<string, string> }
export async function call(path: string, secret: string | null, { method = 'GET', body, headers = {} }: Said = {}) {
  const url = new URL(`http://localhost:3000/api/v1${path}`)
  const request = new Request(url, { method, headers: { ...(secret !== null && { authorization: `Bearer ${secret}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
  const answer = await dispatch(request, url.pathname.split('/').slice(3).map(decodeURIComponent))
  const text = await answer.text()
  const isJson = /json$/.test(answer.headers.get('content-type') ?? '')
  return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown> }
}

export const key = (text: string = crypto.randomUUID()) => ({ 'idempotency-key': text })

/** Takes every line of the log from here on, the chattiest too; gives what was said. */
export function hearLog(): () => string {
  const lines: string[] = []
  ;(globalThis as { __causewayLog?: unknown }).__causewayLog = createLog({ write: (line) => void lines.push(line) }, 'trace')
  return () => lines.join('')
}

/** A test makes more calls in a second than a token may. */
export const forgetPace = () => (globalThis as { __causewayPace?: Map<string, unknown> }).__causewayPace?.clear()
