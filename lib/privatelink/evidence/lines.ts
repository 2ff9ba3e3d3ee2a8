import type { Line } from './finding'

export const MAX_CHARACTERS = 256_000
export const MAX_LINES = 5_000
/** No tool says anything that matters further right. */
const MAX_WIDTH = 2_000
/** But the report of our own script is one line. */
const REPORT = 'causeway-report:'
const MAX_REPORT = 130_000
/** A progress meter rewrites its line many times. */
const MAX_REWRITES = 400

const ESCAPES = /\u001b(?:\[[0-9:;<=>?]{0,40}[ -/]{0,4}[@-~]|\][^\u0007\u001b]{0,400}(?:\u0007|\u001b\\)?|[@-Z\\-_])/g
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** The lines of a paste without colours, carriage returns and what cannot be seen, and whether something was left out. */
export function toLines(text: string): { lines: Line[]; cut: boolean } {
  const whole = text.slice(0, MAX_CHARACTERS)
  const rows = whole.replaceAll('\r\n', '\n').split('\n')
  const lines = rows.slice(0, MAX_LINES).flatMap((row, index) => toLine(row, index + 1))
  return { lines, cut: whole.length < text.length || rows.length > MAX_LINES }
}

function toLine(row: string, n: number): Line[] {
  const parts = row.includes('\r') ? row.split('\r').slice(-MAX_REWRITES).filter((part) => part.trim() !== '') : [row]
  const shown = parts.length > 0 ? parts : ['']
  return shown.map((part) => ({ n, text: part.slice(0, part.includes(REPORT) ? MAX_REPORT : MAX_WIDTH).replace(ESCAPES, '').replace(CONTROLS, '').replaceAll('\u00a0', ' ').trimEnd() }))
}
