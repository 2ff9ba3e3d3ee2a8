import { escapeMarkdown } from './ticket-quote'

/** A document of plain blocks: the page draws them, `toMarkdown` writes them, so that both say the same. */
export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'code'; what: string; code: string }

export type Section = { id: string; title: string; blocks: Block[] }
export type Document = { title: string; sections: Section[] }

/** Markdown in which names and notes can neither draw links nor headings, nor mention anybody. */
export function toMarkdown({ title, sections }: Document): string {
  const parts = sections.map((section) => [`## ${escapeMarkdown(section.title)}`, ...section.blocks.map(blockAsMarkdown)].join('\n\n'))
  return `${[`# ${escapeMarkdown(title)}`, ...parts].join('\n\n')}\n`
}

function blockAsMarkdown(block: Block): string {
  if (block.kind === 'text') return escapeMarkdown(block.text)
  if (block.kind === 'list') return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n')
  if (block.kind === 'code') return fenced(block.code)
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`
  return [line(block.head), `| ${block.head.map(() => '---').join(' | ')} |`, ...block.rows.map(line)].join('\n')
}

// A cell never begins a line, so an address need not be kept from becoming a numbered list.
const inCell = (text: string): string => escapeMarkdown(`·${text}`).slice(1) || '–'

/** The fence is longer than any run of backticks inside. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${code}\n${fence}`
}

/** Plain text for a mail or a chat: tables become lines of their own. */
export function toPlainText({ title, sections }: Document): string {
  const parts = sections.map((section) => [section.title, ...section.blocks.map(blockAsText)].join('\n\n'))
  return `${[title, ...parts].join('\n\n')}\n`
}

function blockAsText(block: Block): string {
  if (block.kind === 'text') return block.text
  if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n')
  if (block.kind === 'code') return block.code.split('\n').map((line) => `    ${line}`.trimEnd()).join('\n')
  const widths = block.head.map((head, column) => Math.max(head.length, ...block.rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd()
  return [line(block.head), ...block.rows.map(line)].join('\n')
}
