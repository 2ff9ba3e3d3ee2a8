import 'server-only'
/**
 * A form as a plain record: a name ending in `[]` is a list, any other is single (a repeated one becomes a list, which a
 * strict shape refuses; so does one that comes with and without the brackets, so that no value is lost). Next's own `$ACTION_…` fields and files are left out. Line ends become `\n`.
 */
export function fieldsOf(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string').map((value) => value.replaceAll('\r\n', '\n'))
    const isList = name.endsWith('[]')
    const key = isList ? name.slice(0, -2) : name
    const earlier = fields[key]
    if (earlier !== undefined) fields[key] = [earlier, values].flat()
    else fields[key] = isList || values.length !== 1 ? values : values[0]!
  }
  return { ...fields }
}
