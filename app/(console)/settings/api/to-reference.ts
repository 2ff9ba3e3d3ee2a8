/** One call, as far as the page shows it. */
export type Call = {
  id: string
  method: string
  path: string
  summary: string
  description: string
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; description: string }[]
  /** What a body may look like, as JSON text; null where there is none. */
  body: string | null
}
export type Group = { name: string; calls: Call[] }

type Schema = { type?: string | string[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema; enum?: unknown[]; anyOf?: Schema[]; default?: unknown }
type Described = { operationId: string; tags: string[]; summary: string; description?: string; parameters?: { name: string; in: Call['parameters'][number]['in']; required?: boolean; description?: string }[]; requestBody?: { content: Record<string, { schema: Schema }> } }

/** The OpenAPI document as groups of calls, in its own order. */
export function toReference(document: Record<string, unknown>): Group[] {
  const calls = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ group: described.tags[0] ?? '', call: toCall(path, method, described) })),
  )
  return [...new Set(calls.map(({ group }) => group))].map((name) => ({ name, calls: calls.filter(({ group }) => group === name).map(({ call }) => call) }))
}

function toCall(path: string, method: string, { operationId, summary, description = '', parameters = [], requestBody }: Described): Call {
  const schema = requestBody?.content['application/json']?.schema
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    parameters: parameters.map((each) => ({ name: each.name, in: each.in, required: each.required ?? false, description: each.description ?? '' })),
    body: schema ? JSON.stringify(exampleOf(schema), null, 2) : null,
  }
}

/** A value of the right shape, to be filled in. */
export function exampleOf(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return exampleOf(schema.anyOf[0] ?? {})
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, exampleOf(each)]))
  if (type === 'array') return schema.items ? [exampleOf(schema.items)] : []
  if (type === 'number' || type === 'integer') return 0
  if (type === 'boolean') return false
  return ''
}
