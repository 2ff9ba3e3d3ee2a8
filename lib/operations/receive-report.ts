import 'server-only'
import { randomUUID } from 'node:crypto'
import { write } from '@/lib/db/client'
import { findReportToken, insertEvidence, markTokenUsed, type Evidence } from '@/lib/db/evidence'
import { insertEvents } from '@/lib/db/events'
import { asPerson, findPersonInside } from '@/lib/db/people'
import { requestInside } from '@/lib/db/request-rows'
import { hashOfSecret } from '@/lib/db/tokens'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/request'
import { findingsOf, LARGEST_REPORT, reportShape, type Report } from '@/lib/privatelink/script/report'
import { authorise } from './authorise'
import { judgeAnew } from './judge-anew'
import { tellFromScript } from './tell-state'

/**
 * Takes the report of a script. The key decides which request it is about and in whose name, with the role they have now; it is good
 * once, for an hour, while its maker has access (`bad-key`, 401). A report that is too large (413) or has another shape (`bad-report`, 400) does not use the key up.
 */
export async function receiveReport(token: string, body: string, { now }: { now: Date }): Promise<Evidence> {
  const report = parse(body)
  const { evidence, maker } = await write(async (tx) => {
    const known = /^cwr_[\w-]{43}$/.test(token) ? await findReportToken(tx, hashOfSecret(token)) : null
    if (!known || known.usedAt || known.expiresAt <= now) throw badKey()
    if (!report) throw new AppError('This is not a report of Causeway’s script, or one of another version. Download the script again.', { code: 'bad-report', status: 400 })
    if (report.request !== known.requestId) throw new AppError('The report is about another request than its key.', { code: 'bad-report', status: 400 })
    const request = await requestInside(tx, known.requestId)
    const person = await findPersonInside(tx, known.person.userId)
    if (!person || person.disabledAt) throw badKey()
    const actor: Extract<Actor, { kind: 'token' }> = { kind: 'token', tokenId: known.tokenHash.slice(0, 12), from: null, ...asPerson(person) }
    authorise(actor, 'addEvidence', request)
    await markTokenUsed(tx, known.tokenHash, now)
    const made: Evidence = { evidenceId: randomUUID(), requestId: known.requestId, at: now, actor, origin: 'script', place: known.place, text: textOf(report), reading: readingOf(report), blanked: [] }
    await insertEvidence(tx, made)
    const detail = { evidenceId: made.evidenceId, origin: 'script', place: known.place, findings: String(made.reading.findings.length) }
    await insertEvents(tx, [{ requestId: known.requestId, name: request.name, event: { at: now, actor, kind: 'evidence-added', from: null, to: null, detail } }])
    return { evidence: made, maker: actor }
  })
  await tellFromScript(evidence, { actor: maker, now })
  await judgeAnew(evidence.requestId, now)
  return evidence
}

const badKey = () => new AppError('This key was used, has expired or is not known. Download the script again from the page of the request.', { code: 'bad-key', status: 401 })

function parse(body: string): Report | null {
  if (Buffer.byteLength(body) > LARGEST_REPORT) throw new AppError('The report is larger than 64 kB.', { code: 'report-too-large', status: 413 })
  try {
    return reportShape.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}

const readingOf = (report: Report): Evidence['reading'] => ({ ...findingsOf(report), notUnderstood: [], cut: false })

/** One line for each result, as the script saw it; read by people. */
const textOf = ({ ran, on, results }: Report): string => [`Run on ${on} at ${ran}`, ...results.map((result) => JSON.stringify(result))].join('\n')
