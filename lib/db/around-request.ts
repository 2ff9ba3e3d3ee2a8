import 'server-only'
import { accountOf } from './accounts'
import { checksRunOf } from './checks'
import { driftPartOf } from './drift'
import { eventsOf } from './events'
import { evidenceOf } from './evidence'
import { notesOf } from './notes'
import { outcomeOf } from './outcomes'
import { readTogether } from './parts'
import { PORT_EDITS } from './port-edits'
import { wishOf } from './private-dns'
import { requestOf } from './request-rows'
import { sharesOf } from './shares'
import { ticketMarkOf } from './ticket-marks'

export type AroundRequest = Awaited<ReturnType<typeof readAroundRequest>>

/** A request with everything kept about it, as of one moment. `request` is null where there is none. */
export const readAroundRequest = (requestId: string) =>
  readTogether({
    request: requestOf(requestId),
    account: accountOf(requestId),
    events: eventsOf(requestId),
    mark: ticketMarkOf(requestId),
    outcome: outcomeOf(requestId),
    notes: notesOf(requestId),
    evidence: evidenceOf(requestId),
    drift: driftPartOf(requestId),
    wish: wishOf(requestId),
    run: checksRunOf(requestId),
    shares: sharesOf(requestId),
    portEdits: PORT_EDITS,
  })
