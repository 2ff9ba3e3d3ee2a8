/** One call, as far as the page shows it. */
export type Call = {
  id: string
  method: string
  path: string
  summary: string
  description: string
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; description: string; example: string }[]
  /** What a body may look like, as JSON text; null where there is none. */
  body: string | null
}
export type Group = { name: string; calls: Call[] }

type Described = { operationId: string; tags: string[]; summary: string; description?: string; parameters?: { name: string; in: Call['parameters'][number]['in']; required?: boolean; description?: string; example?: unknown }[]; requestBody?: { content: Record<string, { example: unknown }> } }

/** The OpenAPI document as groups of calls, in its own order. */
export function toReference(document: Record<string, unknown>): Group[] {
  const calls = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ group: described.tags[0] ?? '', call: toCall(path, method, described) })),
  )
  return [...new Set(calls.map(({ group }) => group))].map((name) => ({ name, calls: calls.filter(({ group }) => group === name).map(({ call }) => call) }))
}

function toCall(path: string, method: string, { operationId, summary, description = '', parameters = [], requestBody }: Described): Call {
  const body = requestBody?.content['application/json']
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    parameters: parameters.map((each) => ({ name: each.name, in: each.in, required: each.required ?? false, description: each.description ?? '', example: String(each.example ?? '') })),
    body: body ? JSON.stringify(body.example, null, 2) : null,
  }
}
