import { intersect, isWithin, subtract, union, type Span } from './spans'

/**
 * `allows`: everything that came here goes on. `partly`: a part of it. `stops`: nothing. `unknown`: it depends on what cannot be
 * seen. `not-judged`: nothing was asked of it. `not-reached`: something before it stops everything.
 */
export type HopStatus = 'allows' | 'partly' | 'stops' | 'unknown' | 'not-judged' | 'not-reached'

export type HopId = 'client-group' | 'client-acl-out' | 'route-there' | 'acl-in' | 'endpoint-group' | 'address' | 'acl-out' | 'route-back' | 'client-acl-in'

/** One thing a packet passes, and what decided there. */
export type Hop = {
  id: HopId
  /** `security group sg-… of the endpoint` */
  where: string
  status: HopStatus
  /** The rule that decided, or that none did. */
  decidedBy: string
  /** Set where nobody who has to cross it gets through, though clients in the endpoint’s own subnet do not meet it. */
  stopsAllWhoCross?: boolean
}

/** What a hop lets through for certain, and what it may let through. */
export type Passage = Hop & { passed: Span[]; maybe: Span[] }

/** What flows along a path: `sure` arrives here for certain, `possible` perhaps. */
export type Flow = { sure: Span[]; possible: Span[] }

/** The hop's status follows from what came and what goes on. */
export function passage(hop: Omit<Hop, 'status'>, came: readonly Span[], { passed, maybe = [] }: { passed: readonly Span[]; maybe?: readonly Span[] }): Passage {
  const sure = intersect(came, passed)
  const perhaps = subtract(intersect(came, maybe), sure)
  const status = isWithin(came, sure) ? 'allows' : sure.length === 0 ? (perhaps.length > 0 ? 'unknown' : 'stops') : 'partly'
  return { ...hop, status, passed: sure, maybe: perhaps }
}

/** A hop that could not be read: it may let everything through. */
export const unreadHop = (hop: Omit<Hop, 'status' | 'decidedBy'>, came: readonly Span[], reason: string): Passage =>
  passage({ ...hop, decidedBy: `could not be read: ${reason}` }, came, { passed: [], maybe: came })

export function flowAfter(flow: Flow, { passed, maybe, status }: Passage): Flow {
  if (status === 'not-judged') return flow
  return { sure: intersect(flow.sure, passed), possible: intersect(flow.possible, union(passed, maybe)) }
}
