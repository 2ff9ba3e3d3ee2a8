import { certificate } from './certificate'
import type { CheckId, Facts, Finding, Verdict } from './check'
import { configuration } from './configuration'
import { endpointAvailable } from './endpoint-available'
import { https } from './https'
import { finding, type Check } from './judge'
import { native } from './native'
import { toPicture, type Picture } from './picture'
import { query } from './query'
import { resolution } from './resolution'
import { tcp } from './tcp'

export type * from './check'

/** In the order in which things are mended. */
export const CHECKS: readonly Check[] = [endpointAvailable, configuration, tcp, resolution, certificate, https, native, query]

const TITLES = new Map(CHECKS.map(({ id, title }) => [id, title]))

/**
 * Judges every check in order. Where one fails, those after it are not run: what they show would follow from it. One exception:
 * the configuration is a model, so that connections were tried is still told when the model says they must fail.
 */
export const judgeChecks = (facts: Facts): Verdict[] => judgePicture(toPicture(facts))

/** The same for who needs the picture as well. */
export function judgePicture(picture: Picture): Verdict[] {
  let broken: CheckId | null = null
  const verdicts: Verdict[] = []
  for (const { id, title, judge } of CHECKS) {
    const found: Finding = judge(picture)
    const runs = broken === null || (broken === 'configuration' && id === 'tcp' && found.outcome === 'fail')
    const kept = runs ? found : notApplicableOr(found, broken!)
    verdicts.push({ ...kept, id, title, waitsFor: kept.outcome === 'not-run' ? broken : null, ...seenOf(id, kept, picture) })
    if (kept.outcome === 'fail' && broken === null) broken = id
    if (kept.outcome === 'not-applicable' && id === 'endpoint-available') broken = id
  }
  return verdicts
}

/** Nothing follows from a check that waits; its evidence stays to be seen. */
function notApplicableOr(found: Finding, broken: CheckId): Finding {
  return finding('not-run', `Not run: waits for “${TITLES.get(broken) ?? ''}”.`, { evidence: found.evidence.map((each) => ({ ...each, outcome: 'open' })) })
}

function seenOf(id: CheckId, { evidence }: Finding, { facts, config }: Picture): Pick<Verdict, 'at' | 'from'> {
  if (id === 'endpoint-available') return { at: facts.request.stateSince, from: ['AWS'] }
  if (id === 'configuration') return { at: config?.at ?? null, from: [config?.pastedBy === undefined ? 'AWS’s configuration' : `a snapshot of AWS’s configuration, pasted by ${config.pastedBy}`] }
  const newest = evidence.reduce<Date | null>((latest, { at }) => (latest && latest >= at ? latest : at), null)
  return { at: newest, from: [...new Set(evidence.map(({ from }) => from))] }
}

export type Conclusion = { tone: 'good' | 'bad' | 'unknown' | 'idle'; title: string; sentence: string; symptomId: string | null; checkId: CheckId | null }

/** The first thing a person reads: what is wrong, or how much is proved. */
export function conclude(verdicts: readonly Verdict[]): Conclusion {
  const broken = verdicts.find(({ outcome }) => outcome === 'fail')
  if (broken) return { tone: 'bad', title: broken.diagnosis?.cause ?? broken.summary, sentence: broken.diagnosis?.fix.sentence ?? '', symptomId: broken.diagnosis?.symptomId ?? null, checkId: broken.id }
  if (verdicts.some(({ id, outcome }) => id === 'endpoint-available' && outcome === 'not-applicable')) return { tone: 'idle', title: 'There is nothing to check yet.', sentence: 'The checks begin when the endpoint is there.', symptomId: null, checkId: null }
  const open = verdicts.filter(({ outcome }) => outcome === 'unknown')
  if (open.length === 0) return { tone: 'good', title: 'Everything that was checked works, over the private way.', sentence: 'Endpoint, network, names, TLS and ClickHouse itself answer as they should.', symptomId: null, checkId: null }
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length
  // What somebody wonders about and has an explanation comes before what nobody has asked yet.
  const first = open.find(({ diagnosis }) => diagnosis !== null) ?? open[0]!
  return { tone: 'unknown', title: `Nothing is known to be wrong: ${passed} of ${verdicts.length} are proved, ${open.length} could not be checked from here.`, sentence: `${first.title}: ${first.summary}`, symptomId: first.diagnosis?.symptomId ?? null, checkId: first.id }
}
