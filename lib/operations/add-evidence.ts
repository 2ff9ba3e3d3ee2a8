import 'server-only'
import { randomUUID } from 'node:crypto'
import { write } from '@/lib/db/client'
import { findEvidence, insertEvidence, type Evidence } from '@/lib/db/evidence'
import { insertEvents } from '@/lib/db/events'
import { requestInside } from '@/lib/db/request-rows'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/request'
import { readPaste } from '@/lib/privatelink/evidence'
import { MAX_CHARACTERS } from '@/lib/privatelink/evidence/lines'
import type { Place } from '@/lib/privatelink/evidence/places'
import { withoutSecrets } from '@/lib/privatelink/evidence/secrets'
import { authorise } from './authorise'
import { judgeAnew } from './judge-anew'
import { tellFromScript } from './tell-state'

/**
 * Keeps what somebody pasted, with what it says. Secrets are blanked before anything else sees the text; what is not understood is
 * kept as well. `evidenceId`: what is there under it already is given back, and nothing kept twice. Refuses an empty text (`no-text`) and
 * one of more than 256,000 characters (`text-too-long`).
 */
export async function addEvidence(requestId: string, given: { text: string; place: Place }, { actor, now, evidenceId = randomUUID() }: { actor: Extract<Actor, { name: string }>; now: Date; evidenceId?: string }): Promise<Evidence> {
  if (given.text.trim() === '') throw new AppError('There is nothing in the box. Paste the output of a command.', { code: 'no-text' })
  if (given.text.length > MAX_CHARACTERS) throw new AppError('The text is longer than 256,000 characters. Paste the part that matters.', { code: 'text-too-long', status: 413 })
  const { text, blanked } = withoutSecrets(given.text)
  const evidence: Evidence = { evidenceId, requestId, at: now, actor, origin: 'paste', place: given.place, text, reading: readPaste(text), blanked }
  const there = await write(async (tx) => {
    const request = await requestInside(tx, requestId)
    authorise(actor, 'addEvidence', request)
    const found = await findEvidence(tx, evidenceId)
    if (found) return found
    await insertEvidence(tx, evidence)
    const detail = { evidenceId: evidence.evidenceId, origin: 'paste', place: given.place, findings: String(evidence.reading.findings.length) }
    await insertEvents(tx, [{ requestId, name: request.name, event: { at: now, actor, kind: 'evidence-added', from: null, to: null, detail } }])
    return null
  })
  const kept = there ?? evidence
  await tellFromScript(kept, { actor, now })
  await judgeAnew(requestId, now)
  return kept
}
