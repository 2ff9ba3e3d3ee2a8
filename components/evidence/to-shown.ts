import type { Reading } from '@/lib/privatelink/evidence'
import { aboutOf, type Subject } from '@/lib/privatelink/evidence/about'
import { describeResult } from '@/lib/privatelink/evidence/describe'
import type { ShownReading } from './evidence-item'

/** Puts a reading into the words of the page. Apart from the words themselves, which the first load of the page needs and this not. */
export const toShown = ({ findings, problems, notUnderstood, cut }: Reading, subject: Subject): ShownReading => ({
  findings: findings.map((finding) => ({ ...describeResult(finding.result), tool: finding.tool, lines: finding.lines, about: aboutOf(finding, subject) })),
  problems: problems.map(({ text, lines }) => ({ text, lines })),
  notUnderstood,
  cut,
})
