import './prism-manual'
import Prism from 'prismjs'
import 'prismjs/components/prism-typescript'
import 'prismjs/components/prism-bash'
import 'prismjs/components/prism-hcl'
import 'prismjs/components/prism-json'
import 'prismjs/components/prism-yaml'
import type { ExportLanguage } from '@/lib/privatelink/exports/export'

/** A run of text with the kind Prism gave it. All runs together are the text, letter for letter. */
export type Piece = { text: string; kind: string | null }

/** The text in pieces to be coloured. Prism only cuts here; nothing of it reaches the page but its cuts. */
export function highlight(code: string, language: ExportLanguage): Piece[] {
  const grammar = Prism.languages[language]
  return grammar ? piecesOf(Prism.tokenize(code, grammar), null) : [{ text: code, kind: null }]
}

type Stream = ReturnType<typeof Prism.tokenize>[number] | ReturnType<typeof Prism.tokenize>

function piecesOf(stream: Stream, kind: string | null): Piece[] {
  if (typeof stream === 'string') return [{ text: stream, kind }]
  if (Array.isArray(stream)) return stream.flatMap((each) => piecesOf(each, kind))
  return piecesOf(stream.content as Stream, stream.type)
}
