import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sessionCookie } from '@/lib/auth/session'
import { makeSignedIn } from '@/lib/auth/test-signed-in'
import { config } from '@/lib/config'
import { addEvidence } from '@/lib/operations/add-evidence'
import { ACTOR, PLATFORM, startWorld, type TestWorld } from '@/lib/operations/testing/test-world'
import { MAY, ROLES, type Role } from '@/lib/privatelink/roles'
import { scopeFor, TOKEN_SCOPES } from '@/lib/privatelink/tokens'
import { apiDocument } from './document'
import type { Endpoint } from './define-endpoint'
import { ENDPOINTS } from './endpoints'
import { openApiDocument } from './openapi'
import { call, forgetPace, key, now, person, tokenFor } from './test-api'

// What the OpenAPI document says is what the API does: every call of it is walked.

type Parameter = { name: string; in: string; required: boolean; example?: unknown }
type Described = { operationId: string; description: string; parameters: Parameter[]; requestBody?: { content: Record<string, { example: unknown; schema: Record<string, unknown> }> }; responses: Record<string, { content: Record<string, { schema: Record<string, unknown> }> }> }
const document = openApiDocument(ENDPOINTS, { url: 'http://localhost:3000', version: '0' }) as { openapi: string; paths: Record<string, Record<string, Described>> }
const describedOf = ({ method, path }: Endpoint) => document.paths[path]![method.toLowerCase()]!
const exampleBody = (endpoint: Endpoint) => describedOf(endpoint).requestBody?.content['application/json']?.example as Record<string, unknown> | undefined
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`

let world: TestWorld
let ids: { handedOver: string; endpointId: string; draft: string; evidence: string }
const secrets = {} as Record<Role, string>
const NOBODYS = '00000000-0000-4000-8000-000000000000'

beforeAll(async () => {
  world = await startWorld()
  const { requestId, endpointId } = await world.submitted()
  const { evidenceId } = await addEvidence(requestId, { text: '$ nc -zv 10.0.0.9 9440', place: 'vpc' }, { actor: ACTOR, now: now() })
  ids = { handedOver: requestId, endpointId: endpointId!, draft: (await world.draftReady(2)).requestId, evidence: evidenceId }
  for (const role of ROLES) secrets[role] = (await tokenFor(await person(role))).secret
}, 30_000)
afterAll(() => world.end())
beforeEach(forgetPace)

/** The call as the document shows it, about this request. */
function exampleCall(endpoint: Endpoint, requestId: string) {
  const { parameters } = describedOf(endpoint)
  const own: Record<string, string> = { requestId, accountId: PLATFORM.accountId, ids: requestId, evidenceId: ids.evidence }
  const given = parameters.filter(({ in: place, required }) => place !== 'header' && required).map(({ name, in: place, example }) => ({ name, place, value: own[name] ?? String(example) }))
  const path = given.reduce((text, { name, place, value }) => (place === 'path' ? text.replace(`{${name}}`, encodeURIComponent(value)) : text), endpoint.path)
  const query = new URLSearchParams(given.filter(({ place }) => place === 'query').map(({ name, value }) => [name, value]))
  const example = exampleBody(endpoint)
  const body = example && { ...example, ...('requestIds' in example && { requestIds: [requestId] }), ...('endpointId' in example && { endpointId: ids.endpointId }) }
  return { path, query: query.size > 0 ? `?${query}` : '', body }
}

type Sent = { requestId?: string; body?: unknown; path?: string; headers?: Record<string, string> }
async function send(endpoint: Endpoint, secret: string | null, { requestId = ids.handedOver, body, path, headers }: Sent = {}) {
  const example = exampleCall(endpoint, requestId)
  return call(`${path ?? example.path}${example.query}`, secret, { method: endpoint.method, body: body ?? example.body, headers: { ...key(), ...headers } })
}

/** Every endpoint for which it is not so, told by name. */
async function failing(endpoints: readonly Endpoint[], check: (endpoint: Endpoint) => Promise<unknown[]>, wanted: unknown[]): Promise<string[]> {
  const wrong: string[] = []
  for (const endpoint of endpoints) {
    forgetPace()
    const seen = await check(endpoint)
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push(`${nameOf(endpoint)}: ${JSON.stringify(seen)}`)
  }
  return wrong
}
const refusalOf = ({ status, headers, body }: Awaited<ReturnType<typeof call>>) => [status, headers.get('content-type'), body.code]
const PROBLEM = 'application/problem+json'
const withBody = ENDPOINTS.filter(({ body }) => body !== null)
const aboutRequest = ENDPOINTS.filter(({ path, body }) => path.includes('{requestId}') || path === '/ticket' || (body && 'requestIds' in body.shape))

describe('the OpenAPI document', () => {
  it('tells every call once, with an id of its own and every name of its path', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    expect(operations).toHaveLength(ENDPOINTS.length)
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(ENDPOINTS.length)
    for (const { path, operation } of operations)
      expect(operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
  })

  it('is made once', () => {
    expect(apiDocument()).toBe(apiDocument())
    expect(JSON.parse(apiDocument().text)).toMatchObject({ openapi: '3.1.0', servers: [{ url: `${config().appUrl}/api/v1` }] })
  })

  it('gives every call an example that validates', () => {
    const wrong = ENDPOINTS.flatMap((endpoint) => {
      const { parameters } = describedOf(endpoint)
      const given = (place: string) => Object.fromEntries(parameters.filter((each) => each.in === place && each.required).map(({ name, example }) => [name, example === undefined ? undefined : String(example)]))
      const judged = [endpoint.params?.safeParse(given('path')), endpoint.query?.safeParse(given('query')), endpoint.body?.safeParse(exampleBody(endpoint))]
      return judged.flatMap((each) => (each && !each.success ? [`${nameOf(endpoint)}: ${each.error.message}`] : []))
    })
    expect(wrong).toEqual([])
  })

  it('is kept by what the reading calls really answer', async () => {
    const reading = ENDPOINTS.filter(({ method, path }) => method === 'GET' || path === '/audit/verify')
    expect(reading.length).toBeGreaterThan(20)
    for (const endpoint of reading) {
      forgetPace()
      const answer = await send(endpoint, secrets.admin)
      expect(answer.status, `${nameOf(endpoint)} ${JSON.stringify(answer.body)}`).toBe(200)
      const { content } = describedOf(endpoint).responses['200']!
      if (endpoint.file) {
        expect([Object.keys(content), answer.text.length > 100], nameOf(endpoint)).toEqual([endpoint.file, true])
        expect(endpoint.file, nameOf(endpoint)).toContain(answer.headers.get('content-type'))
        continue
      }
      const { schema } = content['application/json']!
      expect(z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(answer.body).error, nameOf(endpoint)).toBeUndefined()
    }
  }, 30_000)
})

describe('every call refuses', () => {
  it('who has no token', async () => {
    expect(await failing(ENDPOINTS, async (endpoint) => refusalOf(await send(endpoint, null)), [401, PROBLEM, 'unauthenticated'])).toEqual([])
  })

  it('who has no token but the cookie of an administrator', async () => {
    const { cookie } = await makeSignedIn('admin')
    const headers = { cookie: `${sessionCookie()}=${encodeURIComponent(cookie)}` }
    expect(await failing(ENDPOINTS, async (endpoint) => refusalOf(await send(endpoint, null, { headers })), [401, PROBLEM, 'unauthenticated'])).toEqual([])
  })

  it('a token without its scope, and names it', async () => {
    const actor = await person('admin', 'user-other-admin')
    const without = {} as Record<string, string>
    for (const scope of TOKEN_SCOPES) without[scope] = (await tokenFor(actor, { scopes: TOKEN_SCOPES.filter((each) => each !== scope) })).secret
    expect(ENDPOINTS.filter(({ operation }) => scopeFor(operation) === null).map(nameOf)).toEqual([])
    expect(TOKEN_SCOPES.filter((scope) => !ENDPOINTS.some(({ operation }) => scopeFor(operation) === scope))).toEqual([])
    const check = async (endpoint: Endpoint) => {
      const scope = scopeFor(endpoint.operation)!
      const answer = await send(endpoint, without[scope]!)
      return [...refusalOf(answer), String(answer.body.detail).includes(`needs the scope ${scope}.`)]
    }
    expect(await failing(ENDPOINTS, check, [403, PROBLEM, 'scope', true])).toEqual([])
  })

  it.each(ROLES)('what the role %s may not do', async (role) => {
    const refused = ENDPOINTS.filter(({ operation }) => !MAY[operation][role])
    expect(refused.length > 0).toBe(role !== 'admin')
    expect(await failing(refused, async (endpoint) => refusalOf(await send(endpoint, secrets[role])), [403, PROBLEM, 'not-allowed'])).toEqual([])
  })

  it('requesters with the requests of others', async () => {
    const own = aboutRequest.filter(({ operation }) => MAY[operation].requester === 'own')
    expect(own.length).toBeGreaterThan(15)
    expect(await failing(own, async (endpoint) => refusalOf(await send(endpoint, secrets.requester)), [403, PROBLEM, 'not-allowed'])).toEqual([])
  })

  it('requests that are not there, and for support those that are not on the desk', async () => {
    const notThere = [404, PROBLEM, 'not-found']
    expect(await failing(aboutRequest, async (endpoint) => refusalOf(await send(endpoint, secrets.admin, { requestId: NOBODYS })), notThere)).toEqual([])
    const ofSupport = aboutRequest.filter(({ operation }) => MAY[operation].support === 'handed-over')
    expect(ofSupport.length).toBeGreaterThan(10)
    expect(await failing(ofSupport, async (endpoint) => refusalOf(await send(endpoint, secrets.support, { requestId: ids.draft })), notThere)).toEqual([])
  })

  it('fields that nobody knows', async () => {
    const body = (endpoint: Endpoint) => ({ ...exampleCall(endpoint, ids.handedOver).body, nobodyKnows: true })
    expect(await failing(withBody, async (endpoint) => refusalOf(await send(endpoint, secrets.admin, { body: body(endpoint) })), [400, PROBLEM, 'wrong-shape'])).toEqual([])
    const unknown = async (endpoint: Endpoint) => {
      const { path, query } = exampleCall(endpoint, ids.handedOver)
      return refusalOf(await call(`${path}${query || '?'}&nobodyKnows=1`, secrets.admin, { method: endpoint.method, headers: key() }))
    }
    expect(await failing(ENDPOINTS, unknown, [400, PROBLEM, 'wrong-shape'])).toEqual([])
  })

  it('values of another type, field by field', async () => {
    const check = async (endpoint: Endpoint) => {
      const { body } = exampleCall(endpoint, ids.handedOver)
      const seen = new Set<string>()
      for (const field of Object.keys(endpoint.body!.shape)) seen.add(JSON.stringify(refusalOf(await send(endpoint, secrets.admin, { body: { ...body, [field]: { wrong: [] } } }))))
      seen.add(JSON.stringify(refusalOf(await send(endpoint, secrets.admin, { body: [] }))))
      return [...seen]
    }
    expect(await failing(withBody, check, [JSON.stringify([400, PROBLEM, 'wrong-shape'])])).toEqual([])
  })

  it('ids of another form', async () => {
    const check = async (endpoint: Endpoint) => refusalOf(await send(endpoint, secrets.admin, { path: endpoint.path.replace(/\{\w+\}/g, 'wrong!') }))
    expect(await failing(ENDPOINTS.filter(({ params }) => params !== null), check, [400, PROBLEM, 'wrong-shape'])).toEqual([])
  })
})

describe('secrets', () => {
  it('are in no call whose answer is kept for repetitions', () => {
    expect(ENDPOINTS.filter(({ secret, idempotency }) => secret !== null && idempotency === 'required').map(nameOf)).toEqual([])
    expect(ENDPOINTS.filter(({ secret }) => secret !== null).map(nameOf)).toEqual(['POST /requests/{requestId}/query', 'POST /requests/{requestId}/script', 'POST /requests/{requestId}/shares', 'POST /people/{userId}/password-link', 'POST /invitations', 'POST /tokens'])
  })

  it('are refused a key of their own: the header is not read, and nothing is kept', async () => {
    const shares = ENDPOINTS.find((each) => nameOf(each) === 'POST /requests/{requestId}/shares')!
    expect((await send(shares, secrets.admin)).status).toBe(201)
    expect(describedOf(shares).parameters.map(({ name }) => name)).toEqual(['requestId'])
  })
})
