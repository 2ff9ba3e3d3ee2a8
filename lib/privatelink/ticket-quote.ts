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

/**
 * For Markdown, in the middle of one of our own lines. Ids stay as they are, so that they can be copied from the source too:
 * a hyphen or a hash only means something at the beginning.
 */
export function escapeMarkdown(text: string): string {
  return withoutMentions(cleanLine(text, 8000))
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
}

/** JSON in which what chats and browsers act on is written as escapes: the same data, nothing to act on. */
export function neutralJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(ACTED_ON, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}

// In JSON text a line break is the two characters \n, so the n before an @ may not be a letter of a word.
const ACTED_ON = /[<>&`]|(?<![\w.+-])@|(?<=\\n)@|@(?=(?:everyone|here|channel|all|group)\b)/gi

// An address such as team@example.com stays; a mention has nothing or no letter before the sign, or names everybody.
function withoutMentions(text: string): string {
  return text.replace(/@(?=(?:everyone|here|channel|all|group)\b)/gi, '(at)').replace(/(^|[^\w.+-])@(?=[\w!&-])/g, '$1(at)')
}
