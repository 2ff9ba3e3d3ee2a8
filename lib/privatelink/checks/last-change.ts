import type { Event, EventKind } from '../event'
import type { CheckedRequest } from './check'

/** After these, what was seen before says nothing. */
export const CHANGES: readonly EventKind[] = ['endpoint-created', 'endpoint-found', 'endpoint-adopted', 'state-changed', 'private-dns-changed', 'vanished']

/** When the endpoint, its DNS or, by a button here, its network last changed. */
export function lastChange(request: Pick<CheckedRequest, 'stateSince'>, events: readonly Pick<Event, 'kind' | 'at'>[], mendedAt: Date | null): Date {
  const times = events.filter(({ kind }) => CHANGES.includes(kind)).map(({ at }) => at.getTime())
  return new Date(Math.max(request.stateSince.getTime(), mendedAt?.getTime() ?? 0, ...times))
}
