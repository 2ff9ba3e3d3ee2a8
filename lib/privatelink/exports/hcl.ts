import { escapeUnseen, longEscape } from './visible'

/**
 * A quoted HCL string, never a heredoc, so that no line of the text can end it. Half a character cannot stand in UTF-8 and becomes
 * U+FFFD. Terraform itself composes every string it reads (NFC), which nothing in a file can prevent.
 */
export function quoteHcl(text: string): string {
  const quoted = text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    // `$${` means `${`, but in a longer run of signs the doubling would be counted otherwise: there the last one is an escape.
    .replace(/([$%]+)\{/g, (_, signs: string) => (signs.length === 1 ? `${signs}${signs}{` : `${signs.slice(0, -1)}${longEscape(signs.charCodeAt(signs.length - 1))}{`))
  return `"${escapeUnseen(quoted, longEscape)}"`
}

/** `["a", "b"]`; on lines of their own where there are several. */
export function hclList(values: readonly string[], indent = '  '): string {
  if (values.length <= 1) return `[${values.map(quoteHcl).join('')}]`
  return `[\n${values.map((value) => `${indent}  ${quoteHcl(value)},`).join('\n')}\n${indent}]`
}

/** `{ "key" = "value" }` on several lines, the equals signs below each other as `terraform fmt` sets them. */
export function hclMap(entries: readonly (readonly [string, string])[], indent = '  '): string {
  if (entries.length === 0) return '{}'
  return `{\n${hclAttributes(entries.map(([key, value]) => [quoteHcl(key), quoteHcl(value)]), `${indent}  `)}\n${indent}}`
}

/** `name = expression` lines. A value of several lines ends the column, as it does for `terraform fmt`. */
export function hclAttributes(attributes: readonly (readonly [string, string])[], indent = '  '): string {
  const lines: string[] = []
  let column: (readonly [string, string])[] = []
  const flush = () => {
    const width = Math.max(0, ...column.map(([name]) => columnsOf(name)))
    for (const [name, value] of column) lines.push(`${indent}${name}${' '.repeat(width - columnsOf(name))} = ${value}`)
    column = []
  }
  for (const attribute of attributes) {
    if (!attribute[1].includes('\n')) {
      column.push(attribute)
      continue
    }
    flush()
    lines.push(`${indent}${attribute[0]} = ${attribute[1]}`)
  }
  flush()
  return lines.join('\n')
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Terraform counts what a person would count as letters. */
const columnsOf = (text: string): number => [...graphemes.segment(text)].length
