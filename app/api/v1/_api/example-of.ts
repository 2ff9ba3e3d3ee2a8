type Schema = { type?: string | string[]; properties?: Record<string, Schema>; items?: Schema; enum?: unknown[]; anyOf?: Schema[]; default?: unknown; examples?: unknown[] }

/** A value of the right shape, to be filled in; what the schema itself gives as an example comes first. */
export function exampleOf(schema: Schema): unknown {
  if (schema.examples) return schema.examples[0]
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
