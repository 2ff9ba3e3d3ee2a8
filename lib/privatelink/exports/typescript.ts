import { escapeUnseen, utf16Escape } from './visible'

/** A string literal in single quotes. A template literal would read `${`, so none is ever written. */
export function quoteTypeScript(text: string): string {
  const quoted = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
  return `'${escapeUnseen(quoted, utf16Escape)}'`
}
