import { Document } from 'yaml'
import { escapeUnseen, longEscape } from './visible'

/**
 * YAML in which every text is in double quotes, so that `yes`, `1e3`, `~`, `&a` or `*a` stay texts, and in which nothing is hidden.
 * Keys are ours and stay plain. Half a character cannot stand in UTF-8 and becomes U+FFFD.
 */
export function toYaml(value: unknown, comment: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false })
  document.commentBefore = comment.split('\n').map((line) => (line === '' ? '' : ` ${line}`)).join('\n')
  const text = document.toString({ defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0, doubleQuotedMinMultiLineLength: 1_000_000 })
  return text.toWellFormed().split('\n').map((line) => escapeUnseen(line, longEscape)).join('\n')
}
