import 'server-only'
import type { EvidenceView } from '@/components/evidence/evidence-item'
import { toShown } from '@/components/evidence/to-shown'
import type { Evidence } from '@/lib/db/evidence'
import { userIdOf, type Person } from '@/lib/privatelink/actor'
import { scriptSubjectOf, subjectOf } from '@/lib/privatelink/evidence/subject-of'
import type { ClickHousePort } from '@/lib/privatelink/ports'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { cleanText } from '@/lib/privatelink/text'

const SHOWN = 20
/** A page shows the beginning of a long text; the whole of it is kept. */
const LONGEST_TEXT = 8_000

/** The panel's data. Texts are made visible, not escaped. */
export function toEvidenceView(request: EndpointRequest, { evidence, ports, viewer }: { evidence: readonly Evidence[]; ports: readonly ClickHousePort[]; viewer: Person }): EvidenceView {
  const allowed = mayDo(viewer, 'addEvidence', request)
  const subject = subjectOf(request)
  return {
    requestId: request.requestId,
    subject,
    script: scriptSubjectOf(request, { ports, report: null }),
    offBecause: reasonOf(allowed),
    more: evidence.length > SHOWN,
    items: evidence.slice(0, SHOWN).map(({ evidenceId, at, actor, origin, place, text, blanked, reading }) => ({
      evidenceId,
      at: at.toISOString(),
      who: actor.name,
      own: allowed.ok && userIdOf(actor) === viewer.userId,
      origin,
      place,
      text: cleanText(text, LONGEST_TEXT),
      blanked,
      reading: toShown(reading, subject),
    })),
  }
}
