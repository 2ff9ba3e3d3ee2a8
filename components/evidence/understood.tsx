import type { ReactNode } from 'react'
import { readPaste } from '@/lib/privatelink/evidence'
import type { Subject } from '@/lib/privatelink/evidence/about'
import type { ShownReading } from './evidence-item'
import { ReadingList } from './reading-list'
import { toShown } from './to-shown'

/** What a text says: one sentence to hear, and the whole to see. */
export type Understanding = { summary: string; shown: ReactNode }

/** Reads a text with every reader there is. They are large, so this file is loaded with the first letter that is typed. */
export function understand(text: string, subject: Subject): Understanding {
  const reading = toShown(readPaste(text), subject)
  const summary = summaryOf(reading)
  const shown = (
    <div className="rounded-lg border border-line bg-canvas p-3">
      <p className="mb-2 text-sm font-medium">{summary}</p>
      <ReadingList reading={reading} withLines label="Understood so far" />
    </div>
  )
  return { summary, shown }
}

function summaryOf({ findings, problems }: ShownReading): string {
  if (findings.length === 0 && problems.length === 0) return 'Nothing in this text was understood. It can be kept all the same.'
  if (findings.length === 0) return 'Nothing about the network was found, only what is wrong with the tools.'
  return findings.length === 1 ? 'One thing was understood.' : `${findings.length} things were understood.`
}
