/**
 * Text that people typed or AWS sent, made safe to show beside our own words: what cannot be seen is taken out,
 * what would move other text about becomes a visible mark. Nothing here escapes for a dialect; each dialect has its own quote.
 */

// Invisible: zero-width, soft hyphen, joiners, variation selectors, fillers, tags. Written as escapes so that this file hides nothing itself.
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu
// Able to reorder or break text: controls, bidirectional overrides and isolates, line and paragraph separators, halves of a character.
const DISTURBING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\p{Cs}]/gu

/** Visible text of any number of lines; a control or reordering character becomes U+FFFD, a tab becomes a space. */
export function cleanText(text: string, maxLength = 4000): string {
  const shown = text
    .slice(0, maxLength * 2)
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(DISTURBING, '\ufffd')
    .normalize('NFC')
  if (shown.length <= maxLength) return shown
  return `${shown.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** The same on one line, trimmed. */
export const cleanLine = (text: string, maxLength = 500): string => cleanText(text.replace(/[\r\n]+/g, ' '), maxLength).trim()

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}
