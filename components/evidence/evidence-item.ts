import type { About, Subject } from '@/lib/privatelink/evidence/about'
import type { Look } from '@/lib/privatelink/evidence/describe'
import type { ScriptSubject } from '@/lib/privatelink/script/subject'
import type { Place } from '@/lib/privatelink/evidence/places'

/** A reading as it is shown: sentences and line numbers, nothing else. */
export type ShownReading = {
  findings: { look: Look; text: string; tool: string; lines: [number, number]; about: About }[]
  problems: { text: string; lines: [number, number] }[]
  notUnderstood: { text: string; lines: [number, number] }[]
  cut: boolean
}

/** One piece of evidence on the page. Times are ISO 8601. */
export type EvidenceItem = { evidenceId: string; at: string; who: string; own: boolean; origin: 'paste' | 'script'; place: Place; text: string; blanked: string[]; reading: ShownReading }

/** Everything the panel needs, as data. `offBecause`: why nothing may be added. */
export type EvidenceView = { requestId: string; script: ScriptSubject; items: EvidenceItem[]; more: boolean; subject: Subject; offBecause: string | null }

export const PLACE_WORDS: Record<Place, { choice: string; run: string }> = {
  vpc: { choice: 'Inside the VPC', run: 'inside the VPC' },
  laptop: { choice: 'On my laptop', run: 'on a laptop' },
  elsewhere: { choice: 'Somewhere else', run: 'somewhere else' },
}
