import 'server-only'
import { markTickets, unmarkTickets } from '@/lib/db/ticket-marks'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { isTicketLink } from '@/lib/privatelink/desk'
import { canDo } from '@/lib/privatelink/state'
import { announceRequests } from './announce'
import { authorise } from './authorise'

type By = { actor: Actor; now: Date }

/**
 * Notes that the ticket of these requests is at ClickHouse, under their number; a note, where there is one, goes to each of them.
 * All or none: refuses (`not-for-a-ticket`, 409) where one of them has no endpoint that could be in a ticket.
 */
export async function markSent(requestIds: readonly string[], { number, link, note = '' }: { number: string; link: string | null; note?: string }, { actor, now }: By): Promise<void> {
  if (link !== null && !isTicketLink(link)) throw new AppError('The link must begin with https:// and hold no password.', { code: 'bad-link' })
  await markTickets(requestIds, { number, link, note }, {
    actor,
    now,
    allow: (request) => {
      authorise(actor, 'markSent', request)
      const allowed = canDo('addToTicket', request.state)
      if (!allowed.ok) throw new AppError(`“${request.name}” cannot be in a ticket. ${allowed.reason}`, { code: 'not-for-a-ticket', status: 409 })
    },
  })
  announceRequests(...requestIds)
}

/** Takes the mark back: the ticket counts as not sent. */
export async function takeBackSent(requestIds: readonly string[], { actor, now }: By): Promise<void> {
  await unmarkTickets(requestIds, { actor, now, allow: (request) => authorise(actor, 'markSent', request) })
  announceRequests(...requestIds)
}
