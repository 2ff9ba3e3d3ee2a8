import { escapeUnseen, utf16Escape } from './visible'

/** JSON on several lines in which nothing is hidden: what cannot be seen is written as an escape of the same value. */
export const toJson = (value: unknown): string => withEscapes(JSON.stringify(value, null, 2))

/** The same on one line. */
export const toJsonLine = (value: unknown): string => withEscapes(JSON.stringify(value))

// Line breaks of the layout stand between the values; inside them JSON has escaped its own.
const withEscapes = (json: string): string => json.split('\n').map((line) => escapeUnseen(line, utf16Escape)).join('\n')
