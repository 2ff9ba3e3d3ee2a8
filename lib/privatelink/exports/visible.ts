/**
 * What no reader can see, or what moves the text around it: controls, zero-width, joiners, direction marks, separators, tags,
 * and halves of a character. A code file that holds one of them raw reads otherwise than it runs.
 */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e0fff}\p{Cs}]/gu

/** Writes each of them with the escape of a dialect, which is given the code point. */
export const escapeUnseen = (text: string, escape: (codePoint: number) => string): string => text.replace(UNSEEN, (letter) => escape(letter.codePointAt(0)!))

/** `\uXXXX` in UTF-16 units, as JSON and TypeScript read it: two of them for what lies beyond U+FFFF. */
export function utf16Escape(codePoint: number): string {
  const units = String.fromCodePoint(codePoint)
  return Array.from({ length: units.length }, (_, at) => `\\u${hex(units.charCodeAt(at), 4)}`).join('')
}

/** `\uXXXX` or `\UXXXXXXXX`, as HCL and YAML read it. */
export const longEscape = (codePoint: number): string => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`)

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
