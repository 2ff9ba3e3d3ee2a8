import { cleanLine } from './text'

/**
 * One line of text that means nothing to the programs a ticket is pasted into: no HTML tag, no Slack `<!channel>` or `<@U…>`,
 * no `@everyone`, no Markdown link, image, code or heading. What is changed stays visible and readable.
 */
export function neutral(text: string): string {
  return withoutMentions(cleanLine(text, 8000))
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('`', '´')
    .replace(/\]\(/g, '] (')
    .replace(/\]\[/g, '] [')
    .replace(/\]:/g, '] :')
}

/** For Markdown: every character that could mean something is escaped; mentions and tags are made neutral first. */
export function escapeMarkdown(text: string): string {
  return withoutMentions(cleanLine(text, 8000))
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/[\\`*_{}[\]()#+!|~$=-]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/^(\d+)\./, '$1\\.')
}

/** JSON in which the characters that chats and browsers act on are written as escapes: the same data, nothing to act on. */
export function neutralJson(value: unknown): string {
  const escaped = JSON.stringify(value, null, 2).replace(/[<>&@`]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `${escaped}\n`
}

// An address such as team@example.com stays; a mention has nothing or no letter before the sign, or names everybody.
function withoutMentions(text: string): string {
  return text.replace(/@(?=(?:everyone|here|channel|all|group)\b)/gi, '(at)').replace(/(^|[^\w.+-])@(?=[\w!&-])/g, '$1(at)')
}
