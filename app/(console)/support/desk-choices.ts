import { DESK_GROUPS, type DeskGroup, type TicketStand } from '@/lib/privatelink/desk'

/** What the address of the desk asks for. Without a state: what waits for ClickHouse, or everything where contradictions are asked for. */
export type DeskView = {
  state?: DeskGroup | 'all'
  ticket?: TicketStand
  region?: string
  account?: string
  requester?: string
  q?: string
  contradictions?: '1'
  cursor?: string
}

/** Views with a name: each is an address and nothing more, so any view can be kept as a bookmark. */
export const SAVED_VIEWS: { label: string; view: DeskView }[] = [
  { label: 'Queue', view: {} },
  { label: 'To send', view: { ticket: 'unsent' } },
  { label: 'With ClickHouse', view: { ticket: 'sent' } },
  { label: 'Questions', view: { ticket: 'question' } },
  { label: 'Contradictions', view: { contradictions: '1' } },
  { label: 'Everything', view: { state: 'all' } },
]

/** The menu of states. Contradictions are looked for in any state unless one is chosen, and the menu says so. */
export function stateOptions({ contradictions }: DeskView): { value: string; label: string }[] {
  const groups = Object.entries(DESK_GROUPS)
    .filter(([group]) => group !== 'waiting')
    .map(([value, { label }]) => ({ value, label }))
  if (contradictions) return [{ value: '', label: 'Any state' }, ...groups]
  return [{ value: '', label: DESK_GROUPS.waiting.label }, ...groups, { value: 'all', label: 'Any state' }]
}

/** Something narrows the queue down. */
export const isNarrowed = ({ cursor: _, ...view }: DeskView): boolean => Object.values(view).some(Boolean)

/** The same view, whatever page of it. */
export const isSameView = ({ cursor: _a, ...a }: DeskView, { cursor: _b, ...b }: DeskView): boolean => sorted(a) === sorted(b)

const sorted = (view: object) => JSON.stringify(Object.entries(view).filter(([, value]) => value).sort())
