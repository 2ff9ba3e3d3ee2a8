import type { CheckId, Finding, Outcome } from './check'
import type { Picture } from './picture'

/** One question with its pure judgement. It may take for granted that every check before it did not fail. */
export type Check = { id: CheckId; title: string; judge: (picture: Picture) => Finding }

const EMPTY = { expected: null, received: null, diagnosis: null, evidence: [] }

export const finding = (outcome: Outcome, summary: string, more: Partial<Finding> = {}): Finding => ({ ...EMPTY, outcome, summary, ...more })

/** Why nothing counted: nothing was asked, or what was asked does not count. A sentence, with the age where all is too old. */
export function whyUnknown({ setAside, facts }: Picture, kinds: readonly string[], nothing: string): string {
  const aside = setAside.filter(({ sighting }) => kinds.includes(sighting.result.kind))
  if (aside.length === 0) return nothing
  if (aside.some(({ why }) => why === 'outside')) return 'Could not check from here: what was seen was not seen from inside the VPC.'
  const newest = Math.max(...aside.map(({ sighting }) => sighting.result.at.getTime()))
  if (aside.every(({ why }) => why === 'stale')) return `What is known was seen ${ago(facts.now.getTime() - newest)} ago, before the endpoint last changed. Run the checks again.`
  return 'What was seen went to other addresses than the endpoint’s, so it says nothing about the endpoint.'
}

function ago(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} days`
}
