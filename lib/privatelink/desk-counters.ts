import { DESK_GROUPS, TICKET_STANDS, ticketStand, type DeskGroup, type TicketStand } from './desk'
import type { DeskRow } from './desk-contradictions'
import type { EndpointState } from './state'

/** One number of the desk's header and the view it stands for. */
export type Counter = { key: string; label: string; count: number; view: { state?: DeskGroup; ticket?: TicketStand; contradictions?: '1' } }
type Told = { rows: readonly DeskRow[]; byState: Partial<Record<EndpointState, number>>; contradictory: number }

const WAITING: readonly TicketStand[] = ['unsent', 'sent', 'question', 'answered']
const STATES_SHOWN: readonly DeskGroup[] = ['connecting', 'rejected', 'expired', 'failed', 'gone']

/** The numbers of the header, each equal to what its view lists. */
export function countDesk({ rows, byState, contradictory }: Told): Counter[] {
  const inGroup = (group: DeskGroup) => DESK_GROUPS[group].states.reduce((sum, state) => sum + (byState[state] ?? 0), 0)
  const stands = { unsent: 0, sent: 0, question: 0, answered: 0 } satisfies Record<TicketStand, number>
  for (const { state, mark, outcome } of rows) {
    if (state === 'pending-acceptance') stands[ticketStand({ hasMark: mark !== null, outcome: outcome?.kind ?? null, answered: Boolean(outcome?.answeredAt) })] += 1
  }
  return [
    { key: 'waiting', label: 'Waiting', count: inGroup('waiting'), view: {} },
    ...WAITING.map((stand) => ({ key: stand, label: TICKET_STANDS[stand], count: stands[stand], view: { ticket: stand } })),
    ...STATES_SHOWN.map((group) => ({ key: group, label: DESK_GROUPS[group].label, count: inGroup(group), view: { state: group } })),
    { key: 'contradictions', label: 'Contradictions', count: contradictory, view: { contradictions: '1' as const } },
  ]
}

/** The same header where the numbers could not be read. */
export const uncountedDesk = (): Omit<Counter, 'count'>[] => countDesk({ rows: [], byState: {}, contradictory: 0 }).map(({ key, label, view }) => ({ key, label, view }))
