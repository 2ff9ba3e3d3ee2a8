import { EXPORTS, exportFileName, formatsFor } from '@/lib/privatelink/exports'
import type { ExportSubject } from '@/lib/privatelink/exports/export'
import { highlight, type Piece } from './highlight'

/** One format as a tab shows it. */
export type Tab = { format: string; label: string; about: string; part: 'endpoint' | 'zone' }
export type Shown = { text: string; pieces: Piece[]; fileName: string; contentType: string }

/** This module holds all formats and the highlighter; it is loaded when a tab is first looked at, never with the page. */
export const tabsOf = (subject: ExportSubject): Tab[] =>
  formatsFor(subject).map((format) => {
    const { label, about, part } = EXPORTS[format]
    return { format, label, about, part }
  })

export function showExport(wanted: string, subject: ExportSubject): Shown {
  const format = formatsFor(subject).find((each) => each === wanted) ?? 'terraform'
  const { render, language, contentType } = EXPORTS[format]
  const text = render(subject)
  return { text, pieces: highlight(text, language), fileName: exportFileName(format, subject), contentType }
}
