import 'server-only'
/**
 * A form as a plain record: a name ending in `[]` is a list, any other is single (a repeated one becomes a list, which a
 * strict shape refuses). Next's own `$ACTION_…` fields and files are left out. Line ends become `\n`.
 */
export function fieldsOf(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string').map((value) => value.replaceAll('\r\n', '\n'))
    if (name.endsWith('[]')) fields[name.slice(0, -2)] = values
    else fields[name] = values.length === 1 ? values[0]! : values
  }
  return { ...fields }
}
