import { aboutOf, type About, type Subject } from './about'
import type { Finding, SaidResult, ToolName } from './finding'
import type { Place } from './places'

/** One thing that was seen, for the room that judges: a probe's words, with null for what a text did not say. */
export type Observation = { result: SaidResult; by: ToolName; from: Place; seenAt: Date; about: Exclude<About, 'another-host'> }

/** A finding without its own clock was seen when its evidence was given. What is about another host is left out. */
export function toObservations(findings: readonly Finding[], { subject, from, at }: { subject: Subject; from: Place; at: Date }): Observation[] {
  return findings.flatMap((finding) => {
    const about = aboutOf(finding, subject)
    return about === 'another-host' ? [] : [{ result: finding.result, by: finding.tool, from, seenAt: finding.result.at ?? at, about }]
  })
}
