import 'server-only'
import type { ChecksView, ShownMend, ShownPath, ShownVerdict } from '@/components/checks/checks-view'
import { mendableOf, type SeenChecks } from '@/lib/operations/view-checks'
import { commandsFor } from '@/lib/privatelink/checks/by-hand'
import { conclude, type Verdict } from '@/lib/privatelink/checks'
import type { Button } from '@/lib/privatelink/checks/check'
import type { Picture } from '@/lib/privatelink/checks/picture'

/** Decides everything the panel shows of what was judged. */
export function toChecksView({ picture, verdicts, run }: SeenChecks, offBecause: ChecksView['offBecause']): ChecksView {
  const { tone, title, sentence } = conclude(verdicts)
  const ran = { ranAt: run?.ranAt.toISOString() ?? null, ranBy: run?.ranBy ?? null, notProbed: run?.notProbed ?? null }
  return { requestId: picture.facts.request.requestId, tone, title, sentence, ...ran, lines: verdicts.map((verdict) => toLine(verdict, picture)), offBecause }
}

function toLine({ id, title, outcome, summary, at, from, expected, received, diagnosis, evidence }: Verdict, picture: Picture): ShownVerdict {
  return {
    id, title, outcome, summary, from, expected, received,
    at: at?.toISOString() ?? null,
    diagnosis: diagnosis && { cause: diagnosis.cause, explanation: diagnosis.explanation, who: diagnosis.who, fix: diagnosis.fix.sentence, command: diagnosis.fix.command, terraform: diagnosis.fix.terraform, mend: toMend(diagnosis.fix.button, picture) },
    evidence: evidence.slice(0, 40).map((each) => ({ ...each, at: each.at.toISOString() })),
    paths: id === 'configuration' && outcome !== 'not-run' ? toPaths(picture) : [],
    byHand: commandsFor(id, picture),
  }
}

/** One way for each port: the first that does not get through, else the first. */
const toPaths = ({ reach }: Picture): ShownPath[] =>
  reach.flatMap(({ paths, sentence }) => {
    const path = paths.find(({ answer }) => answer === 'no') ?? paths.find(({ answer }) => answer !== 'yes') ?? paths[0]
    return path ? [{ title: sentence, hops: path.hops.map(({ where, status, decidedBy }) => ({ where, status, decidedBy })) }] : []
  })

function toMend(button: Button | null, picture: Picture): ShownMend | null {
  const mend = mendableOf(button, picture)
  return mend && { ...mend, ports: mend.ports.join(',') }
}
