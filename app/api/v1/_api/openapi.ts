import 'server-only'
import { z } from 'zod'
import { OPERATIONS } from '@/lib/privatelink/roles'
import { scopeFor } from '@/lib/privatelink/tokens'
import type { Endpoint } from './define-endpoint'
import { exampleOf } from './example-of'

type Schema = Record<string, unknown>

const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A whole sentence: what is wrong and what to do.' },
    code: { type: 'string', description: 'For programs.' },
    instance: { type: 'string', description: 'Names the line in the server’s log.' },
    fields: { type: 'array', items: { type: 'object', required: ['field', 'message'], properties: { field: { type: 'string' }, message: { type: 'string' } } } },
  },
}

/** The OpenAPI 3.1 document: the very schemas that validate, as JSON Schema 2020-12. Pure; the same each time. */
export function openApiDocument(endpoints: readonly Endpoint[], { url, version }: { url: string; version: string }): Schema {
  const paths: Record<string, Schema> = {}
  for (const endpoint of endpoints) paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  return {
    openapi: '3.1.0',
    info: { title: 'Causeway API', version, description: 'Making, reviewing, operating and taking over requests, for programs. A call is allowed where the token’s scope and its owner’s role both allow it.' },
    servers: [{ url: `${url}/api/v1` }],
    security: [{ token: [] }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token made under Settings, Tokens. Only in the Authorization header, never in an address.' } },
      schemas: { Problem: PROBLEM },
    },
  }
}

function operationOf(endpoint: Endpoint): Schema {
  const { method, path, operation, tag, summary, description, params, query, body, status, idempotency, example } = endpoint
  const scope = scopeFor(operation)
  const asked = body && schemaOf(body, 'input')
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/{}-]+(\w)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
    tags: [tag],
    summary,
    description: [description, `For roles that may ${OPERATIONS[operation]}${scope ? `; token scope \`${scope}\`` : ''}.`].filter(Boolean).join('\n\n'),
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query'), ...(idempotency === 'required' ? [IDEMPOTENCY_KEY] : [])],
    ...(asked && { requestBody: { required: true, content: { 'application/json': { schema: asked, example: example ?? exampleOf(asked) } } } }),
    responses: {
      [status]: { description: summary, content: contentOf(endpoint) },
      default: { description: 'A refusal', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}

function contentOf({ answer, file }: Endpoint): Schema {
  if (answer) return { 'application/json': { schema: schemaOf(answer, 'output') } }
  return Object.fromEntries((file ?? []).map((type) => [type, { schema: { type: 'string' } }]))
}

const IDEMPOTENCY_KEY: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'New for each thing to make, the same for each repetition: then a lost answer makes nothing twice. Remembered for a day.',
  schema: { type: 'string', minLength: 8, maxLength: 100 },
}

function parametersOf(shape: z.ZodObject | null, place: 'path' | 'query'): Schema[] {
  if (!shape) return []
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as { properties?: Record<string, Schema>; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => {
    const { description, examples, ...rest } = schema
    const example = Array.isArray(examples) ? (examples[0] as unknown) : undefined
    return { name, in: place, required: place === 'path' || required.includes(name), ...(description !== undefined && { description }), ...(example !== undefined && { example }), schema: rest }
  })
}

/** Shared shapes are written out where they stand, so that every operation can be read by itself. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { target: 'draft-2020-12', io, reused: 'inline', unrepresentable: 'any' }) as Schema
  return schema
}
